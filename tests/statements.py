"""Statements with labels: which control each sentence is about, and how what is read compares to that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from vendorrisk.domain.hedges import Why
from vendorrisk.domain.questionnaire import Questionnaire
from vendorrisk.domain.statements import read_statement

SAMPLES = Path(__file__).parent / "samples" / "statements"
FOUNDING = Path("/work/shared/samples/security-statement-nl.txt")


@dataclass(frozen=True, slots=True)
class Label:
    """`control` is what the sentence with `words` is about; `firmness` plain, hedged, denied or any."""

    control: str
    firmness: str
    words: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Statement:
    name: str
    text: str
    labels: tuple[Label, ...]


def labels(path: Path) -> tuple[Label, ...]:
    """A line each: control, firmness and words of the sentence; "?" before it: may be proposed, need not be."""
    found = []
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            said, _, words = line.partition(" | ")
            control, firmness = said.split()
            found.append(Label(control.lstrip("?"), firmness, words, not control.startswith("?")))
    return tuple(found)


def statements() -> tuple[Statement, ...]:
    """Our own samples."""
    return tuple(
        Statement(path.stem, path.read_text(), labels(path.with_suffix(".expected")))
        for path in sorted(SAMPLES.glob("*.txt"))
    )


def shared() -> Statement | None:
    """The founding statement, where the machine has it."""
    if not FOUNDING.exists():
        return None
    return Statement("founding", FOUNDING.read_text(), labels(SAMPLES / "founding.expected"))


@dataclass(frozen=True, slots=True)
class Score:
    """What was found, missed and wrong, as (control, words); and the labels whose firmness was asked and right."""

    expected: tuple[Label, ...]
    found: tuple[Label, ...]
    wrong: tuple[tuple[str, str], ...]
    unsure: tuple[tuple[Label, str], ...]
    hedges_asked: int
    hedges_right: int
    proposed: int
    valued: int

    @classmethod
    def of(cls, statement: Statement, questionnaire: Questionnaire) -> Score:
        controls = {question.control for question in questionnaire.questions if question.reads.get("en")}
        readings = read_statement(statement.text, questionnaire)
        proposed = [
            (reading.control, passage.text, firmness(reading.hedges, passage.text))
            for reading in readings
            for passage in reading.passages
        ]
        expected = tuple(one for one in statement.labels if one.needed and one.control in controls)
        found = {
            label: {how for control, text, how in proposed if control == label.control and label.words in flat(text)}
            for label in statement.labels
        }
        wrong = tuple(
            (control, text)
            for control, text, _ in proposed
            if not any(label.control == control and label.words in flat(text) for label in statement.labels)
        )
        asked = [label for label in expected if label.firmness != "any" and found[label]]
        right = [label for label in asked if label.firmness in found[label]]
        return cls(
            expected,
            tuple(label for label in expected if found[label]),
            wrong,
            tuple((label, "/".join(found[label])) for label in asked if label not in right),
            len(asked),
            len(right),
            len(readings),
            sum(reading.value is not None for reading in readings),
        )

    @property
    def controls(self) -> tuple[int, int]:
        """How many of the labelled controls were found with one of their sentences, and how many there are."""
        return len({one.control for one in self.found}), len({one.control for one in self.expected})

    def told(self) -> list[str]:
        return [
            *(f"missed {label.control}: {label.words}" for label in self.expected if label not in self.found),
            *(f"wrong {control}: {flat(text)[:110]}" for control, text in self.wrong),
            *(f"{label.control} read as {how}, is {label.firmness}: {label.words}" for label, how in self.unsure),
        ]


def flat(text: str) -> str:
    return " ".join(re.sub(r"-\n", "", text).split())


def firmness(found: object, text: str) -> str:
    here = [hedge for hedge in found if hedge.words in text]  # type: ignore[attr-defined]
    if any(hedge.why is Why.DENIED for hedge in here):
        return "denied"
    return "hedged" if here else "plain"
