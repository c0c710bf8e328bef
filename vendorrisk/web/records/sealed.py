"""A sealed record read for its page: what stands in its JSON, in the reader's language, and nothing that does not."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from vendorrisk.domain.record import ConditionSet, Signed
from vendorrisk.services.records import RecordView
from vendorrisk.web.language import current_language
from vendorrisk.web.prospects import Prospects, prospects

NAME_LENGTH: Final = 120
"""Characters of a file's name before its ending: what every file system takes, also in UTF-8."""

UNFIT: Final = re.compile(r'[\\/:*?"<>|]+')
"""What a file's name cannot hold on some system."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the page of a record shows."""

    view: RecordView

    @property
    def body(self) -> Mapping[str, Any]:
        return self.view.body

    @property
    def decision(self) -> Mapping[str, Any]:
        decision: Mapping[str, Any] = self.body["decision"]
        return decision

    @property
    def verdict(self) -> str:
        return str(self.decision["verdict"])

    @property
    def recommendation(self) -> str:
        return str(self.body["figures"]["recommendation"])

    @property
    def departs(self) -> bool:
        """Whether people decided otherwise than the model recommended."""
        return self.verdict != self.recommendation

    @property
    def lines(self) -> Mapping[str, int]:
        """The approve line and the floor in hundredths, and the appetite a year."""
        lines: Mapping[str, int] = self.body["figures"]["lines"]
        return lines

    @property
    def effectiveness(self) -> dict[str, Fraction | None]:
        """The effectiveness on each basis as a share of one; None where nothing counted."""
        recorded = self.body["figures"]["effectiveness"]
        return {basis: Fraction(share["exact"]) if share else None for basis, share in recorded.items()}

    @property
    def expected(self) -> dict[str, int]:
        """The expected loss a year on each basis."""
        return {basis: one["expected"] for basis, one in self.body["figures"]["residual"].items()}

    @property
    def signatures(self) -> list[Signed]:
        return [
            Signed(name=one["name"], role=one["role"], at=dt.datetime.fromisoformat(one["at"]))
            for one in self.decision["signatures"]
        ]

    @property
    def conditions(self) -> list[ConditionSet]:
        return [
            ConditionSet(**{**one, "due_on": dt.date.fromisoformat(one["due_on"])})
            for one in self.decision["conditions"]
        ]

    @property
    def reasons(self) -> list[str]:
        """Why the model recommends what it does, in sentences."""
        return [str(one[current_language()]) for one in self.body["figures"]["reasons"]]

    @property
    def questions(self) -> dict[str, str]:
        """The words of every question of the packs that the record holds, by its id."""
        packs = [content["body"] for content in self.body["content"] if content["kind"] == "pack"]
        sections = [section for pack in packs for section in pack["sections"]]
        return {one["id"]: one["ask"][current_language()] for section in sections for one in section["questions"]}

    @property
    def prospects(self) -> Prospects | None:
        """What was ahead when the record was sealed, simulated from its own digest."""
        as_of = dt.date.fromisoformat(self.body["as_of"])
        return prospects(self.body["figures"], as_of, self.view.record.digest)

    @property
    def content(self) -> list[Mapping[str, Any]]:
        """The content that the record was scored with: kind, name, version and digest of each file."""
        return list(self.body["content"])

    def file_name(self, ending: str) -> str:
        """The name under which a file of this record is kept: whose it is, and the beginning of its digest."""
        whose = f"{self.body['vendor']['name']} - {self.body['engagement']['title']}"
        kept = "".join(letter for letter in whose if not unicodedata.category(letter).startswith("C"))
        fitting = " ".join(UNFIT.sub(" ", kept).split())[:NAME_LENGTH].strip(" .")
        return f"{fitting} {self.view.record.digest[:8]}.{ending}"
