"""Workbooks as they come back from busy hands and other programs: read all the same, or refused cell by cell."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.sheets.filling import SMALL, Grid, cell, changed, filled, grids, reading, resaved, said, sheet
from vendorrisk.domain.answers import AGREED
from vendorrisk.domain.sheets import Given, Part
from vendorrisk.sheets.writing import workbook

FULL = {
    "keys": Given(3, {Part.ANSWER: "none", Part.EXCEPTIONS: "The old system", Part.COMMENT: "Soon"}),
    "areas": Given(1, {Part.ANSWER: ("db", "files")}),
    "people": Given(2, {Part.ANSWER: 12}),
    "depth": Given(2, {Part.ANSWER: -3}),
    "tested": Given(1, {Part.ANSWER: dt.date(2025, 3, 31)}),
    "story": Given(1, {Part.ANSWER: "007\nis text"}),
    "places": Given(1, {Part.ANSWER: ("DE", "NL")}),
    "terms": Given(1, {Part.ANSWER: AGREED}),
    "suppliers": Given(
        4, {Part.ANSWER: ({"name": "Acme", "countries": "DE, NL", "since": "2020-01-31", "staff": "7"},)}
    ),
}
WHOLE = {(name, part): value for name, one in FULL.items() for part, value in one.parts.items()}


def pages(language: str = "en") -> dict[str, Grid]:
    """The worksheets of the workbook in which everything is answered."""
    return grids(workbook(sheet(SMALL, FULL, language)))


def test_another_program_may_save_it() -> None:
    assert said(reading(resaved(pages()))) == WHOLE
    assert said(reading(resaved(pages("nl")))) == WHOLE


def test_numbers_and_dates_may_be_text() -> None:
    assert said(reading(resaved(pages(), typed=False))) == WHOLE


def test_rows_may_be_sorted_any_way() -> None:
    book = pages()
    grid = book["Answers"]
    book["Answers"] = [*grid[:3], *sorted(grid[3:], key=lambda row: str(row[4]))]
    assert said(reading(resaved(book))) == WHOLE
    book["Answers"] = [*grid[:3], *reversed(grid[3:])]
    assert said(reading(resaved(book))) == WHOLE


def test_columns_may_be_moved() -> None:
    book = {name: [row[::-1] for row in square(grid)] for name, grid in pages().items() if not name.startswith("_")}
    assert said(reading(resaved(book))) == WHOLE


def square(grid: Grid) -> Grid:
    width = max(map(len, grid))
    return [[*row, *[""] * (width - len(row))] for row in grid]


@pytest.mark.parametrize("heading", ["Section", "No.", "Help", "Asked only when", "Version", "Id", "Question"])
def test_a_column_that_is_not_an_answer_may_be_removed(heading: str) -> None:
    book = pages()
    at = book["Answers"][2].index(heading)
    book["Answers"] = [[*row[:at], *row[at + 1 :]] for row in book["Answers"]]
    assert said(reading(resaved(book))) == WHOLE


def test_a_column_of_remarks_may_be_removed_and_says_nothing_then() -> None:
    book = pages()
    at = book["Answers"][2].index("Comment")
    book["Answers"] = [[*row[:at], *row[at + 1 :]] for row in book["Answers"]]
    assert said(reading(resaved(book))) == {key: one for key, one in WHOLE.items() if key[1] is not Part.COMMENT}


def test_rows_may_be_added_above_and_between() -> None:
    book = pages()
    grid = book["Answers"]
    blank = [""] * len(grid[2])
    book["Answers"] = [["Ours"], [], *grid[:3], blank, *[row for one in grid[3:] for row in (one, blank)]]
    assert said(reading(resaved(book))) == WHOLE


def test_a_row_that_was_removed_says_nothing() -> None:
    book = pages()
    line, _ = cell(book["Answers"], "people", "Answer")
    del book["Answers"][line]
    assert said(reading(resaved(book))) == {key: one for key, one in WHOLE.items() if key[0] != "people"}


def test_a_line_of_an_option_that_was_removed_is_told() -> None:
    book = pages()
    line, _ = cell(book["Answers"], "areas/files", "Answer")
    del book["Answers"][line]
    assert said(reading(resaved(book)))["areas", Part.ANSWER] == "sheet.rows_missing"


def test_the_row_of_a_table_may_go_and_its_worksheet_is_read() -> None:
    book = pages()
    line, _ = cell(book["Answers"], "suppliers", "Answer")
    del book["Answers"][line]
    assert said(reading(resaved(book))) == WHOLE


def test_a_worksheet_may_be_renamed_moved_or_added() -> None:
    book = pages()
    renamed = {"Mine": [["Notes"]], **{f"{name} 2": book[name] for name in ("suppliers", "Answers")}}
    result = reading(resaved({**renamed, "_portal": book["_portal"]}))
    assert said(result) == WHOLE
    assert result.versions["keys"] == 3


def test_the_hidden_worksheet_may_be_lost_and_nothing_is_known_of_versions() -> None:
    book = {name: grid for name, grid in pages().items() if not name.startswith("_")}
    result = reading(resaved(book))
    assert said(result) == WHOLE
    assert (result.assessment, result.versions, result.marks) == ("", {}, {})


def test_a_row_of_ours_is_unknown_and_named() -> None:
    book = pages()
    book["Answers"].append(["", "", "What about us?", "", "Fine"])
    (unknown,) = [one for one in reading(resaved(book)).cells if not one.question]
    assert (unknown.place, unknown.value, unknown.reason.code) == ("Answers!E16", "Fine", "sheet.unknown")


def test_a_row_that_was_copied_is_refused_the_second_time() -> None:
    book = pages()
    line, column = cell(book["Answers"], "people", "Answer")
    copied = list(book["Answers"][line])
    copied[column] = 13
    book["Answers"].append(copied)
    found = [one for one in reading(resaved(book)).cells if one.question == "people" and one.value is not None]
    assert [(one.value, one.reason and one.reason.code) for one in found] == [(12, None), ("13", "sheet.twice")]


UNDERSTOOD = [
    ("keys", "ours", "ours"),
    ("keys", "  we do,  \"HARDWARE\" keys ", "ours"),
    ("keys", "Wij, met hardware.", "ours"),
    ("keys", "Nobody - we don't know", "none"),
    ("keys", "=1+1", "formula"),
    ("people", "12", 12),
    ("people", 12.0, 12),
    ("people", "\u00a012 ", 12),
    ("tested", 45747, dt.date(2025, 3, 31)),
    ("tested", "45747", dt.date(2025, 3, 31)),
    ("tested", "2025-03-31", dt.date(2025, 3, 31)),
    ("tested", "2025-03", dt.date(2025, 3, 1)),
    ("tested", "31-3-2025", dt.date(2025, 3, 31)),
    ("tested", "3/31/2025", dt.date(2025, 3, 31)),
    ("tested", "04.04.2025", dt.date(2025, 4, 4)),
    ("story", 7, "7"),
    ("story", "=1+1", "=1+1"),
    ("places", "Duitsland; nl\nUK", ("DE", "GB", "NL")),
    ("terms", "akkoord", AGREED),
    ("terms", "YES", AGREED),
]  # fmt: skip


@pytest.mark.parametrize(("question", "typed", "value"), UNDERSTOOD)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_people_type_is_understood(question: str, typed: Any, value: Any, language: str) -> None:
    heading = {"en": "Answer", "nl": "Antwoord"}[language]
    assert said(reading(filled({(question, heading): typed}, language=language))) == {(question, Part.ANSWER): value}


REFUSED = [
    ("keys", "perhaps", "bad.option"),
    ("people", "a dozen", "bad.number"),
    ("people", 3.5, "bad.number"),
    ("people", "1.000", "bad.number"),
    ("people", -1, "bad.minimum"),
    ("people", 10**7, "bad.maximum"),
    ("tested", "3-4-2025", "sheet.date_unclear"),
    ("tested", "31-31-2025", "bad.date"),
    ("tested", "last spring", "bad.date"),
    ("tested", 12, "bad.date"),
    ("tested", "2030-01-01", "bad.future"),
    ("story", "x" * 20_001, "bad.long"),
    ("places", "Duitsland; Atlantis", "bad.country"),
    ("terms", "no", "bad.statement"),
    ("areas", "Databases", "sheet.elsewhere"),
    ("areas/db", "maybe", "sheet.yes_no"),
    ("areas/db", "no", "sheet.none_chosen"),
    ("suppliers", "Acme", "sheet.elsewhere"),
]


@pytest.mark.parametrize(("row", "typed", "code"), REFUSED)
def test_what_is_no_answer_is_refused_in_its_place(row: str, typed: Any, code: str) -> None:
    (refused,) = [one for one in reading(filled({(row, "Answer"): typed})).cells if one.reason]
    assert refused.reason.code == code
    assert refused.question == row.partition("/")[0]
    line, _ = cell(grids(workbook(sheet()))["Answers"], row, "Answer")
    assert refused.place == f"Answers!E{line + 1}"


def test_yes_on_some_lines_is_no_on_the_others() -> None:
    assert said(reading(filled({("areas/files", "Answer"): "ja"})))["areas", Part.ANSWER] == ("files",)
    both = filled({("areas/files", "Answer"): "x", ("areas/nowhere", "Answer"): True})
    assert said(reading(both))["areas", Part.ANSWER] == "bad.exclusive"


def test_an_answer_and_a_reason_why_there_is_none_are_both_refused() -> None:
    result = said(reading(filled({("keys", "Answer"): "ours", ("keys", "Does not apply, because"): "No keys"})))
    assert result == {("keys", Part.ANSWER): "sheet.both", ("keys", Part.REASON): "sheet.both"}
    result = said(reading(filled({("keys", "Comment"): "But", ("keys", "Does not apply, because"): "No keys"})))
    assert result == {("keys", Part.REASON): "No keys", ("keys", Part.COMMENT): "sheet.comment_with_reason"}


def test_a_question_for_everybody_cannot_be_said_not_to_apply() -> None:
    result = said(reading(filled({("people", "Does not apply, because"): "We are none"})))
    assert result == {("people", Part.REASON): "bad.applies"}


def test_every_line_of_a_table_that_cannot_be_read_is_named() -> None:
    book = grids(workbook(sheet()))
    book["suppliers"][5:] = [["Acme", "Atlantis"], ["Bolt", "NL", "yesterday"], ["Cito", "Peru", 45747, 3]]
    found = [one for one in reading(resaved(book)).cells if one.reason]
    assert [(one.place, one.reason.code, one.reason.params["row"]) for one in found] == [
        ("suppliers!A6", "bad.cell", 6),
        ("suppliers!A7", "bad.cell", 7),
    ]
    assert "Atlantis" in found[0].reason.to("nl")


def test_a_table_may_be_sorted_and_have_gaps_and_not_lose_a_column() -> None:
    book = grids(workbook(sheet()))
    book["suppliers"][5:] = [[""], ["Bolt", "NL"], [], ["Acme", "", "", "7"]]
    rows = said(reading(resaved(book)))["suppliers", Part.ANSWER]
    assert [(row["name"], row["countries"], row["staff"]) for row in rows] == [("Bolt", "NL", ""), ("Acme", "", "7")]
    book["suppliers"] = [row[:3] for row in book["suppliers"]]
    assert said(reading(resaved(book)))["suppliers", Part.ANSWER] == "sheet.column_missing"


def test_a_merged_cell_says_something_of_its_first_row_only() -> None:
    content = filled({("people", "Answer"): 5})
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="E10:E11"/></mergeCells>'
    assert said(reading(changed(content, "xl/worksheets/sheet1.xml", "</sheetData>", merged))) == {
        ("people", Part.ANSWER): 5
    }
