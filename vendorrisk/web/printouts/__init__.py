"""Printouts: a questionnaire as PDF, blank or with one's answers."""

from vendorrisk.web.printouts.views import blueprint

__all__ = ["blueprint"]
