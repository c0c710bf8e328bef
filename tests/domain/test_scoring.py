"""What answers are worth: credits of every kind, assurance, and what leaves the sums."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from tests.domain.packs import HIGH, INTAKE, TODAY, answer, answers, model, option, pack, proven, question, text
from vendorrisk.domain.answers import AGREED, Answer, AnswerState, Assurance, Proof, Review, Value
from vendorrisk.domain.assessment import context_of
from vendorrisk.domain.conditions import FactIs, Operator
from vendorrisk.domain.questionnaire import (
    ActsOn,
    Band,
    Column,
    Kind,
    KnockOut,
    ProofWanted,
    Question,
    Region,
    Tier,
    merge,
)
from vendorrisk.domain.scoring import Basis, KnockOutStatus, LineState, ScoreCard, score

BANDS = (Band(0, 0), Band(12, 60), Band(20, 100))
AGES = (Band(12, 100), Band(24, 50), Band(None, 25))
REGIONS = (Region("eea", 100), Region("adequate", 60), Region(None, 10))
PARTS = (option("none", exclusive=True), option("a", 60), option("b", 30), option("c", 30))


def scored(*questions: Question, given: tuple[Answer, ...] = (), tier: Tier = Tier.HIGH) -> ScoreCard:
    return score(merge((pack(*questions),)), context_of(HIGH, INTAKE, tier), answers(*given), model(), TODAY)


@pytest.mark.parametrize(
    ("asked", "value", "credit"),
    [
        (question("q"), "no", 0),
        (question("q"), "half", 50),
        (question("q"), "full", 100),
        (question("q", Kind.MULTI, options=PARTS), ("none",), 0),
        (question("q", Kind.MULTI, options=PARTS), ("b", "c"), 60),
        (question("q", Kind.MULTI, options=PARTS), ("a", "b", "c"), 100),
        (question("q", Kind.NUMBER, bands=BANDS, minimum=0), 0, 0),
        (question("q", Kind.NUMBER, bands=BANDS, minimum=0), 11, 0),
        (question("q", Kind.NUMBER, bands=BANDS, minimum=0), 12, 60),
        (question("q", Kind.NUMBER, bands=BANDS, minimum=0), 99, 100),
        (question("q", Kind.DATE, bands=AGES), dt.date(2025, 11, 23), 100),
        (question("q", Kind.DATE, bands=AGES), dt.date(2025, 11, 22), 50),
        (question("q", Kind.DATE, bands=AGES), dt.date(2024, 11, 22), 25),
        (question("q", Kind.DATE, bands=AGES), dt.date(2026, 11, 24), 0),
        (question("q", Kind.COUNTRIES, regions=REGIONS), ("DE", "NL"), 100),
        (question("q", Kind.COUNTRIES, regions=REGIONS), ("CH", "NL"), 60),
        (question("q", Kind.COUNTRIES, regions=REGIONS), ("CH", "NL", "XX"), 10),
        (question("q", Kind.TABLE, columns=(Column("name", text("Name"), Kind.TEXT),)), ({"name": "Azure"},), 100),
        (question("q", Kind.STATEMENT), AGREED, 100),
    ],
)
def test_each_kind_of_question_earns_its_credit(asked: Question, value: Value, credit: int) -> None:
    card = scored(asked, given=(proven("q", value),))
    assert card.lines[0].credit == credit
    assert card.proven == Fraction(credit, 100)


def test_a_text_earns_what_the_reviewer_gives_and_nothing_before() -> None:
    asked = question("q", Kind.TEXT)
    before = scored(asked, given=(proven("q", "We do."),))
    assert (before.lines[0].state, before.claimed) == (LineState.UNGRADED, 0)
    after = scored(asked, given=(proven("q", "We do.", review=Review(grade=70)),))
    assert (after.lines[0].state, after.proven) == (LineState.ANSWERED, Fraction(7, 10))


def test_effectiveness_by_hand() -> None:
    """(4·1·0.7 + 2·0.5·0.5) / 7 proven, (4 + 1) / 7 claimed, and only the documented part in the worst case."""
    card = scored(
        question("a", weight=4),
        question("b", weight=2),
        question("c", weight=1),
        given=(proven("a", assurance=Assurance.DOCUMENTED), answer("b", "half")),
    )
    assert card.claimed == Fraction(5, 7)
    assert card.proven == Fraction(33, 70)
    assert card.worst == Fraction(28, 70)
    parts = {line.question.id: (line.lost_control, line.lost_proof) for line in card.lines}
    assert parts == {
        "a": (0, Fraction(4, 7) * Fraction(3, 10)),
        "b": (Fraction(2, 7) / 2, Fraction(2, 7) / 4),
        "c": (Fraction(1, 7), 0),
    }


def test_a_low_tier_takes_claims_at_face_value() -> None:
    assert scored(question("q"), given=(answer("q"),), tier=Tier.LOW).proven == 1


def test_nothing_that_counts_gives_no_score() -> None:
    card = scored(question("q", weight=0), given=(answer("q"),))
    assert (card.claimed, card.proven, card.worst) == (None, None, None)
    assert card.sections[0].proven is None


def test_unanswered_is_worth_nothing_and_missing_when_required() -> None:
    card = scored(question("a"), question("b", required=False), question("c"), given=(proven("c"),))
    assert card.proven == Fraction(1, 3)
    assert [one.id for one in card.missing] == ["a"]
    assert card.lines[0].state is LineState.UNANSWERED


def test_not_applicable_leaves_the_sums_only_when_accepted() -> None:
    asked = (question("a", not_applicable=True), question("b"))
    said = Answer(question="a", state=AnswerState.NOT_APPLICABLE, comment="No offices.", as_of=TODAY)
    pending = scored(*asked, given=(said, proven("b")))
    assert (pending.proven, pending.lines[0].counts) == (Fraction(1, 2), True)
    for accepted, expected in ((True, Fraction(1)), (False, Fraction(1, 2))):
        reviewed = Answer(
            question="a", state=AnswerState.NOT_APPLICABLE, as_of=TODAY, review=Review(not_applicable=accepted)
        )
        assert scored(*asked, given=(reviewed, proven("b"))).proven == expected


def test_hidden_questions_have_no_line() -> None:
    card = scored(
        question("a"), question("b", when=FactIs("data.special", Operator.IS, (False,))), given=(proven("a"),)
    )
    assert [line.question.id for line in card.lines] == ["a"]
    assert card.proven == 1


def test_what_acts_on_frequency_and_on_loss_is_told_apart() -> None:
    card = scored(question("a"), question("b", acts_on=ActsOn.LOSS, weight=3), given=(proven("a"), proven("b", "half")))
    assert card.acting_on(ActsOn.FREQUENCY, Basis.PROVEN) == 1
    assert card.acting_on(ActsOn.LOSS, Basis.PROVEN) == Fraction(1, 2)
    assert card.proven == Fraction(5, 8)


def rung(given: Answer, **more: object) -> Assurance:
    return scored(question("q", **more), given=(given,)).lines[0].assurance


@pytest.mark.parametrize("declared", list(Assurance))
def test_without_proof_no_assurance_is_above_a_commitment(declared: Assurance) -> None:
    wanted = min(declared, Assurance.COMMITTED, key=lambda one: one.rank)
    assert rung(answer("q", assurance=declared)) is wanted


def test_the_reviewer_lowers_and_never_raises() -> None:
    assert rung(proven("q", review=Review(assurance=Assurance.DOCUMENTED))) is Assurance.DOCUMENTED
    low = proven("q", assurance=Assurance.DOCUMENTED, review=Review(assurance=Assurance.TESTED))
    assert rung(low) is Assurance.DOCUMENTED


def with_proof(**dates: dt.date) -> Answer:
    return answer("q", assurance=Assurance.TESTED, proofs=(Proof(name="p", kind="soc2-type2", **dates),))


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        (dt.date(2026, 11, 23), Assurance.TESTED),
        (dt.date(2026, 11, 22), Assurance.VALIDATED),
        (dt.date(2025, 11, 23), Assurance.VALIDATED),
        (dt.date(2025, 11, 22), Assurance.CLAIMED),
    ],
)
def test_expired_proof_costs_a_rung_and_after_a_year_leaves_a_claim(expires: dt.date, expected: Assurance) -> None:
    assert rung(with_proof(expires=expires)) is expected


@pytest.mark.parametrize(
    ("issued", "expected"),
    [
        (dt.date(2026, 5, 23), Assurance.TESTED),
        (dt.date(2026, 5, 22), Assurance.VALIDATED),
        (dt.date(2025, 11, 22), Assurance.CLAIMED),
    ],
)
def test_proof_older_than_the_question_allows_counts_as_expired(issued: dt.date, expected: Assurance) -> None:
    assert rung(with_proof(issued=issued), proof=ProofWanted(("soc2-type2",), 6)) is expected


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        (dt.date(2026, 11, 23), Assurance.TESTED),
        (dt.date(2026, 11, 22), Assurance.VALIDATED),
        (dt.date(2025, 11, 22), Assurance.CLAIMED),
    ],
)
def test_proof_that_says_when_it_ends_counts_by_that_day_alone(expires: dt.date, expected: Assurance) -> None:
    """A certificate of three years is not old after the question's six months, and lapses a year after its end."""
    given = with_proof(issued=dt.date(2023, 11, 23), expires=expires)
    assert rung(given, proof=ProofWanted(("iso27001-certificate",), 6)) is expected


