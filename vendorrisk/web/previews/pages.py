"""Where a reader stands in a proof: on which page, how large it is shown, and for the sake of which answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask import url_for

from vendorrisk.persistence.models import PreviewPage
from vendorrisk.services.previews import Behind, ProofView

SIZES: Final = (100, 150, 200)
"""How wide a page may be shown, in hundredths of the room there is; the first is where one begins."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a proof as it is asked for; `question` is the answer that one came from, if any."""

    view: ProofView
    number: int = 1
    size: int = SIZES[0]
    question: str = ""

    @classmethod
    def asked(cls, view: ProofView, args: Mapping[str, str]) -> Leaf:
        """The page that an address asks for, or the nearest there is."""
        number, size = (_number(args.get(name, "")) for name in ("page", "size"))
        last = len(view.made.pages) if view.made else 1
        return cls(
            view, min(max(number, 1), max(last, 1)), size if size in SIZES else SIZES[0], args.get("question", "")
        )

    @property
    def pages(self) -> list[PreviewPage]:
        return self.view.made.pages if self.view.made else []

    @property
    def page(self) -> PreviewPage:
        return self.pages[self.number - 1]

    @property
    def behind(self) -> list[Behind]:
        """The answers that the proof stands behind, first the one that the reader came from."""
        return sorted(self.view.behind, key=lambda one: one.question.id != self.question)

    def at(self, number: int) -> str:
        """The address of another page, shown as this one is."""
        return replace(self, number=number).address

    def sized(self, size: int) -> str:
        """The address of this page in another size."""
        return replace(self, size=size).address

    @property
    def address(self) -> str:
        return url_for(
            "previews.show",
            assessment_id=self.view.assessment.id,
            proof_id=self.view.proof.id,
            page=self.number if self.number > 1 else None,
            size=self.size if self.size != SIZES[0] else None,
            question=self.question or None,
            # Whoever turns pages stays with them.
            _anchor="page" if self.number > 1 or self.size != SIZES[0] else None,
        )

    def way_to(self, one: Behind) -> str:
        """The address of an answer, where this reader reads or gives it."""
        name, place = self.view.assessment.id, f"question-{one.question.id}"
        if self.view.reviewing:
            return url_for("review.show", assessment_id=name, _anchor=place)
        return url_for("answering.section", assessment_id=name, section_id=one.section, _anchor=place)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
