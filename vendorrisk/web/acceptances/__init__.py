"""Risk acceptances: what a risk lead took on for a time, as the risk team gives, follows and withdraws it."""

from vendorrisk.web.acceptances.views import blueprint

__all__ = ["blueprint"]