def test_the_best_proof_counts() -> None:
    old, new = (
        Proof(name=name, kind="other", expires=date) for name, date in (("old", dt.date(2020, 1, 1)), ("new", TODAY))
    )
    assert rung(answer("q", assurance=Assurance.TESTED, proofs=(old, new))) is Assurance.TESTED


def test_a_knock_out_that_is_not_answered_is_admitted_however_little_it_wants() -> None:
    card = scored(question("q", knock_out=KnockOut(1, frozenset(Tier))))
    assert card.lines[0].knock_out is KnockOutStatus.ADMITTED


def test_a_card_gives_the_line_of_a_question_that_was_asked() -> None:
    card = scored(question("a"), question("b"), given=(answer("b"),))
    assert [card.line(name) for name in ("a", "b", "c")] == [*card.lines, None]


def test_a_commitment_does_not_end_with_the_proof_beside_it() -> None:
    ended = Proof(name="p", kind="contract", expires=dt.date(2026, 11, 1))
    assert rung(answer("q", assurance=Assurance.COMMITTED, proofs=(ended,))) is Assurance.COMMITTED


def test_a_stale_answer_is_a_claim() -> None:
    assert rung(proven("q", as_of=dt.date(2025, 11, 23))) is Assurance.TESTED
    assert rung(proven("q", as_of=dt.date(2025, 11, 22))) is Assurance.CLAIMED


