"""Random questionnaires, and random answers to them, for the laws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from hypothesis import strategies as st

from tests.domain.packs import answer, option, proven, question, text, values
from vendorrisk.domain.answers import Answer, Answers, Assurance, Review
from vendorrisk.domain.conditions import AnswerIs, Condition, FactIs, Not, Operator
from vendorrisk.domain.questionnaire import (
    ActsOn,
    Band,
    Kind,
    KnockOut,
    Pack,
    ProofWanted,
    Question,
    Questionnaire,
    Region,
    Section,
    Tier,
    merge,
)

# Made once: Hypothesis takes longer to make a strategy than to draw from it, and a law draws a hundred thousand times.
COUNTS: Final = {most: st.integers(1, most) for most in (4, 6, 8)}
EITHER: Final = st.booleans()
OFTEN, SELDOM = st.sampled_from((True, True, True, False)), st.sampled_from((False, False, False, True))
PLACES: Final = st.integers(0, 59)
CUTS: Final = st.sampled_from(((), (PLACES,), (PLACES, PLACES)))
KINDS: Final = st.sampled_from((Kind.CHOICE, Kind.CHOICE, Kind.CHOICE, *Kind))
"""Choices more often than the others, as in real ones."""
WORTHS: Final = st.lists(st.integers(0, 100), min_size=2, max_size=5).map(sorted)
BARS: Final = st.sampled_from((None,) * 100 + tuple(range(1, 101)))
"""No knock-out, or where its bar is, in hundredths of the best credit."""
WEIGHTS, PARTS, RUNGS = st.integers(0, 10), st.sampled_from(ActsOn), st.sampled_from(Assurance)
SCOPES: Final = st.sampled_from((None, text("for all?")))
WANTED: Final = st.sampled_from(
    (None, ProofWanted(("policy",)), ProofWanted(("pentest-letter", "policy"), 12), ProofWanted(("soc2-type2",)))
)
DAYS: Final = st.sampled_from((None,) * 10 + tuple(range(10)))
EXCEPTIONS: Final = st.sampled_from(("", "", "", "one office"))
GRADES: Final = st.sampled_from((None,) * 101 + tuple(range(101)))


def one_of(draw: st.DrawFn, among: Sequence[Any]) -> Any:
    """One of what there is just now."""
    return among[draw(PLACES) % len(among)]


@st.composite
def questionnaires(draw: st.DrawFn, most: int = 6) -> Questionnaire:
    """A random questionnaire of every kind, some with knock-outs and conditions, in one to three sections."""
    count = draw(COUNTS[most])
    questions = [_random_question(draw, number) for number in range(count)]
    cuts = sorted(draw(place) % (count + 1) for place in draw(CUTS))
    parts = [questions[start:end] for start, end in zip([0, *cuts], [*cuts, count], strict=True)]
    sections = tuple(
        Section(f"s{number}", text(f"S{number}"), None, tuple(part)) for number, part in enumerate(parts) if part
    )
    return merge((Pack("random", "1", text("R"), text("R"), sections, "4" * 64),))


def _random_question(draw: st.DrawFn, number: int) -> Question:
    kind, worths, bar = draw(KINDS), draw(WORTHS), draw(BARS)
    below = bar and max(1, bar * worths[-1] // 100)
    return question(
        f"q{number}",
        kind,
        weight=draw(WEIGHTS),
        acts_on=draw(PARTS),
        knock_out=KnockOut(below, frozenset({Tier.HIGH}), draw(EITHER)) if below else None,
        required=False,
        scope=draw(SCOPES),
        proof=draw(WANTED),
        when=_random_condition(draw, number),
        **_random_content(draw, kind, worths),
    )


def _random_condition(draw: st.DrawFn, number: int) -> Condition | None:
    """Seldom a condition on a question before this one, by its first option, or on the intake."""
    if not number or not draw(SELDOM):
        return None
    on_answer: Condition = AnswerIs(f"q{one_of(draw, range(number))}", Operator.IS, ("o0",))
    on_fact: Condition = FactIs("data", Operator.INCLUDES, ("special",))
    return one_of(draw, [on_answer, Not(on_answer), on_fact])


def _random_content(draw: st.DrawFn, kind: Kind, worths: list[int]) -> dict[str, Any]:
    match kind:
        case Kind.CHOICE | Kind.MULTI:
            return {"options": tuple(option(f"o{at}", one, effort=draw(DAYS)) for at, one in enumerate(worths))}
        case Kind.NUMBER:
            return {"bands": tuple(Band(at * 10, one) for at, one in enumerate(worths)), "minimum": 0}
        case Kind.DATE:
            return {"bands": tuple(Band(12 * (at + 1), one) for at, one in enumerate(reversed(worths)))}
        case Kind.COUNTRIES:
            return {"regions": (Region("eea", worths[-1]), Region("adequate", worths[1]), Region(None, worths[0]))}
        case _:
            return {}


@st.composite
def answered(draw: st.DrawFn, asked: Questionnaire) -> Answers:
    """Random answers to some of the questions, each with some assurance and perhaps a proof, exceptions or a grade."""
    return {one.id: _random_answer(draw, one) for one in asked.questions if draw(OFTEN)}


def _random_answer(draw: st.DrawFn, asked: Question) -> Answer:
    make, grade = proven if draw(EITHER) else answer, draw(GRADES) if asked.kind is Kind.TEXT else None
    return make(
        asked.id,
        one_of(draw, values(asked)),
        assurance=draw(RUNGS),
        exceptions=draw(EXCEPTIONS),
        review=None if grade is None else Review(grade=grade),
    )
