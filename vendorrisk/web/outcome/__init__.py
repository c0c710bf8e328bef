"""Outcome: what was decided about a vendor, as the vendor reads it."""

from vendorrisk.web.outcome.views import blueprint

__all__ = ["blueprint"]
