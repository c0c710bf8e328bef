"""Conditions: what approvals still want, as the risk team follows and settles it."""

from vendorrisk.web.conditions.views import blueprint

__all__ = ["blueprint"]
