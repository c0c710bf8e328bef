"""Previews: a proof looked at inside the portal, page by page."""

from vendorrisk.web.previews.views import blueprint

__all__ = ["blueprint"]
