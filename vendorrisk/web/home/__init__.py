"""The front door: what this is, or the first place of who is signed in."""

from vendorrisk.web.home.views import blueprint

__all__ = ["blueprint"]
