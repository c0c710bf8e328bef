"""Procurement's pages: request a vendor, follow the request, read the answer."""

from vendorrisk.web.intake.views import blueprint

__all__ = ["blueprint"]
