"""Intake: request a vendor, follow the engagement, steer it."""

from vendorrisk.services.intake.following import engagement, engagements
from vendorrisk.services.intake.requesting import preview, request_engagement
from vendorrisk.services.intake.steering import change_contact, remind, withdraw
from vendorrisk.services.intake.vendors import matching_vendors
from vendorrisk.services.intake.views import (
    EngagementRequest,
    EngagementRow,
    EngagementView,
    Happening,
    KnownVendor,
    Preview,
    TimelineEntry,
)

__all__ = [
    "EngagementRequest",
    "EngagementRow",
    "EngagementView",
    "Happening",
    "KnownVendor",
    "Preview",
    "TimelineEntry",
    "change_contact",
    "engagement",
    "engagements",
    "matching_vendors",
    "preview",
    "remind",
    "request_engagement",
    "withdraw",
]
