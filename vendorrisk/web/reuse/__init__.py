"""Reuse: answers from a workbook, a security statement or an earlier assessment, proposed and decided on."""

from vendorrisk.web.reuse.views import blueprint

__all__ = ["blueprint"]
