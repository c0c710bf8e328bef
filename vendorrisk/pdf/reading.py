"""A record read for its reader: the plain values of the JSON turned into what a document shows, in one language.

It reads what stands in the record alone, its own pinned content included, and computes nothing that the record does not
say; so the document of an old record never needs the code or the content of its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.questionnaire import Text, Tier
from vendorrisk.domain.record import FORMAT, Opened, Plain, pinned
from vendorrisk.domain.wording import PROOFS, RUNGS, TIERS, Money
from vendorrisk.pdf.legible import legible
from vendorrisk.pictures import Gap, SectionBar

DIGEST_SHOWN = 12
"""Characters of a digest by which people tell records apart; the whole stands under "How to verify"."""


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


def made_at(record: Plain) -> dt.datetime:
    """The record's own time: when it was sealed, or for a calculation the start of the day it is made for."""
    sealed = record.get("sealed_at")
    if sealed:
        return dt.datetime.fromisoformat(sealed).astimezone(dt.UTC)
    return dt.datetime.combine(dt.date.fromisoformat(record["as_of"]), dt.time(), dt.UTC)


class Reading:
    """What the document of `record` shows in `language`."""

    def __init__(self, record: Opened, language: str) -> None:
        self.digest = record.digest
        self.short = record.digest[:DIGEST_SHOWN]
        self.language = language
        self.plain: Plain = legible(record.plain)
        self.figures: Plain = self.plain["figures"]
        self.decision: Plain | None = self.plain["decision"]

    def text(self, value: Mapping[str, str] | None) -> str:
        """A text of the content in the reader's language."""
        return (value.get(self.language) or value.get("en") or "") if value else ""

    @property
    def calculation(self) -> bool:
        return bool(self.plain["kind"] == "calculation")

    @property
    def keywords(self) -> str:
        """What the document says of itself to a machine: the format and the digest of its record."""
        return f"{FORMAT}, sha256:{self.digest}"

    @property
    def portal(self) -> str:
        return str(self.plain["portal"])

    @property
    def vendor(self) -> str:
        return str(self.plain["vendor"]["name"])

    @property
    def vendor_details(self) -> str:
        vendor = self.plain["vendor"]
        return " · ".join(filter(None, (vendor["website"], vendor["country"])))

    @property
    def engagement(self) -> Plain:
        engagement: Plain = self.plain["engagement"]
        return engagement

    @property
    def attested(self) -> Plain | None:
        attested: Plain | None = self.plain["attested"]
        return attested

    @property
    def trail(self) -> Plain | None:
        trail: Plain | None = self.plain["trail"]
        return trail

    @property
    def made_at(self) -> dt.datetime:
        return made_at(self.plain)

    @property
    def sealed(self) -> bool:
        return bool(self.plain["sealed_at"])

    @property
    def as_of(self) -> dt.date:
        return dt.date.fromisoformat(self.plain["as_of"])

    @cached_property
    def contents(self) -> list[Plain]:
        return pinned(self.plain)

    @property
    def organisation(self) -> str:
        return str(next(one["body"]["organisation"] for one in self.contents if one["kind"] == "organisation"))

    @property
    def verdict(self) -> str:
        return str(self.decision["verdict"] if self.decision else self.recommendation)

    @property
    def recommendation(self) -> str:
        return str(self.figures["recommendation"])

    @property
    def departs(self) -> bool:
        return self.verdict != self.recommendation

    @property
    def signers(self) -> str:
        return ", ".join(one["name"] for one in self.decision["signatures"]) if self.decision else ""

    @property
    def tier(self) -> str:
        return TIERS[Tier(self.figures["tier"])].to(self.language)

    @property
    def tier_reasons(self) -> list[str]:
        return [self.text(reason) for reason in self.figures["tier_reasons"]]

    @property
    def reasons(self) -> list[str]:
        return [self.text(reason) for reason in self.figures["reasons"]]

    @property
    def remarks(self) -> list[str]:
        return [self.text(remark) for remark in self.figures["remarks"]]

    @property
    def lines(self) -> Plain:
        lines: Plain = self.figures["lines"]
        return lines

    @property
    def proposed(self) -> list[Plain]:
        """The conditions that the model proposes, to be shown where the decision shows none of its own."""
        proposed: list[Plain] = self.figures["conditions"]
        return [] if self.decision else proposed

    @property
    def asked(self) -> int:
        return len(self.figures["answers"])

    def residual(self, basis: str) -> Plain:
        residual: Plain = self.figures["residual"][basis]
        return residual

    def proof_kinds(self, kinds: str) -> str:
        """Kinds of proof, listed by commas, as they are said."""
        listed = [kind.strip() for kind in kinds.split(",")]
        return ", ".join(PROOFS.get(kind, Text(kind, kind)).to(self.language) for kind in listed)

    def effectiveness(self, basis: str) -> Fraction | None:
        return exact(self.figures["effectiveness"][basis])

    def money(self, amount: float) -> str:
        return Money(amount, self.plain["currency"]).to(self.language).replace(" ", "\u00a0")

    @cached_property
    def questions(self) -> dict[str, Plain]:
        """Every question of the pinned packs by id; of two with the same id the first, as it was asked."""
        found: dict[str, Plain] = {}
        for question in self._pinned_questions("pack"):
            found.setdefault(question["id"], question)
        return found

    def _pinned_questions(self, kind: str) -> Iterator[Plain]:
        for content in self.contents:
            if content["kind"] == kind:
                for section in content["body"]["sections"]:
                    yield from section["questions"]

    @cached_property
    def facts(self) -> list[tuple[str, tuple[str, ...]]]:
        """What procurement told of the engagement: question and answer."""
        facts = self.plain["facts"]
        asked = [question for question in self._pinned_questions("intake") if facts.get(question["id"]) is not None]
        return [(self.text(question["ask"]), self._answer(question, facts[question["id"]])) for question in asked]

    @cached_property
    def proofs(self) -> dict[tuple[str, str], ProofShown]:
        """Each document once, by name and digest, in the order in which answers name them."""
        named: dict[tuple[str, str], tuple[Plain, list[str]]] = {}
        for line in self.figures["answers"]:
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
        answer: Plain = self.plain["answers"].get(question_id) or {}
        return answer

    def _control(self, question_id: str) -> str:
        return str(self.questions[question_id].get("control") or question_id)

    @cached_property
    def sections(self) -> list[SectionShown]:
        """The sections as they were asked, each with its score and its answers."""
        items = {line["question"]: self._item(line) for line in self.figures["answers"]}
        return [
            SectionShown(
                one["id"], bar.label, bar, tuple(items[name] for name in items if self._homes[name] == one["id"])
            )
            for one, bar in zip(self.figures["sections"], self.bars, strict=True)
        ]

    @cached_property
    def _homes(self) -> dict[str, str]:
        """The section of each question, as the packs were merged: that of the first pack that asks it."""
        homes: dict[str, str] = {}
        for content in self.contents:
            for section in content["body"]["sections"] if content["kind"] == "pack" else ():
                for question in section["questions"]:
                    homes.setdefault(question["id"], section["id"])
        return homes

    @cached_property
    def bars(self) -> list[SectionBar]:
        return [
            SectionBar(self.text(one["title"]), exact(one["worst"]), exact(one["proven"]), exact(one["claimed"]))
            for one in self.figures["sections"]
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
            for line in self.figures["contributions"]
        ]
        return sorted((gap for gap in found if gap.lost > 0), key=lambda gap: -gap.lost)

    @cached_property
    def _lost(self) -> dict[str, Fraction]:
        return {line["question"]: Fraction(line["lost"]) for line in self.figures["contributions"]}

    @cached_property
    def _knock_outs(self) -> dict[str, str]:
        return {one["question"]: one["status"] for one in self.figures["knock_outs"]}

    def _item(self, line: Plain) -> Item:
        question, answer = self.questions[line["question"]], self._answer_of(line["question"])
        review = answer.get("review") or {}
        declared = answer.get("assurance")
        return Item(
            id=question["id"],
            control=question.get("control", ""),
            ask=self.text(question["ask"]),
            state=line["state"],
            answer=self._answer(question, answer.get("value")),
            declared=self._rung(declared),
            counted=self._rung(line["assurance"] if declared else None),
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

    def _rung(self, assurance: str | None) -> str:
        return RUNGS[Assurance(assurance)].to(self.language) if assurance else ""

    def _answer(self, question: Plain, value: Any) -> tuple[str, ...]:
        """The answer in words, a line each: labels of options, rows of a table, a date as it is said."""
        if value is None:
            return ()
        labels = {option["id"]: self.text(option["label"]) for option in question.get("options", ())}
        match question["kind"]:
            case "choice" | "multi":
                return tuple(labels.get(one, one) for one in ([value] if isinstance(value, str) else value))
            case "number":
                return (" ".join(filter(None, (str(value), self.text(question.get("unit"))))),)
            case "countries":
                return (", ".join(value),)
            case "table":
                columns = {column["id"]: self.text(column["label"]) for column in question["columns"]}
                return tuple(
                    " · ".join(f"{columns[name]}: {cell}" for name, cell in row.items() if cell) for row in value
                )
            case _:
                return (str(value),)


def exact(share: Plain | None) -> Fraction | None:
    """A share of one, from the exact fraction that the record keeps of it."""
    return None if share is None else Fraction(share["exact"])


def date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
