"""Proposals: answers that a workbook, a security statement or an earlier assessment suggests, until somebody decides.

Nothing becomes an answer that no person accepted, and what is accepted is saved like every other answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import Answers
from vendorrisk.domain.comparing import Chosen, Preview, Status
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.reuse import ProposalState, Source, again, fresh_wanted
from vendorrisk.domain.sheets import Part
from vendorrisk.domain.statements import Reading, read_statement
from vendorrisk.domain.validation import REMARK_LIMIT, checked_text, plain_value
from vendorrisk.persistence.models import Assessment, Proposal, new_id
from vendorrisk.persistence.queries import answering as queries
from vendorrisk.services import trail
from vendorrisk.services.answering.items import Sheet, sheet_of
from vendorrisk.services.answering.opening import held_for_answering
from vendorrisk.services.answering.reading import everything, sheet_seen
from vendorrisk.services.answering.sheets import Imported, apply_import, preview_import
from vendorrisk.services.answering.views import Item
from vendorrisk.services.casework import Desk, day_of, desk_of
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.work import Work

STATEMENT_LIMIT: Final = 500_000
"""Characters of a statement; the longest that was found has a tenth of it."""

ORIGIN_LIMIT: Final = 255


@dataclass(frozen=True, slots=True)
class Draft:
    """What is proposed for one question, before it is kept."""

    question: str
    parts: Mapping[str, object]
    quote: str = ""
    hedges: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """A proposal that a person accepts, on top of the version of the answer that was shown beside it.

    `value` is the answer that the person chose instead, in the shape of a form; None: the one that is proposed.
    """

    version: int
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal beside the question as it stands now."""

    proposal: Proposal
    item: Item


@dataclass(frozen=True, slots=True)
class ReusePage:
    """What there is to use again: the proposals to decide on, and the earlier assessments to take answers from."""

    assessment: Assessment
    proposals: tuple[Proposed, ...]
    earlier: tuple[Assessment, ...]
    editable: bool


def reuse_page(work: Work, actor: Actor, assessment_id: str) -> ReusePage:
    """The proposals for the questions that are asked now, in their order. Raises NotFound."""
    sheet = sheet_seen(work, actor, assessment_id)
    asked = sheet.lines
    order = {name: place for place, name in enumerate(asked)}
    kept = [one for one in _open(work, assessment_id) if one.question_id in asked]
    shown = [Proposed(one, sheet.item(asked[one.question_id])) for one in kept]
    return ReusePage(
        assessment=sheet.desk.assessment,
        proposals=tuple(sorted(filter(_wanted, shown), key=lambda one: order[one.proposal.question_id])),
        earlier=tuple(_earlier(work, actor, sheet.desk.assessment)) if sheet.editable else (),
        editable=sheet.editable,
    )


def propose_from_statement(work: Work, actor: Actor, assessment_id: str, text: str, origin: str = "") -> int:
    """Propose what a security statement says to questions without an answer; how many proposals there are.

    Raises NotFound, and Refused for a text that is empty or too long, or when nothing can be changed now.
    """
    if not text.strip():
        raise Refused(Reason("reuse.nothing_given"))
    if len(text) > STATEMENT_LIMIT:
        raise Refused(Reason("reuse.too_long", {"limit": STATEMENT_LIMIT}))
    readings = read_statement(text, everything(work, actor, assessment_id).questionnaire)
    sheet = _held(work, actor, assessment_id)
    drafts = [_read(one) for one in readings if one.question_id not in sheet.desk.papers.answers]
    return _kept(work, actor, sheet, Source.STATEMENT, origin, drafts)


def propose_from_workbook(work: Work, actor: Actor, assessment_id: str, content: bytes, origin: str) -> Preview:
    """Propose what a workbook says otherwise than the portal; the preview of every cell. Raises NotFound, Refused."""
    preview = preview_import(work, actor, assessment_id, content)
    stale = {line.question for line in preview.of(Status.STALE)}
    drafts = [
        Draft(one.question, {part.value: value for part, value in one.parts.items()}) for one in preview.chosen(stale)
    ]
    _kept(work, actor, _held(work, actor, assessment_id), Source.WORKBOOK, origin, drafts)
    return preview


def propose_from_earlier(work: Work, actor: Actor, assessment_id: str, earlier_id: str) -> tuple[int, int]:
    """Propose the answers of an earlier assessment; how many, and how many of its answers are to be given afresh.

    Raises NotFound, also for one that is not this vendor's or not shared with `actor`, and Refused.
    """
    sheet = _held(work, actor, assessment_id)
    found = [one for one in _earlier(work, actor, sheet.desk.assessment) if one.id == earlier_id]
    if not found:
        raise NotFound(earlier_id)
    drafts, afresh = _of_earlier(sheet.desk, desk_of(work, found[0]).answers)
    return _kept(work, actor, sheet, Source.EARLIER, _origin(work, found[0]), drafts), afresh


def prefill(work: Work, actor: Actor, desk: Desk, earlier: Assessment) -> None:
    """Propose to a new assessment what was answered to an `earlier` one. Part of a use case: it does not commit."""
    drafts, _ = _of_earlier(desk, desk_of(work, earlier).answers)
    _keep(work, actor, desk.assessment.id, Source.EARLIER, _origin(work, earlier), drafts)


