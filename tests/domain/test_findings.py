"""Draft findings: what they come from, what they say, and how heavy they are."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.domain.packs import answer, case, model, pack, question, text
from vendorrisk.domain.answers import Answers, AnswerState
from vendorrisk.domain.assessment import assess
from vendorrisk.domain.conditions import AnswerIs, Operator
from vendorrisk.domain.findings import Finding, FindingKind, severity
from vendorrisk.domain.model import Severity
from vendorrisk.domain.questionnaire import Contradiction, KnockOut, Question, Tier, merge

SCOPE = text("Does this hold for everything?")
ODD = Contradiction("odd", AnswerIs("a", Operator.IS, ("full",)), ("a",), text("Both cannot be."))


def drafted(*asked: Question, given: Answers, rules: tuple[Contradiction, ...] = ()) -> tuple[Finding, ...]:
    asking = merge((replace(pack(*asked), contradictions=rules),))
    return assess(replace(case(asked, given), questionnaire=asking)).findings


def test_an_exception_is_a_finding_that_says_what_is_left_out() -> None:
    (found,) = drafted(question("a", scope=SCOPE), question("b"), given={"a": answer("a", exceptions="the old portal")})
    assert (found.id, found.kind, found.questions) == ("exception:a", FindingKind.EXCEPTION, ("a",))
    assert "the old portal" in found.text.en
    assert "the old portal" in found.text.nl
    assert "a?" in found.text.en


def test_what_is_asked_of_everything_and_holds_for_everything_is_none() -> None:
    assert not drafted(question("a", scope=SCOPE), given={"a": answer("a")})
    assert not drafted(question("a"), given={"a": answer("a", exceptions="nobody asked")})
    absent = answer("a", None, state=AnswerState.NOT_APPLICABLE, exceptions="left over")
    assert not drafted(question("a", scope=SCOPE, not_applicable=True), given={"a": absent})


def test_a_contradiction_is_a_finding_in_its_own_words() -> None:
    (found,) = drafted(question("a"), given={"a": answer("a")}, rules=(ODD,))
    assert (found.id, found.kind, found.text) == ("contradiction:odd", FindingKind.CONTRADICTION, ODD.say)


@pytest.mark.parametrize(
    ("stake", "wanted"),
    [("39/100", "medium"), ("2/5", "high"), ("1/5", "medium"), ("199/1000", "low"), ("0", "low"), ("1", "high")],
)
def test_from_how_much_on_a_finding_is_how_heavy(stake: str, wanted: str) -> None:
    assert severity(Fraction(stake), model()) == Severity(wanted)


def test_an_exception_weighs_what_it_costs() -> None:
    for others, wanted in ((0, "high"), (1, "medium"), (9, "low")):
        asked = [question("a", scope=SCOPE), *(question(f"b{number}") for number in range(others))]
        (found,) = drafted(*asked, given={"a": answer("a", exceptions="x")})
        assert found.severity == wanted, f"half of one in {others + 1}"


def test_an_exception_that_admits_a_knock_out_is_heavy_whatever_it_costs() -> None:
    barred = question("a", scope=SCOPE, knock_out=KnockOut(60, frozenset(Tier)))
    asked = [barred, *(question(f"b{number}") for number in range(20))]
    (found,) = drafted(*asked, given={"a": answer("a", exceptions="x")})
    assert found.severity is Severity.HIGH


def test_a_contradiction_weighs_what_its_answers_are_worth_as_claimed_and_the_heaviest_comes_first() -> None:
    asked = [question("a"), question("b", scope=SCOPE), question("c"), question("d")]
    given = {"a": answer("a"), "b": answer("b", exceptions="x")}
    found = drafted(*asked, given=given, rules=(ODD,))
    assert [(one.id, one.severity.value) for one in found] == [("contradiction:odd", "medium"), ("exception:b", "low")]
