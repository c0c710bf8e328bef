"""Uploads: large files that arrive in parts."""

from vendorrisk.web.uploads.views import blueprint

__all__ = ["blueprint"]
