"""What a questionnaire of 261 questions costs as a workbook, against compressing the very bytes that are in it.

    uv run python -m benchmarks.sheets

All in this run, on one thread. The floor is zlib on the unpacked members of the workbook, which no writer of .xlsx can
go under; reading is set against the same. It fails when either takes longer than its mark, or when what is read is not
what was written.
"""
# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import partial
from itertools import cycle, islice

from benchmarks.scoring import best
from tests.sheets.filling import EVERY_KIND, TODAY, members, said, sheet, shipped
from vendorrisk.domain.questionnaire import Kind, Pack, Question, Questionnaire, Section, Text, merge
from vendorrisk.domain.sheets import Given, Part, Sheet
from vendorrisk.domain.validation import checked_value
from vendorrisk.sheets.reading import read
from vendorrisk.sheets.writing import workbook

QUESTIONS = 261
MARKS = {"write": 1.0, "read": 0.5}
"""Seconds that one may take while somebody waits for it."""

VALUES = {
    Kind.NUMBER: 3,
    Kind.DATE: "2025-03-31",
    Kind.TEXT: "We do so every quarter, and the board reads the report.",
    Kind.COUNTRIES: ["DE", "NL"],
    Kind.STATEMENT: True,
}


def asked() -> Questionnaire:
    """The questions that ship and one of every kind, again and again until there are enough; at most ten tables."""
    rows = [question for question in (*shipped().questions, *EVERY_KIND) if question.kind is not Kind.TABLE]
    tables = [question for question in shipped().questions if question.kind is Kind.TABLE]
    some = [*islice(cycle(tables), 10), *islice(cycle(rows), QUESTIONS - 10)]
    numbered = tuple(replace(question, id=f"{question.id[:20]}-{at}", when=None) for at, question in enumerate(some))
    text = Text("All", "Alles")
    return merge((Pack("all", "1", text, text, (Section("all", text, None, numbered),), "0" * 64),))


def value(question: Question) -> object:
    """Some answer."""
    if question.kind is Kind.CHOICE:
        return question.options[-1].id
    if question.kind is Kind.MULTI:
        return [question.options[0].id]
    if question.kind is Kind.TABLE:
        return [{column.id: "" if column.kind is not Kind.TEXT else "Acme" for column in question.columns}] * 5
    return VALUES[question.kind]


def answered(questionnaire: Questionnaire) -> Sheet:
    given = {
        one.id: Given(1, {Part.ANSWER: checked_value(one, value(one)), Part.COMMENT: "See the report."})
        for one in questionnaire.questions
    }
    return sheet(questionnaire, given)


def measure(name: str, written: Sheet) -> list[str]:
    """What writing and reading `written` take, said beside the floor; the acts that are over their mark."""
    content = workbook(written)
    parts = {f"{part} {key}" for key, one in written.given.items() for part in one.parts}
    if {f"{part} {key}" for key, part in said(read(content, written.questionnaire, TODAY))} != parts:
        raise SystemExit("what is read is not what was written")
    unpacked = b"".join(members(content).values())
    floor = best(partial(zlib.compress, unpacked), 3)
    took = {
        "write": best(partial(workbook, written), 1),
        "read": best(partial(read, content, written.questionnaire, TODAY), 1),
    }
    print(f"{name}: {QUESTIONS} questions, {len(content) / 1024:.0f} kB, unpacked {len(unpacked) / 1024:.0f} kB")
    print(f"  zlib on the same bytes: {floor * 1e3:.1f} ms")
    for act, seconds in took.items():
        print(f"  {act}: {seconds * 1e3:.1f} ms; ratio {seconds / floor:.1f}")
    return [act for act, seconds in took.items() if seconds > MARKS[act]]


def main() -> None:
    questionnaire = asked()
    over = measure("blank", sheet(questionnaire)) + measure("answered", answered(questionnaire))
    if over:
        raise SystemExit(f"over the mark: {', '.join(over)}")


if __name__ == "__main__":
    main()
