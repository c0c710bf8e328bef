"""The worksheet of a question that wants rows, as it came back: known by the id above its headings, or by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vendorrisk.domain.questionnaire import LANGUAGES, Column, Kind, Question, Questionnaire
from vendorrisk.sheets.cells import folded, text_of
from vendorrisk.sheets.pages import Page, Spot
from vendorrisk.sheets.rows import tab

ABOVE: Final = 20
"""Rows in which the id and the headings are looked for."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a table that say something: cells by the id of their column. `missing` is a column that is gone."""

    question: Question
    place: str
    lines: Sequence[Mapping[str, Spot]]
    missing: Column | None = None


def read_lines(page: Page, questionnaire: Questionnaire) -> Lines | None:
    """What stands on `page`, if it is the worksheet of a question that wants rows."""
    tables = [question for question in questionnaire.questions if question.kind is Kind.TABLE]
    told = {folded(text_of(content)) for row in page.grid[:ABOVE] for content in row[:1]} | {folded(page.name)}
    by_id = (one for one in tables if told & {folded(one.id), folded(tab(one))})
    by_ask = (one for one in tables if told & {folded(one.ask.to(language)) for language in LANGUAGES})
    question = next(by_id, None) or next(by_ask, None)
    return _lines(page, question) if question else None


def _lines(page: Page, question: Question) -> Lines:
    head, columns = _head(page, question)
    missing = next((column for column in question.columns if column.id not in columns), None)
    lines = [
        {name: page.spot(line, column) for name, column in columns.items()} for line in range(head + 1, len(page.grid))
    ]
    filled = [line for line in lines if any(spot.filled for spot in line.values())]
    return Lines(question, f"{page.name}!A{head + 2}", filled, missing)


def _head(page: Page, question: Question) -> tuple[int, dict[str, int]]:
    """The row with the headings, which is the one with most of them, and the column of each."""
    labels = {folded(column.label.to(one)): column.id for column in question.columns for one in LANGUAGES}
    found: list[dict[str, int]] = []
    for row in page.grid[:ABOVE]:
        columns: dict[str, int] = {}
        for at, content in enumerate(row):
            if name := labels.get(folded(text_of(content))):
                columns.setdefault(name, at)
        found.append(columns)
    if not found:
        return -1, {}
    head = max(range(len(found)), key=lambda line: len(found[line]))
    return head, found[head]
