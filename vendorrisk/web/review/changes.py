"""What changed since the assessment before, as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from vendorrisk.domain.answers import AnswerState
from vendorrisk.domain.changes import Change, Turn
from vendorrisk.domain.scoring import Line
from vendorrisk.domain.validation import plain_value
from vendorrisk.services.review import Comparison
from vendorrisk.web.answering.telling import told_value

TURNS: Final[Mapping[Turn, tuple[str, str, str]]] = {
    Turn.WORSE: ("warn", _l("Worth less"), "exclamation-triangle-fill"),
    Turn.BETTER: ("good", _l("Worth more"), ""),
    Turn.OTHERWISE: ("plain", _l("Answered otherwise"), "arrow-right"),
    Turn.NEW: ("plain", _l("Not asked before"), "plus-lg"),
    Turn.GONE: ("plain", _l("No longer asked"), "x-lg"),
    Turn.SAME: ("plain", _l("The same"), ""),
}
"""How each turn looks: the kind of its tag, its words, its shape. The first are shown first."""


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a change in words: the answer, its comment, and the rung that it counts as."""

    answer: str
    comment: str
    rung: str
    proofs: int


@dataclass(frozen=True, slots=True)
class Row:
    """One question of both assessments."""

    change: Change
    then: Said | None
    now: Said | None

    @property
    def tag(self) -> tuple[str, str, str]:
        """Kind, words and shape of what became of it."""
        return TURNS[self.change.turn]


def changed(comparison: Comparison, *, everything: bool) -> dict[str, Any]:
    """The values of the page: the questions that changed, or all, what got worse first."""
    order = list(TURNS)
    rows = [Row(one, _said(one.then), _said(one.now)) for one in comparison.changes]
    moved = [row for row in rows if row.change.turn is not Turn.SAME]
    shown = sorted(rows if everything else moved, key=lambda row: order.index(row.change.turn))
    return {"comparison": comparison, "rows": shown, "changed": len(moved), "same": len(rows) - len(moved)}


def _said(line: Line | None) -> Said | None:
    if line is None:
        return None
    answer = line.answer
    if answer is None:
        return Said("", "", "", 0)
    given = answer.state is AnswerState.ANSWERED
    words = told_value(line.question, plain_value(answer.value)) if given else str(_l("Does not apply"))
    return Said(words, answer.comment, line.assurance.value, len(answer.proofs))
