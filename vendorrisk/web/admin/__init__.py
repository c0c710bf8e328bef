"""For administrators and auditors: people, the trail, the published content."""

from vendorrisk.web.admin.views import blueprint

__all__ = ["blueprint"]
