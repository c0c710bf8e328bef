"""What a new version of a pack changes is said question by question, with the answers that no longer do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.domain.packs import option, pack, question, text
from vendorrisk.catalogue.difference import Kind, as_plain, difference, told
from vendorrisk.domain.conditions import AnswerIs, Operator, ProofIs, ProofState
from vendorrisk.domain.questionnaire import Band, Column, Contradiction, KnockOut, ProofWanted, Tier
from vendorrisk.domain.questionnaire import Kind as Asks

SAME = question("same")
CHOICE = question("asked", weight=3, not_applicable=True)
NUMBER = question("asked", Asks.NUMBER, minimum=0, maximum=100, bands=(Band(0, 0), Band(12, 100)), unit=text("days"))
NO, HALF, FULL = CHOICE.options
HIGH = frozenset({Tier.HIGH, Tier.CRITICAL})
WHEN = AnswerIs("same", Operator.IS, ("full",))

CHANGES: list[tuple[Any, dict[str, Any], list[tuple[Kind, str, str | None]]]] = [
    (CHOICE, {"ask": text("Else?")}, [(Kind.REWORDED, "It asks “Else?” instead of “asked?”", None)]),
    (CHOICE, {"help": text("Help.")}, [(Kind.REWORDED, "Its help is worded otherwise: “Help.”", None)]),
    (CHOICE, {"weight": 5}, [(Kind.REWEIGHED, "It weighs 5 instead of 3.", None)]),
    (
        CHOICE,
        {"options": (NO, FULL)},
        [(Kind.OPTIONS, "The option “half” is gone.", "those who chose “half”")],
    ),
    (
        CHOICE,
        {"options": (NO, HALF, option("most", 80), FULL)},
        [(Kind.OPTIONS, "There is a new option “most”, worth 80.", None)],
    ),
    (
        CHOICE,
        {"options": (NO, replace(HALF, credit=40), FULL)},
        [(Kind.CREDITS, "The option “half” is worth 40 instead of 50.", None)],
    ),
    (
        CHOICE,
        {"options": (NO, replace(HALF, label=text("Partly")), FULL)},
        [(Kind.REWORDED, "The option “half” is worded “Partly” (nl: “Partly (nl)”).", None)],
    ),
    (CHOICE, {"options": (HALF, NO, FULL)}, [(Kind.OPTIONS, "The options stand in another order.", None)]),
    (
        CHOICE,
        {"options": (replace(NO, exclusive=True), HALF, FULL)},
        [(Kind.OPTIONS, "The option “no” goes alone.", "those who chose “no” with another")],
    ),
    (
        CHOICE,
        {"knock_out": KnockOut(75, HIGH, never_defer=True)},
        [(Kind.KNOCK_OUT, "It became a knock-out under 75 for high, critical, due before go-live.", None)],
    ),
    (
        CHOICE,
        {"when": WHEN},
        [(Kind.CONDITION, "It is asked under another condition.", "those who were not asked it and now are")],
    ),
    (CHOICE, {"proof": ProofWanted(("policy",))}, [(Kind.PROOF, "Other proof is wanted, or for another time.", None)]),
    (
        CHOICE,
        {"not_applicable": False},
        [(Kind.ANSWERED, "It can no longer be said not to apply.", "those who said that it does not apply")],
    ),
    (CHOICE, {"required": False}, [(Kind.ANSWERED, "An answer is no longer required.", None)]),
    (CHOICE, {"maps": {"soc2": ("CC6.1",)}}, [(Kind.FILED, "Its maps changed.", None)]),
    (
        NUMBER,
        {"minimum": 5},
        [(Kind.ANSWERED, "The least number is 5 instead of 0.", "those who answered less than 5")],
    ),
    (NUMBER, {"maximum": 200}, [(Kind.ANSWERED, "The largest number is 200 instead of 100.", None)]),
    (NUMBER, {"bands": (Band(0, 0),)}, [(Kind.CREDITS, "Its answers are worth something else.", None)]),
    (
        NUMBER,
        {"unit": text("hours")},
        [(Kind.ANSWERED, "It is answered in “hours” instead of “days”.", "everybody who is asked it")],
    ),
    (
        question("asked", Asks.TABLE, 0),
        {"columns": (Column("name", text("Name"), Asks.TEXT),)},
        [(Kind.ANSWERED, "Its rows have other columns.", "everybody who is asked it")],
    ),
]


@pytest.mark.parametrize(("asked", "changed", "wanted"), CHANGES)
def test_a_change_is_said_with_the_answers_that_no_longer_do(
    asked: Any, changed: dict[str, Any], wanted: list[tuple[Kind, str, str | None]]
) -> None:
    found = difference(pack(SAME, asked), pack(SAME, replace(asked, **changed)))
    assert [(one.kind, one.what, one.anew) for one in found.changes] == wanted
    assert {one.id for one in found.changes} == {"asked"}
    assert found.untouched == 1


def test_questions_come_and_go() -> None:
    found = difference(pack(SAME, CHOICE), pack(question("new"), SAME, question("maybe", required=False, when=WHEN)))
    assert [(one.kind, one.id, one.anew) for one in found.changes] == [
        (Kind.ADDED, "new", "everybody who is asked it"),
        (Kind.ADDED, "maybe", None),
        (Kind.REMOVED, "asked", None),
    ]
    assert as_plain(found)["anew"] == ["new"]


def test_rules_come_change_and_go() -> None:
    def rule(name: str, say: str = "Odd.") -> Contradiction:
        return Contradiction(name, ProofIs("same", ProofState.MISSING), ("same",), text(say))

    old = replace(pack(SAME), contradictions=(rule("kept"), rule("edited"), rule("gone")))
    new = replace(pack(SAME), contradictions=(rule("kept"), rule("edited", "Odder."), rule("fresh")))
    assert [(one.id, one.what) for one in difference(old, new).changes] == [
        ("edited", "It changed: “Odder.”"),
        ("fresh", "It is new: “Odd.”"),
        ("gone", "It is no longer looked for."),
    ]


def test_a_pack_differs_in_nothing_from_itself() -> None:
    found = difference(pack(SAME, CHOICE), pack(SAME, CHOICE))
    assert list(told(found)) == [
        "pack 1 → pack 1",
        "  Nothing that is asked or scored changed.",
        "2 questions are the same.",
        "Every answer still does.",
    ]
