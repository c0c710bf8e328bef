"""The vendor's pages: see what is asked, answer it, show it, submit it."""

from vendorrisk.web.answering.views import blueprint

__all__ = ["blueprint"]
