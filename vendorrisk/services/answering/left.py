"""What is left of a questionnaire, by kind: the filters of whoever answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import AnswerState
from vendorrisk.services.answering.items import Sheet, sheet_in_part
from vendorrisk.services.answering.views import Item, Left, LeftToDo
from vendorrisk.services.work import Work

Test: TypeAlias = Callable[[Item, Actor], bool]


def left_to_do(work: Work, actor: Actor, assessment_id: str) -> LeftToDo:
    """What is left of what `actor` sees, by kind, as far as it can be changed now. Raises NotFound."""
    sheet = sheet_in_part(work, actor, assessment_id)
    return LeftToDo(assessment=sheet.desk.assessment, items=left_of(sheet, actor))


def left_of(sheet: Sheet, actor: Actor) -> Mapping[Left, tuple[Item, ...]]:
    """The questions of each kind; who has a part only is not told of a division of the work that is not theirs."""
    open_items = [item for item in sheet.items() if item.editable]
    kinds = [kind for kind in Left if sheet.sight.whole or kind not in DIVIDED]
    return {kind: tuple(item for item in open_items if TESTS[kind](item, actor)) for kind in kinds}


def _wants_proof(item: Item, _: Actor) -> bool:
    """Whether a document would make the answer worth more: it claims something, and nothing stands behind it."""
    claims = item.answered and item.answer is not None and item.answer.state is AnswerState.ANSWERED
    return claims and item.question.scored and item.question.proof is not None and not item.proofs


def _held_by(item: Item, actor: Actor) -> bool | None:
    """Whether the question is delegated to `actor`, and not done; None when it is delegated to nobody."""
    held = item.delegation
    return held.holder_id == actor.id if held and held.done_at is None else None


DIVIDED: Final = (Left.MINE, Left.OTHERS)

TESTS: Final[Mapping[Left, Test]] = {
    Left.UNANSWERED: lambda item, _: not item.answered,
    Left.UNSURE: lambda item, _: item.row is not None and item.row.unsure,
    Left.MINE: lambda item, actor: _held_by(item, actor) is True,
    Left.OTHERS: lambda item, actor: _held_by(item, actor) is False,
    Left.RETURNED: lambda item, _: item.clarification is not None,
    Left.UNPROVEN: _wants_proof,
}
