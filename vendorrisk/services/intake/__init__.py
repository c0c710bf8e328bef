"""Intake: request a vendor, follow the engagement, steer it."""

from vendorrisk.services.intake.following import engagement, engagements, may_steer
from vendorrisk.services.intake.requesting import begin, preview, request_engagement
from vendorrisk.services.intake.steering import change_contact, remind, withdraw
from vendorrisk.services.intake.vendors import matching_vendors
from vendorrisk.services.intake.views import (
    Earlier,
    EngagementRequest,
    EngagementRow,
    EngagementView,
    Happening,
    KnownVendor,
    Preview,
    TimelineEntry,
)

__all__ = [
    "Earlier",
    "EngagementRequest",
    "EngagementRow",
    "EngagementView",
    "Happening",
    "KnownVendor",
    "Preview",
    "TimelineEntry",
    "begin",
    "change_contact",
    "engagement",
    "engagements",
    "matching_vendors",
    "may_steer",
    "preview",
    "remind",
    "request_engagement",
    "withdraw",
]
