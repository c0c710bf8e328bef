"""What was asked and answered, as a record shows it: sections, answers in words, proofs, and what each answer costs."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.questionnaire import Text
from vendorrisk.domain.record import Plain, pinned
from vendorrisk.domain.wording import AGREEMENT, PROOFS, RUNGS, said
from vendorrisk.pictures import Gap, SectionBar


@dataclass(frozen=True, slots=True)
class ProofShown:
    """A document behind answers, numbered so that answers can refer to it."""

    number: int
    name: str
    kind: str
    issuer: str
    issued: dt.date | None
    expires: dt.date | None
    sha256: str
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its answer and what both are worth."""

    id: str
    control: str
    ask: str
    state: str
    answer: tuple[str, ...]
    declared: str
    counted: str
    lost: Fraction | None
    knock_out: str
    comment: str
    exceptions: str
    inherited_from: str
    reason: str
    reviewer: str
    grade: int | None
    author: str
    as_of: dt.date | None
    proofs: tuple[ProofShown, ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section with the questions of it that were asked."""

    id: str
    title: str
    bar: SectionBar
    items: tuple[Item, ...]


class Asked:
    """The questions that `record` asked, with their answers, in `language`."""

    def __init__(self, record: Plain, language: str) -> None:
        self.language = language
        self._record = record
        self._figures: Plain = record["figures"]

    def text(self, value: Mapping[str, str] | None) -> str:
        """A text of the content in the reader's language."""
        return text_in(value, self.language)

    @property
    def number(self) -> int:
        return len(self._figures["answers"])

    @cached_property
    def author(self) -> str:
        """Who gave most of the answers."""
        names = Counter(answer["author"] for answer in self._record["answers"].values() if answer["author"])
        return max(names, key=lambda name: (names[name], name), default="")

    @cached_property
    def answered_on(self) -> dt.date | None:
        """The day that most of the answers are of."""
        days = Counter(answer["as_of"] for answer in self._record["answers"].values())
        return date(max(days, key=lambda day: (days[day], day), default=None))

    def proof_kinds(self, kinds: str) -> str:
        """Kinds of proof, listed by commas, as they are said."""
        listed = [kind.strip() for kind in kinds.split(",")]
        return ", ".join(PROOFS.get(kind, Text(kind, kind)).to(self.language) for kind in listed)

    @cached_property
    def questions(self) -> dict[str, Plain]:
        """Every question of the pinned packs by id; of two with the same id the first, as it was asked."""
        found: dict[str, Plain] = {}
        for question in self._pinned_questions("pack"):
            found.setdefault(question["id"], question)
        return found

    @property
    def packs(self) -> list[tuple[str, str]]:
        """The title of each pack that was asked, and why it was."""
        titles = {one["name"]: self.text(one["body"]["title"]) for one in pinned(self._record) if one["kind"] == "pack"}
        return [(titles[one["id"]], self.text(one)) for one in self._figures["packs"]]

    @cached_property
    def asks(self) -> dict[str, str]:
        """The words of every question that the record holds, by its id."""
        return {name: self.text(question["ask"]) for name, question in self.questions.items()}

    def named(self, question_ids: Iterable[str]) -> list[tuple[str, str]]:
        """Questions by their control and their words."""
        return [(self._control(name), self.text(self.questions[name]["ask"])) for name in question_ids]

    def _pinned_questions(self, kind: str) -> Iterator[Plain]:
        for content in pinned(self._record):
            if content["kind"] == kind:
                for section in content["body"]["sections"]:
                    yield from section["questions"]

    @cached_property
    def facts(self) -> list[tuple[str, tuple[str, ...]]]:
        """What procurement told of the engagement: question and answer."""
        facts = self._record["facts"]
        asked = [question for question in self._pinned_questions("intake") if facts.get(question["id"]) is not None]
        return [(self.text(one["ask"]), answer_lines(one, facts[one["id"]], self.language)) for one in asked]

    @cached_property
    def proofs(self) -> dict[tuple[str, str], ProofShown]:
        """Each document once, by name and digest, in the order in which answers name them."""
        named: dict[tuple[str, str], tuple[Plain, list[str]]] = {}
        for line in self._figures["answers"]:
            for proof in self._answer_of(line["question"]).get("proofs", ()):
                key = (proof["name"], proof["sha256"])
                named.setdefault(key, (proof, []))[1].append(self._control(line["question"]))
        return {key: self._proof(number, *named[key]) for number, key in enumerate(named, 1)}

    def _proof(self, number: int, proof: Plain, controls: list[str]) -> ProofShown:
        days = (date(proof.get("issued")), date(proof.get("expires")))
        return ProofShown(
            number,
            proof["name"],
            self.proof_kinds(proof["kind"]),
            proof["issuer"],
            *days,
            proof["sha256"],
            tuple(controls),
        )

    def _answer_of(self, question_id: str) -> Plain:
        answer: Plain = self._record["answers"].get(question_id) or {}
        return answer

    def _control(self, question_id: str) -> str:
        return str(self.questions[question_id].get("control") or question_id)

    @cached_property
    def sections(self) -> list[SectionShown]:
        """The sections as they were asked, each with its score and its answers."""
        items = {line["question"]: self._item(line) for line in self._figures["answers"]}
        return [
            SectionShown(
                one["id"], bar.label, bar, tuple(items[name] for name in items if self._homes[name] == one["id"])
            )
            for one, bar in zip(self._figures["sections"], self.bars, strict=True)
        ]

    @cached_property
    def _homes(self) -> dict[str, str]:
        """The section of each question, as the packs were merged: that of the first pack that asks it."""
        homes: dict[str, str] = {}
        for content in pinned(self._record):
            for section in content["body"]["sections"] if content["kind"] == "pack" else ():
                for question in section["questions"]:
                    homes.setdefault(question["id"], section["id"])
        return homes

    @cached_property
    def bars(self) -> list[SectionBar]:
        return [
            SectionBar(self.text(one["title"]), exact(one["worst"]), exact(one["proven"]), exact(one["claimed"]))
            for one in self._figures["sections"]
        ]

    @cached_property
    def gaps(self) -> list[Gap]:
        """What each question costs, the dearest first."""
        found = [
            Gap(
                self.text(self.questions[line["question"]]["ask"]),
                float(Fraction(line["control_part"]) * 100),
                float(Fraction(line["proof_part"]) * 100),
            )
            for line in self._figures["contributions"]
        ]
        return sorted((gap for gap in found if gap.lost > 0), key=lambda gap: -gap.lost)

    @cached_property
    def _lost(self) -> dict[str, Fraction]:
        return {line["question"]: Fraction(line["lost"]) for line in self._figures["contributions"]}

    @cached_property
    def _knock_outs(self) -> dict[str, str]:
        return {one["question"]: one["status"] for one in self._figures["knock_outs"]}

    def _item(self, line: Plain) -> Item:
        question, answer = self.questions[line["question"]], self._answer_of(line["question"])
        review = answer.get("review") or {}
        declared = answer.get("assurance")
        return Item(
            id=question["id"],
            control=question.get("control", ""),
            ask=self.text(question["ask"]),
            state=line["state"],
            answer=answer_lines(question, answer.get("value"), self.language),
            declared=self.rung(declared),
            counted=self.rung(line["assurance"] if declared else None),
            lost=self._lost.get(question["id"]),
            knock_out=self._knock_outs.get(question["id"], ""),
            comment=answer.get("comment", ""),
            exceptions=answer.get("exceptions", ""),
            inherited_from=answer.get("inherited_from", ""),
            reason=review.get("reason", ""),
            reviewer=review.get("reviewer", ""),
            grade=review.get("grade"),
            author=answer.get("author", ""),
            as_of=date(answer.get("as_of")),
            proofs=tuple(self.proofs[proof["name"], proof["sha256"]] for proof in answer.get("proofs", ())),
        )

    def rung(self, assurance: str | None) -> str:
        """A rung of assurance in words; empty for none."""
        return RUNGS[Assurance(assurance)].to(self.language) if assurance else ""


def answer_lines(question: Plain, value: Any, language: str) -> tuple[str, ...]:
    """An answer in words, a line each: labels of options, rows of a table, a date as it is said."""
    if value is None:
        return ()
    labels = {option["id"]: text_in(option["label"], language) for option in question.get("options", ())}
    match question["kind"]:
        case "choice" | "multi":
            return tuple(labels.get(one, one) for one in ([value] if isinstance(value, str) else value))
        case "number":
            return (" ".join(filter(None, (str(value), text_in(question.get("unit"), language)))),)
        case "countries":
            return (", ".join(value),)
        case "table":
            columns = {column["id"]: text_in(column["label"], language) for column in question["columns"]}
            return tuple(" · ".join(f"{columns[name]}: {cell}" for name, cell in row.items() if cell) for row in value)
        case "date":
            return (said(dt.date.fromisoformat(value), language),)
        case "statement":
            return (AGREEMENT.to(language),)
        case _:
            return (str(value),)


def text_in(value: Mapping[str, str] | None, language: str) -> str:
    """A text of the content in the reader's language, else in English; empty when there is none."""
    return (value.get(language) or value.get("en") or "") if value else ""


def exact(share: Plain | None) -> Fraction | None:
    """A share of one, from the exact fraction that the record keeps of it."""
    return None if share is None else Fraction(share["exact"])


def date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
