"""Delegating: a coordinator divides the work on a questionnaire, and a colleague gives a part back."""

from vendorrisk.web.delegating.views import blueprint

__all__ = ["blueprint"]
