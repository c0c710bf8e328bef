"""The public page that tells a genuine record from a changed one."""

from vendorrisk.web.verification.views import blueprint

__all__ = ["blueprint"]
