"""Workbooks to read: questionnaires, answers to them, hands that fill them in, spreadsheets that mangle them."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from xlsxwriter import Workbook

from vendorrisk.catalogue import Catalogue
from vendorrisk.countries import countries
from vendorrisk.domain.answers import AGREED, Answer, AnswerState
from vendorrisk.domain.questionnaire import Column, Kind, Option, Pack, Question, Questionnaire, Section, Text, merge
from vendorrisk.domain.sheets import Given, Part, Reading, Sheet, given
from vendorrisk.domain.validation import NUMBER_LIMIT, BadValue, checked_text, checked_value
from vendorrisk.resources import questionnaires_directory
from vendorrisk.sheets.reading import read
from vendorrisk.sheets.unpacking import unpack
from vendorrisk.sheets.writing import workbook

TODAY = dt.date(2026, 11, 23)
Grid = list[list[Any]]


def text(words: str) -> Text:
    return Text(words, f"{words} (nl)")


def option(name: str, label: Text, **more: Any) -> Option:
    return Option(id=name, label=label, **more)


EVERY_KIND = (
    Question(
        id="keys",
        ask=Text("Who holds the keys?", "Wie heeft de sleutels?"),
        kind=Kind.CHOICE,
        scope=text("For everything?"),
        not_applicable=True,
        options=(
            option("none", Text("Nobody — we don’t know", "Niemand: dat weten wij niet")),
            option("ours", Text("We do, “hardware” keys", "Wij, met hardware")),
            option("formula", Text("=1+1", "=2+2")),
        ),
    ),
    Question(
        id="areas",
        ask=Text("Where is it encrypted?", "Waar is het versleuteld?"),
        kind=Kind.MULTI,
        not_applicable=True,
        options=(
            option("db", Text("Databases, all", "Databases, alle")),
            option("files", Text("Files", "Bestanden")),
            option("nowhere", Text("Nowhere", "Nergens"), exclusive=True),
        ),
    ),
    Question(id="people", ask=text("How many?"), kind=Kind.NUMBER, minimum=0, maximum=10**6, unit=text("people")),
    Question(id="depth", ask=text("How deep?"), kind=Kind.NUMBER),
    Question(id="tested", ask=text("When tested?"), kind=Kind.DATE, not_applicable=True),
    Question(id="story", ask=text("Tell us."), kind=Kind.TEXT),
    Question(id="places", ask=text("Where?"), kind=Kind.COUNTRIES),
    Question(id="terms", ask=text("Do you agree?"), kind=Kind.STATEMENT),
    Question(
        id="suppliers",
        ask=text("Which suppliers?"),
        help=text("One line each."),
        kind=Kind.TABLE,
        columns=(
            Column("name", text("Supplier"), Kind.TEXT),
            Column("countries", text("Countries"), Kind.COUNTRIES),
            Column("since", text("Since"), Kind.DATE),
            Column("staff", text("Staff"), Kind.NUMBER),
        ),
    ),
)
SMALL = merge(
    (Pack("p", "1", text("Pack"), text("Intro"), (Section("s", text("Section"), None, EVERY_KIND),), "d" * 64),)
)


@cache
def shipped() -> Questionnaire:
    """Every question of every pack that ships, as one questionnaire."""
    catalogue = Catalogue.load(questionnaires_directory())
    return merge(tuple(catalogue.packs.values()))


LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
TEXTS = st.one_of(
    st.text(LETTERS, max_size=60),
    st.text(st.sampled_from("=+-@\t\n'\"<>&_x0041#N/A !:é€İſ\u200b\ufeff\uffff"), max_size=30),
    st.sampled_from(["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "007", "1-2", "TRUE", "#REF!", "_x0041_", "http://a.b"]),
)
CODES = st.sampled_from([code for code, _ in countries("en")])
DAYS = st.dates(dt.date(1, 1, 1), TODAY)


def readable(words: str) -> bool:
    """Whether the portal itself would take these words."""
    try:
        return bool(checked_text(words, 5000))
    except BadValue:
        return False


def _cells(column: Column) -> st.SearchStrategy[str]:
    return {
        Kind.TEXT: TEXTS,
        Kind.COUNTRIES: st.lists(CODES, max_size=4).map(", ".join),
        Kind.DATE: st.one_of(st.just(""), DAYS.map(dt.date.isoformat)),
        Kind.NUMBER: st.one_of(st.just(""), st.integers(-NUMBER_LIMIT, NUMBER_LIMIT).map(str)),
    }[column.kind]


def _multi(question: Question) -> st.SearchStrategy[Any]:
    alone = [[one.id] for one in question.options if one.exclusive]
    several = st.lists(st.sampled_from([one.id for one in question.options if not one.exclusive]), min_size=1)
    return several | st.sampled_from(alone) if alone else several


VALUES: Mapping[Kind, Callable[[Question], st.SearchStrategy[Any]]] = {
    Kind.CHOICE: lambda question: st.sampled_from([one.id for one in question.options]),
    Kind.MULTI: _multi,
    Kind.NUMBER: lambda question: st.integers(
        -NUMBER_LIMIT if question.minimum is None else question.minimum,
        NUMBER_LIMIT if question.maximum is None else question.maximum,
    ),
    Kind.DATE: lambda _: DAYS,
    Kind.TEXT: lambda _: TEXTS.filter(readable),
    Kind.COUNTRIES: lambda _: st.lists(CODES, min_size=1, max_size=5),
    Kind.STATEMENT: lambda _: st.just(AGREED),
    Kind.TABLE: lambda question: st.lists(
        st.fixed_dictionaries({column.id: _cells(column) for column in question.columns}), min_size=1, max_size=5
    ),
}


@st.composite
def answers(draw: st.DrawFn, question: Question) -> Answer:
    """A random answer that the portal would keep."""
    remarks = TEXTS.map(lambda words: checked_text(words, 5000) if readable(words) else "")
    absent = question.not_applicable and draw(st.booleans())
    return Answer(
        question=question.id,
        value=None if absent else checked_value(question, draw(VALUES[question.kind](question))),
        state=AnswerState.NOT_APPLICABLE if absent else AnswerState.ANSWERED,
        comment=draw(remarks) or "Because" if absent else draw(remarks),
        exceptions=draw(remarks),
        as_of=TODAY,
    )


@st.composite
def answered(draw: st.DrawFn, questionnaire: Questionnaire) -> dict[str, Given]:
    """Some of the questions answered, as the sheet holds it."""
    return {
        question.id: given(draw(answers(question)), draw(st.integers(1, 9)))
        for question in questionnaire.questions
        if draw(st.booleans())
    }


def sheet(questionnaire: Questionnaire = SMALL, said: Mapping[str, Given] | None = None, language: str = "en") -> Sheet:
    return Sheet(
        assessment="an-assessment",
        title="Payroll",
        vendor="Noordzee HR",
        language=language,
        questionnaire=questionnaire,
        given=said or {},
        made_on=TODAY,
    )


def grids(content: bytes) -> dict[str, Grid]:
    """Every worksheet of a workbook as plain values."""
    return {page.name: [list(row) for row in page.rows] for page in unpack(content).pages}


def resaved(pages: Mapping[str, Grid], *, typed: bool = True, formula: tuple[str, int, int] | None = None) -> bytes:
    """The worksheets as another program would save them: without looks, rules or protection; dates as bare numbers.

    `typed` False writes numbers as text. `formula` is a cell to hold a formula instead.
    """
    written = BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, grid in pages.items():
            page = book.add_worksheet(name)
            for line, row in enumerate(grid):
                for column, content in enumerate(row):
                    if formula == (name, line, column):
                        page.write_formula(line, column, "=1+1", None, content)
                    elif isinstance(content, int | float) and typed:
                        page.write_number(line, column, content)
                    elif isinstance(content, dt.date) and typed:
                        page.write_number(line, column, (content - dt.date(1899, 12, 30)).days)
                    elif content != "":
                        page.write_string(line, column, str(content))
    return written.getvalue()


def cell(grid: Grid, row_id: str, heading: str) -> tuple[int, int]:
    """Where the cell of this row under this heading is."""
    column = grid[2].index(heading)
    known = grid[2].index("Id" if "Id" in grid[2] else "Kenmerk")
    return next(line for line, row in enumerate(grid) if row[known] == row_id), column


def filled(cells: Mapping[tuple[str, str], Any], **how: Any) -> bytes:
    """The workbook of every kind with these cells filled in, by row id and heading."""
    written = sheet(**how)
    pages = grids(workbook(written))
    grid = pages["Answers" if written.language == "en" else "Antwoorden"]
    for (row_id, heading), content in cells.items():
        line, column = cell(grid, row_id, heading)
        grid[line][column] = content
    return resaved(pages)


def reading(content: bytes, questionnaire: Questionnaire = SMALL) -> Reading:
    return read(content, questionnaire, TODAY)


def said(result: Reading) -> dict[tuple[str, Part], Any]:
    """What a reading says by question and part; the code of the reason where a cell is refused."""
    return {
        (one.question, one.part): one.reason.code if one.reason else one.value
        for one in result.cells
        if one.value is not None or one.reason
    }


def members(content: bytes) -> dict[str, bytes]:
    """The files inside a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(files: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return packed.getvalue()


def changed(content: bytes, name: str, old: str, new: str) -> bytes:
    """A workbook with one of its files changed."""
    files = members(content)
    body = files[name].decode()
    assert re.search(old, body)
    return archive_of({**files, name: re.sub(old, lambda _: new, body, count=1).encode()})
