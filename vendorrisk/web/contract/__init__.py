"""What to put in the contract, as procurement reads, copies and keeps it."""

from vendorrisk.web.contract.views import blueprint

__all__ = ["blueprint"]