def test_an_inherited_control_needs_the_provider_s_own_proof() -> None:
    assert rung(answer("q", assurance=Assurance.COMMITTED, inherited_from="hosting")) is Assurance.CLAIMED
    assert rung(proven("q", inherited_from="hosting")) is Assurance.TESTED


RULE = KnockOut(50, frozenset({Tier.HIGH}))


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (proven("q", "no"), KnockOutStatus.ADMITTED),
        (proven("q", "half", Assurance.DOCUMENTED), KnockOutStatus.PROVEN),
        (answer("q", "full", assurance=Assurance.COMMITTED), KnockOutStatus.UNPROVEN),
        (answer("other"), KnockOutStatus.ADMITTED),
        (Answer(question="q", state=AnswerState.NOT_APPLICABLE, as_of=TODAY), KnockOutStatus.UNPROVEN),
    ],
)
def test_a_knock_out_is_admitted_unproven_or_proven(given: Answer, status: KnockOutStatus) -> None:
    card = scored(question("q", knock_out=RULE, not_applicable=True), given=(given,))
    assert card.lines[0].knock_out is status
    assert [line.question.id for line in card.knock_outs(status)] == ["q"]


def test_a_knock_out_of_another_tier_is_none() -> None:
    card = scored(question("q", knock_out=RULE), given=(proven("q", "no"),), tier=Tier.LOW)
    assert card.lines[0].knock_out is None


def test_advice_names_the_next_better_option_or_the_option_s_own() -> None:
    assert scored(question("q"), given=(answer("q", "no"),)).lines[0].advice.en == "To close the gap: half."
    assert scored(question("q"), given=(answer("q", "full"),)).lines[0].advice is None
    own = question("q", options=(option("no", advice=text("Begin.")), option("yes", 100)))
    assert scored(own, given=(answer("q", "no"),)).lines[0].advice == text("Begin.")
