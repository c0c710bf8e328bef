"""A contradiction is said where its condition is true of what is asked and answered, and never on a guess."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.domain.packs import HIGH, INTAKE, TODAY, answer, answers, case, option, pack, proven, question, text
from vendorrisk.domain.answers import Answer, AnswerState, Proof
from vendorrisk.domain.assessment import assess, context_of
from vendorrisk.domain.conditions import AllOf, AnswerIs, AnyOf, Condition, FactIs, Not, Operator, ProofIs, ProofState
from vendorrisk.domain.contradictions import found
from vendorrisk.domain.figures import figures
from vendorrisk.domain.questionnaire import Contradiction, Pack, ProofWanted, Tier, merge

MFA = AnswerIs("mfa", Operator.IS, ("full",))
SHARED = AnswerIs("shared", Operator.IS, ("yes",))
QUESTIONS = (
    question("mfa", proof=ProofWanted(("policy",), 12)),
    question("shared", options=(option("yes"), option("no", 100))),
    question("behind", when=AnswerIs("mfa", Operator.IS, ("no",))),
)
PAST = dt.date(2026, 1, 1)


def rule(when: Condition, *names: str, name: str = "rule") -> Contradiction:
    return Contradiction(name, when, names or ("mfa",), text("These two cannot both be true."))


def packed(*rules: Contradiction) -> Pack:
    return replace(pack(*QUESTIONS), contradictions=rules)


def held(one: Contradiction, *given: Answer) -> bool:
    context = context_of(HIGH, INTAKE, Tier.HIGH)
    return found(merge((packed(one),)), context, answers(*given), TODAY) == (one,)


BOTH = rule(AllOf((MFA, SHARED)), "mfa", "shared")


def test_it_holds_where_the_answers_meet() -> None:
    assert held(BOTH, answer("mfa"), answer("shared", "yes"))
    assert not held(BOTH, answer("mfa"), answer("shared", "no"))


def test_what_is_not_answered_or_does_not_apply_is_held_against_nobody() -> None:
    assert not held(BOTH, answer("mfa"))
    assert not held(BOTH, answer("mfa"), answer("shared", "yes", state=AnswerState.NOT_APPLICABLE))
    assert not held(rule(Not(SHARED), "shared"), answer("mfa"))


def test_an_answer_to_a_hidden_question_counts_nowhere() -> None:
    hidden = rule(AnswerIs("behind", Operator.IS, ("full",)), "behind")
    assert held(hidden, answer("mfa", "no"), answer("behind"))
    assert not held(hidden, answer("mfa", "full"), answer("behind"))


def test_a_rule_about_a_question_that_is_not_asked_never_holds() -> None:
    assert not held(rule(AnyOf((MFA, AnswerIs("elsewhere", Operator.IS, ("x",)))), "mfa", "elsewhere"), answer("mfa"))


def test_it_may_look_at_facts() -> None:
    special = FactIs("data.special", Operator.IS, (True,))
    assert held(rule(AllOf((special, MFA))), answer("mfa"))
    assert not held(rule(AllOf((Not(special), MFA))), answer("mfa"))


def dated(*, issued: dt.date | None = None, expires: dt.date | None = None) -> Answer:
    return answer("mfa", proofs=(Proof(name="a.pdf", kind="policy", issued=issued, expires=expires),))


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (answer("mfa"), ProofState.MISSING),
        (proven("mfa"), ProofState.CURRENT),
        (dated(expires=PAST), ProofState.EXPIRED),
        (dated(issued=dt.date(2025, 1, 1)), ProofState.EXPIRED),
        (dated(issued=PAST), ProofState.CURRENT),
    ],
)
def test_it_may_look_at_proof(given: Answer, state: ProofState) -> None:
    for one in ProofState:
        assert held(rule(ProofIs("mfa", one)), given) == (one is state)


def test_of_several_proofs_the_best_counts() -> None:
    old, current = (Proof(name="a.pdf", kind="policy", expires=day) for day in (PAST, dt.date(2027, 1, 1)))
    assert not held(rule(ProofIs("mfa", ProofState.EXPIRED)), answer("mfa", proofs=(old, current)))


def test_without_an_answer_its_proof_is_neither_missing_nor_expired() -> None:
    assert not held(rule(ProofIs("mfa", ProofState.MISSING)))
    assert not held(rule(Not(ProofIs("mfa", ProofState.CURRENT))))


def test_packs_are_merged_with_their_rules_each_once_and_in_order() -> None:
    other = replace(pack(name="other"), contradictions=(BOTH, rule(MFA, name="second")))
    assert [one.id for one in merge((packed(BOTH), other)).contradictions] == ["rule", "second"]


def test_an_outcome_drafts_a_finding_of_each_and_its_figures_keep_it() -> None:
    given = answers(proven("mfa"), proven("shared", "yes"))
    odd, easy = (case((), given, questionnaire=merge((packed(*rules),))) for rules in ([BOTH], []))
    at_odds, at_ease = assess(odd), assess(easy)
    assert [one.text for one in at_odds.findings] == [BOTH.say]
    assert figures(odd, at_odds)["findings"] == [
        {
            "id": "contradiction:rule",
            "kind": "contradiction",
            "severity": "high",
            "questions": ["mfa", "shared"],
            "en": "These two cannot both be true.",
            "nl": "These two cannot both be true. (nl)",
        }
    ]
    assert figures(easy, at_ease)["findings"] == []
    assert at_odds.card == at_ease.card
    assert at_odds.recommendation == at_ease.recommendation
