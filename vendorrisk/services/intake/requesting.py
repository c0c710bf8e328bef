"""Requesting a vendor: the tier at once, what will be asked, and the invitation to answer it."""

from __future__ import annotations

import datetime as dt

from vendorrisk.domain import clock
from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import Facts
from vendorrisk.domain.assessment import context_of
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.exposure import Exposure, expose
from vendorrisk.domain.figures import decimal_text, sentences, whole
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Pack, merge
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import plain_value
from vendorrisk.domain.visibility import asked_of_intake, visible
from vendorrisk.persistence.locks import Turn, take
from vendorrisk.persistence.models import Assessment, Engagement, Vendor, new_id
from vendorrisk.services import accounts, deadlines, effort, pinning, trail
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused
from vendorrisk.services.intake.vendors import known_or_new
from vendorrisk.services.intake.views import EngagementRequest, Preview
from vendorrisk.services.moves import stand
from vendorrisk.services.work import Work


def preview(work: Work, facts: Facts) -> Preview:
    """What a request with these facts, complete or not, would come to.

    `questions` and `minutes` are of what is asked for certain; an answer may bring more.
    """
    exposure = _exposure(work, facts)
    packs = _packs(work, exposure)
    context = context_of(facts, work.catalogue.intake, exposure.tier)
    asked = visible(merge(packs), context)
    return Preview(exposure, packs, len(asked), effort.minutes(asked), _due_on(work, exposure))


def request_engagement(work: Work, actor: Actor, request: EngagementRequest) -> Engagement:
    """Request an engagement with a vendor, known or new, and invite the contact to answer.

    The content of this moment is pinned. Raises Refused when a fact that must be known is not.
    """
    _check_complete(work, request.facts)
    exposure = _exposure(work, request.facts)
    # One at a time, so that two requests for a new vendor find one vendor, and pin the same content once.
    take(work.session.connection(), Turn.VENDORS)
    engagement = _engagement(work, actor, request, known_or_new(work, request), exposure)
    assessment = _assessment(work, engagement, exposure, request.language)
    stand(work, actor, assessment)
    accounts.invite_respondent(work, actor, assessment, request.contact_name, request.contact_email, request.language)
    requested = {"vendor": engagement.vendor.name, "tier": exposure.tier.value, "packs": list(exposure.packs)}
    trail.note(work, actor, EventKind.ENGAGEMENT_REQUESTED, engagement.id, **requested)
    work.commit()
    return engagement


def begin(work: Work, engagement: Engagement, facts: Facts, language: str) -> Assessment:
    """A further assessment of an engagement, pinned to the content of this moment; its tier stays that of the request.

    Part of a use case, which takes the turn on the one before; it neither invites anybody nor commits.
    """
    take(work.session.connection(), Turn.VENDORS)
    return _assessment(work, engagement, _exposure(work, facts), language)


def _exposure(work: Work, facts: Facts) -> Exposure:
    content = work.catalogue
    return expose(facts, content.intake, content.model, content.organisation)


def _packs(work: Work, exposure: Exposure) -> tuple[Pack, ...]:
    return tuple(work.catalogue.packs[name] for name in exposure.packs)


def _due_on(work: Work, exposure: Exposure) -> dt.date:
    """The last day for the vendor to answer: a working day."""
    return clock.at_work(today(work) + dt.timedelta(days=work.catalogue.model.policies[exposure.tier].answer_days))


def _check_complete(work: Work, facts: Facts) -> None:
    missing = [one.ask for one in asked_of_intake(work.catalogue.intake, facts) if one.required and one.id not in facts]
    if missing:
        raise Refused(Reason("intake.fact_missing", {"ask": missing[0]}))


def _engagement(work: Work, actor: Actor, request: EngagementRequest, vendor: Vendor, exposure: Exposure) -> Engagement:
    engagement = Engagement(
        id=new_id(),
        vendor=vendor,
        title=request.title.strip(),
        purpose=request.purpose.strip(),
        facts={name: plain_value(value) for name, value in request.facts.items()},
        tier=exposure.tier.value,
        exposure=_kept(exposure),
        requester_id=actor.id,
        contact_name=request.contact_name.strip(),
        contact_email=accounts.normal(request.contact_email),
        needed_by=request.needed_by,
        created_at=work.now(),
    )
    work.session.add(engagement)
    return engagement


def _kept(exposure: Exposure) -> dict[str, object]:
    """What the requester was shown, in the words of that day."""
    return {
        "frequency": decimal_text(exposure.frequency, 6),
        "expected": whole(exposure.expected),
        "reasons": sentences(exposure.reasons),
        "packs": list(exposure.packs),
        "pack_reasons": sentences(exposure.pack_reasons),
    }


def _assessment(work: Work, engagement: Engagement, exposure: Exposure, language: str) -> Assessment:
    content, packs = work.catalogue, _packs(work, exposure)
    pinning.pin(work, exposure.packs)
    assessment = Assessment(
        id=new_id(),
        engagement=engagement,
        state=State.INVITED.value,
        language=language,
        pack_digests=[pack.digest for pack in packs],
        intake_digest=content.intake.digest,
        model_digest=content.model.digest,
        organisation_digest=content.organisation.digest,
        due_on=_due_on(work, exposure),
        created_at=work.now(),
    )
    work.session.add(assessment)
    work.session.flush()
    deadlines.watch(work, assessment)
    return assessment
