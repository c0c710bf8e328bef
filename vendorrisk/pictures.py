"""The geometry of the pictures that pages and documents share: where labels go, how wide text is, which gaps to draw.

Pure arithmetic in user units of the drawing; `templates/components/pictures/` draws what it says. Both the web
and the PDF edge give `GLOBALS` to their templates.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Protocol

from vendorrisk.domain.questionnaire import Question, Text

WIDTH: Final = 700
"""The width of every picture; its height follows from what it shows."""

TYPE_SIZE: Final = 13

# The mean advance of Inter is 0.55 em over running English and Dutch; wide scripts fill the em. A little more is room.
NARROW: Final = 0.58
WIDE: Final = 1.02
GAP: Final = 12


@dataclass(frozen=True, slots=True)
class Label:
    """A label beside a mark at `x`: its lane (0 is nearest the mark), and the point and side it is anchored by.

    `clear`: a line from the mark to its label crosses no other label.
    """

    text: str
    x: float
    at: float
    anchor: str
    lane: int = 0
    clear: bool = True


@dataclass(frozen=True, slots=True)
class Gap:
    """What one question costs, in hundredths of effectiveness: what its control lacks and what its proof lacks."""

    label: str
    control: float
    proof: float

    @property
    def lost(self) -> float:
        return self.control + self.proof


class ScoredLine(Protocol):
    """What of `domain.scoring.Line` a waterfall shows."""

    @property
    def question(self) -> Question: ...
    @property
    def lost_control(self) -> Fraction: ...
    @property
    def lost_proof(self) -> Fraction: ...


class ScoredSection(Protocol):
    """What of `domain.scoring.SectionScore` a picture shows."""

    @property
    def title(self) -> Text: ...
    @property
    def claimed(self) -> Fraction | None: ...
    @property
    def proven(self) -> Fraction | None: ...
    @property
    def worst(self) -> Fraction | None: ...


@dataclass(frozen=True, slots=True)
class SectionBar:
    """A section's effectiveness, as shares of one; None where nothing in it counts."""

    label: str
    worst: Fraction | None
    proven: Fraction | None
    claimed: Fraction | None


def text_width(text: str, size: float = TYPE_SIZE) -> float:
    """About how wide `text` is set at `size`; rather too wide than too narrow."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (wide * WIDE + (len(text) - wide) * NARROW)


def shortened(text: str, width: float, size: float = TYPE_SIZE) -> str:
    """`text`, cut at a word with an ellipsis when it is wider than `width`."""
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    words = kept.rsplit(" ", 1)[0].rstrip(" ,;:·")
    return f"{words if len(words) > len(kept) // 2 else kept}…"


def place_labels(marks: Iterable[Sequence[float | str]], width: float = WIDTH, size: float = TYPE_SIZE) -> list[Label]:
    """Labels for `marks`, each `(x, text)`, in lanes such that none overlaps another and none leaves the picture.

    A mark named earlier gets the nearer lane. A label stands centred on its mark where the edges let it.
    """
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for x, text in marks:
        label, span = _label(float(x), str(text), width, size)
        lane = next((n for n, spans in enumerate(taken) if _free(spans, span)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(span)
        placed.append(replace(label, lane=lane))
    return [replace(label, clear=not _crossed(label, taken[: label.lane])) for label in placed]


def _label(x: float, text: str, width: float, size: float) -> tuple[Label, tuple[float, float]]:
    half = text_width(text, size) / 2
    if x < half:
        return Label(text, x, 0, "start"), (0, 2 * half)
    if x > width - half:
        return Label(text, x, width, "end"), (width - 2 * half, width)
    return Label(text, x, x, "middle"), (x - half, x + half)


def _free(spans: list[tuple[float, float]], span: tuple[float, float]) -> bool:
    return all(span[1] + GAP <= left or right + GAP <= span[0] for left, right in spans)


def _crossed(label: Label, nearer: list[list[tuple[float, float]]]) -> bool:
    return any(left - 2 <= label.x <= right + 2 for spans in nearer for left, right in spans)


def gaps(lines: Iterable[ScoredLine], language: str) -> list[Gap]:
    """What each line of a score card costs, the dearest first; lines that cost nothing are left out."""
    costly = [
        Gap(line.question.ask.to(language), float(line.lost_control * 100), float(line.lost_proof * 100))
        for line in lines
    ]
    return sorted((gap for gap in costly if gap.lost > 0), key=lambda gap: -gap.lost)


def section_bars(sections: Iterable[ScoredSection], language: str) -> list[SectionBar]:
    """The sections of a score card as bars, in the order they are asked."""
    return [SectionBar(one.title.to(language), one.worst, one.proven, one.claimed) for one in sections]


def steps(found: Sequence[Gap], most: int) -> list[tuple[Gap, float]]:
    """The first `most` gaps, each with the points left above it, starting from 100."""
    left, placed = 100.0, []
    for gap in found[:most]:
        placed.append((gap, left))
        left -= gap.lost
    return placed


GLOBALS: Final[Mapping[str, Callable[..., object]]] = {
    "gaps": gaps,
    "place_labels": place_labels,
    "section_bars": section_bars,
    "shortened": shortened,
    "steps": steps,
    "text_width": text_width,
}
"""What the picture templates call."""
