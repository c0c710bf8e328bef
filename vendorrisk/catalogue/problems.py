"""What is wrong with a content file: where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Place: TypeAlias = "tuple[str | int, ...]"
"""Keys and positions from the top of a file to a value in it."""

TOP: Final[Place] = ()


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: `file:line: path: what`."""

    file: str
    line: int
    path: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (f"{self.file}:{self.line}", self.path, self.what) if part)


class CatalogueError(Exception):
    """Content that cannot be used; `problems` are all of them, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Findings:
    """Collects the problems of one file, and knows on which line each of its values stands."""

    file: str
    lines: Mapping[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    origins: Mapping[Place, Place | None] = field(default_factory=dict)
    """Where parts of content that was put together stand in the file; None: in another one, whose problem it is."""

    def add(self, place: Place, what: str) -> None:
        """Note a problem at `place`; one that is not in the file is shown where its parent stands."""
        origin = self.origin(place)
        if origin is not None:
            self.problems.append(Problem(self.file, self._line(origin), written(origin), what))

    def origin(self, place: Place) -> Place | None:
        """Where `place` stands in the file; None when that is in another one."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.origins:
                origin = self.origins[place[:end]]
                return None if origin is None else (*origin, *place[end:])
        return place

    def line(self, place: Place) -> int:
        """The line of `place`, or of the nearest thing around it that stands in the file."""
        return self._line(self.origin(place) or TOP)

    def _line(self, place: Place) -> int:
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return 1


def written(place: Place) -> str:
    """A place as one reads it: `sections[0].questions[2].ask.nl`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".")
