"""The vendor's pages while the portal cannot be reached."""

from vendorrisk.web.offline.views import blueprint

__all__ = ["blueprint"]
