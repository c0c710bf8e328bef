"""A sheet held against the answers: how each cell stands, and what would be saved."""

from __future__ import annotations

import pytest

from vendorrisk.domain.comparing import Chosen, Preview, Status, compared, counted
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.sheets import Cell, Given, Part, Reading, mark

LOCKED = Reason("answering.locked")


def cell(value: str | None, part: Part = Part.ANSWER, **more: object) -> Cell:
    return Cell(**{"place": "Answers!E4", "question": "q", "part": part, "value": value, **more})  # type: ignore[arg-type]


def preview(*cells: Cell, present: str | None = "old", version: int = 2) -> Preview:
    """The cells against an answer `present` of `version`, in a sheet written when it was "old", of version 2."""
    answers = {"q": Given(version, {Part.ANSWER: present} if present else {})}
    reading = Reading(versions={"q": 2}, marks={("q", Part.ANSWER): mark("old")}, cells=cells)
    return compared(reading, answers, lambda _: None)


@pytest.mark.parametrize(
    ("value", "answer", "status"),
    [
        ("new", {}, Status.CHANGED),
        ("old", {}, Status.UNCHANGED),
        (None, {}, Status.KEPT),
        # Somebody saved "theirs" as version 3 since the sheet was written.
        ("new", {"present": "theirs", "version": 3}, Status.STALE),
        ("old", {"present": "theirs", "version": 3}, Status.KEPT),
        ("theirs", {"present": "theirs", "version": 3}, Status.UNCHANGED),
        (None, {"present": "theirs", "version": 3}, Status.KEPT),
        # The same, but what they changed is another part of the answer.
        ("new", {"version": 3}, Status.STALE),
    ],
)
def test_how_a_cell_stands(value: str | None, answer: dict[str, object], status: Status) -> None:
    (line,) = preview(cell(value), **answer).lines  # type: ignore[arg-type]
    assert line.status is status
    assert line.old == answer.get("present", "old")
    assert line.new == value


def test_a_cell_that_is_empty_where_nothing_is_answered_says_nothing() -> None:
    assert preview(cell(None), present=None).lines == ()


def test_an_answer_that_takes_the_place_of_another_part_keeps_nothing() -> None:
    found = preview(cell(None), cell("None here", Part.REASON))
    assert [(line.part, line.status) for line in found.lines] == [(Part.REASON, Status.CHANGED)]


def test_what_cannot_be_taken_says_why() -> None:
    refused = cell("?", reason=Reason("bad.option"))
    unknown = cell("?", question="", reason=Reason("sheet.unknown"))
    assert [line.status for line in preview(refused, unknown).lines] == [Status.REFUSED, Status.UNKNOWN]
    locked = compared(
        Reading(cells=(cell("new"), cell("old"))), {"q": Given(0, {Part.ANSWER: "old"})}, lambda _: LOCKED
    )
    assert [(line.status, line.reason) for line in locked.lines] == [
        (Status.REFUSED, LOCKED),
        (Status.UNCHANGED, None),
    ]
    assert not locked.chosen()


def test_the_chosen_are_what_changed_and_of_the_stale_those_that_are_named() -> None:
    cells = (cell("new"), cell("Because", Part.COMMENT))
    assert preview(*cells).chosen() == (Chosen("q", 2, {Part.ANSWER: "new", Part.COMMENT: "Because"}),)
    stale = preview(*cells, version=3)
    assert stale.chosen() == ()
    assert stale.chosen(["other"]) == ()
    assert stale.chosen(["q"]) == (Chosen("q", 3, {Part.ANSWER: "new", Part.COMMENT: "Because"}),)
    assert counted(stale.lines) == dict.fromkeys(Status, 0) | {Status.STALE: 2}
