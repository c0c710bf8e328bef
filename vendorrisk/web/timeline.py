"""A step of a timeline, as `components/timeline.html` shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What happened (`done`), is so (`now`) or comes (`next`): a sentence, when, by whom and a note, all in words."""

    stage: str
    what: str
    when: str = ""
    who: str = ""
    note: str = ""
