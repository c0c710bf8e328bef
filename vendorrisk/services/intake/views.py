"""What procurement asks for and sees: requests, previews, and where an engagement stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vendorrisk.domain.answers import Facts
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.exposure import Exposure
from vendorrisk.domain.lifecycle import Holder, State
from vendorrisk.domain.questionnaire import Pack, Tier
from vendorrisk.domain.reasons import Reason
from vendorrisk.persistence.models import Assessment, ConditionRow, Engagement


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementRequest:
    """What a vendor is to do for us, and whom to ask; `facts` are checked values by intake question."""

    vendor_name: str
    website: str = ""
    country: str = ""
    title: str
    purpose: str = ""
    facts: Facts
    contact_name: str
    contact_email: str
    language: str = "en"
    needed_by: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a request would come to: the exposure with its reasons, and what the vendor will be asked by when."""

    exposure: Exposure
    packs: tuple[Pack, ...]
    questions: int
    minutes: int
    due_on: dt.date

    @property
    def because(self) -> list[tuple[Pack, Reason]]:
        """Each pack that is asked, with why."""
        return list(zip(self.packs, self.exposure.pack_reasons, strict=True))


@dataclass(frozen=True, slots=True)
class KnownVendor:
    """A vendor that we know already, with the number of its engagements."""

    id: str
    name: str
    website: str
    engagements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementRow:
    """One engagement in the list: who holds it since when, and against which date (None: nobody waits)."""

    id: str
    vendor: str
    title: str
    tier: Tier
    state: State
    holder: Holder
    since: dt.datetime
    due_on: dt.date | None
    verdict: Verdict | None
    suspended: bool


class Happening(StrEnum):
    """What an entry of the timeline tells."""

    REQUESTED = "requested"
    AGAIN = "again"
    REMINDED = "reminded"
    CONTACT_CHANGED = "contact_changed"
    OPENED = "opened"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SIGNED = "signed"
    REOPENED = "reopened"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened: by whom (empty: the portal), and what was said with it (a reason, an address)."""

    at: dt.datetime
    happening: Happening
    actor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An assessment of the engagement before the present one, with what came of it."""

    assessment: Assessment
    verdict: Verdict | None
    suspended: bool
    record: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementView:
    """One engagement with everything that procurement follows.

    `holder` holds it `since` then, against `due_on`; `charged` are the working days that each had it. `verdict`,
    `conditions` and `next_on` (the next assessment) are there once decided; `overdue`: whether a condition is why the
    approval is suspended. `steerable`: whether this actor may remind, change the contact and withdraw, or, once it is
    closed, have it assessed again. `earlier` are the assessments before this one, the latest first.
    """

    engagement: Engagement
    assessment: Assessment
    timeline: tuple[TimelineEntry, ...]
    holder: Holder
    since: dt.datetime
    charged: Mapping[Holder, int]
    due_on: dt.date | None
    verdict: Verdict | None
    conditions: tuple[ConditionRow, ...]
    suspended_at: dt.datetime | None
    overdue: bool
    next_on: dt.date | None
    steerable: bool
    remindable: bool
    earlier: tuple[Earlier, ...]