def _of_earlier(desk: Desk, answers: Answers) -> tuple[list[Draft], int]:
    """What earlier `answers` propose to the questions without one, and how many are to be given afresh."""
    drafts, afresh = [], 0
    for question in desk.questionnaire.questions:
        answer = answers.get(question.id)
        if answer is None or question.id in desk.papers.answers:
            continue
        fresh = fresh_wanted(question, answer, desk.as_of, desk.pinned.model.stale_after)
        parts = None if fresh else again(question, answer)
        if parts is None:
            afresh += 1
        else:
            drafts.append(Draft(question.id, parts))
    return drafts, afresh


def _origin(work: Work, earlier: Assessment) -> str:
    day = day_of(work, earlier.submitted_at) if earlier.submitted_at else ""
    return f"{earlier.engagement.title}, {day}"


def settle(
    work: Work, actor: Actor, assessment_id: str, accepted: Mapping[str, Accepted], dropped: Collection[str]
) -> Imported:
    """Save the `accepted` proposals, by id, and drop others.

    What cannot be saved stays open, and is told with why. Raises NotFound and Refused.
    """
    held_for_answering(work, actor, assessment_id)
    known = {one.id: one for one in _open(work, assessment_id)}
    taken = {known[name].question_id: known[name] for name in accepted if name in known}
    parts = {one.question_id: _parts(one, accepted[one.id].value) for one in taken.values()}
    chosen = [Chosen(name, accepted[taken[name].id].version, said) for name, said in parts.items() if said]
    for name in dropped:
        if name in known:
            _settled(work, actor, known[name], ProposalState.DROPPED)
    gone = len([name for name in dropped if name in known])
    work.commit()
    result = apply_import(work, actor, assessment_id, chosen)
    held_for_answering(work, actor, assessment_id)
    for name in result.saved:
        _settled(work, actor, taken[name], ProposalState.ACCEPTED)
    trail.note(work, actor, EventKind.PROPOSALS_SETTLED, assessment_id, accepted=len(result.saved), dropped=gone)
    work.commit()
    return result


def _held(work: Work, actor: Actor, assessment_id: str) -> Sheet:
    return sheet_of(work, actor, held_for_answering(work, actor, assessment_id))


def _open(work: Work, assessment_id: str) -> list[Proposal]:
    return list(work.session.scalars(queries.proposals(assessment_id, ProposalState.OPEN)))


def _earlier(work: Work, actor: Actor, assessment: Assessment) -> list[Assessment]:
    """The assessments of the same vendor that `actor` sees and that were handed in, latest first."""
    return list(work.session.scalars(queries.earlier(actor, assessment)))


def _wanted(shown: Proposed) -> bool:
    """Whether there is still something to decide: another's words are of no use once there is an answer."""
    return shown.item.editable and (shown.item.row is None or shown.proposal.source == Source.WORKBOOK)


def _read(reading: Reading) -> Draft:
    quote = "\n".join(passage.text for passage in reading.passages)[:REMARK_LIMIT]
    parts: dict[str, object] = {}
    if reading.value is not None:
        parts = {Part.ANSWER.value: plain_value(reading.value), Part.COMMENT.value: quote}
    hedges = tuple({"words": one.words, "why": one.why.value} for one in reading.hedges)
    return Draft(reading.question_id, parts, quote, hedges)


def _kept(work: Work, actor: Actor, sheet: Sheet, source: Source, origin: str, drafts: Iterable[Draft]) -> int:
    kept = _keep(work, actor, sheet.desk.assessment.id, source, origin, drafts)
    work.commit()
    return kept


def _keep(work: Work, actor: Actor, assessment_id: str, source: Source, origin: str, drafts: Iterable[Draft]) -> int:
    """Keep the drafts in place of what the same source proposed before; one that was dropped stays so."""
    now = work.now()
    for before in _open(work, assessment_id):
        if before.source == source:
            work.session.delete(before)
    refused = list(work.session.scalars(queries.proposals(assessment_id, ProposalState.DROPPED)))
    no = {(one.question_id, one.quote) for one in refused if one.source == source and source is Source.STATEMENT}
    fresh = [one for one in drafts if (one.question, one.quote) not in no]
    for one in fresh:
        work.session.add(
            Proposal(
                id=new_id(),
                assessment_id=assessment_id,
                question_id=one.question,
                source=source.value,
                origin=checked_text(origin, ORIGIN_LIMIT),
                parts=dict(one.parts),
                quote=one.quote,
                hedges=list(one.hedges),
                state=ProposalState.OPEN.value,
                made_by=actor.id,
                made_at=now,
            )
        )
    trail.note(work, actor, EventKind.ANSWERS_PROPOSED, assessment_id, source=source.value, count=len(fresh))
    return len(fresh)


def _parts(proposal: Proposal, value: str | None) -> dict[Part, object]:
    """What is saved of a proposal, with the `value` that was chosen instead; empty where there is no answer to save."""
    parts: dict[Part, object] = {Part(name): said for name, said in proposal.parts.items()}
    if value:
        parts = {Part.COMMENT: proposal.quote, **parts, Part.ANSWER: value} if proposal.quote else {Part.ANSWER: value}
    return parts


def _settled(work: Work, actor: Actor, proposal: Proposal, state: ProposalState) -> None:
    proposal.state, proposal.settled_by, proposal.settled_at = state.value, str(actor.id), work.now()
