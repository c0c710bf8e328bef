"""Sealed records: the list, one record, and its files to keep."""

from vendorrisk.web.records.views import blueprint

__all__ = ["blueprint"]
