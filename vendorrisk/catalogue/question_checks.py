"""What is wrong with a question that no single value of it can tell: options, bands, regions, knock-outs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final, TypeAlias

from vendorrisk.catalogue.problems import Findings, Place
from vendorrisk.catalogue.shapes import AskedShape, BandShape, QuestionShape
from vendorrisk.domain.credits import best_credit
from vendorrisk.domain.questionnaire import Band, Kind, Option, Question, Region

Found: TypeAlias = Iterator[tuple[Place, str]]
"""Where inside the question, and what to write instead."""

OWN_KEYS: Final = {
    "options": {Kind.CHOICE, Kind.MULTI},
    "bands": {Kind.NUMBER, Kind.DATE},
    "regions": {Kind.COUNTRIES},
    "columns": {Kind.TABLE},
    "unit": {Kind.NUMBER},
    "minimum": {Kind.NUMBER},
    "maximum": {Kind.NUMBER},
}
"""The keys that only some kinds of question have."""


def check_question(question: Question, asked: AskedShape, place: Place, found: Findings) -> None:
    """Notes what is wrong inside one question, written as `asked` at `place`."""
    for inside, what in (problem for check in _CHECKS for problem in check(question, asked)):
        found.add((*place, *inside), what)


def _keys(question: Question, asked: AskedShape) -> Found:
    for key, kinds in OWN_KEYS.items():
        if question.kind not in kinds and getattr(asked, key, None):
            yield (key,), f"a {question.kind} question has no “{key}”; leave it out"


def _options(question: Question, asked: AskedShape) -> Found:  # noqa: ARG001 - every check takes both
    if question.kind not in OWN_KEYS["options"]:
        return
    if len(question.options) < 2:
        yield ("options",), "write at least two options"
    for index, option_id in _repeated(option.id for option in question.options):
        yield ("options", index, "id"), f"there is an option “{option_id}” already; choose another id"
    if question.options and question.options[0].effort is not None and question.kind is Kind.CHOICE:
        yield ("options", 0, "effort"), "the first option takes no effort; leave it out"
    for index, option in enumerate(question.options):
        if option.exclusive and question.kind is not Kind.MULTI:
            yield ("options", index, "exclusive"), "only an option of a multi question is exclusive; leave it out"


def _credits(question: Question, asked: AskedShape) -> Found:  # noqa: ARG001
    if question.kind is Kind.CHOICE:
        for index, (before, after) in enumerate(pairwise(question.options), 1):
            if after.credit < before.credit:
                what = f"credits do not fall from one option to the next; write {before.credit} or more, or move it up"
                yield ("options", index, "credit"), what
    if question.scored and best_credit(question) == 0:
        yield (), "no answer to this question earns any credit; give its best answer 100, or weight 0"


def _bands(question: Question, asked: AskedShape) -> Found:
    if isinstance(asked, QuestionShape) and question.kind in OWN_KEYS["bands"]:
        check = _number_bands if question.kind is Kind.NUMBER else _date_bands
        yield from check(asked)


def _number_bands(asked: QuestionShape) -> Found:
    for index, band in enumerate(asked.bands):
        if band.at_least is None or band.within is not None:
            yield ("bands", index), "a band of a number is {at_least: …, credit: …}"
            return
    if asked.bands and asked.minimum is None:
        yield ("bands",), "numbers under the first band earn nothing; write a minimum equal to its at_least"
    elif asked.bands and asked.bands[0].at_least != asked.minimum:
        what = f"there is a gap under this band; start at the minimum: at_least: {asked.minimum}"
        yield ("bands", 0, "at_least"), what
    yield from _rising(asked.bands, "at_least")
    for index, band in enumerate(asked.bands):
        if asked.maximum is not None and (band.at_least or 0) > asked.maximum:
            yield (
                ("bands", index, "at_least"),
                f"no number reaches this band; write {asked.maximum} or less, the maximum",
            )


def _date_bands(asked: QuestionShape) -> Found:
    for index, band in enumerate(asked.bands):
        if band.at_least is not None:
            yield ("bands", index), "a band of a date is {within: …, credit: …}"
            return
        if band.within is None and index < len(asked.bands) - 1:
            yield ("bands", index), "only the last band holds for everything older; write within: and the months"
            return
    if asked.bands and asked.bands[-1].within is not None:
        yield ("bands", len(asked.bands) - 1), "there is a gap after this band; end with {credit: …} for older dates"
    yield from _rising([band for band in asked.bands if band.within is not None], "within")


def _rising(bands: list[BandShape], key: str) -> Found:
    for index, (before, after) in enumerate(pairwise(bands), 1):
        if getattr(after, key) <= getattr(before, key):
            yield ("bands", index, key), f"bands rise; write more than {getattr(before, key)}"


def _regions(question: Question, asked: AskedShape) -> Found:  # noqa: ARG001
    for index, region in enumerate(question.regions):
        last = index == len(question.regions) - 1
        if last and region.group is not None:
            yield ("regions", index), "there is a gap after this region; end with {credit: …} for anywhere else"
        if not last and region.group is None:
            yield ("regions", index), "only the last region holds for anywhere else; write its group"


def _scored(question: Question, asked: AskedShape) -> Found:  # noqa: ARG001
    if not question.scored:
        return
    if question.acts_on is None:
        yield (), "a question with a weight acts on frequency or loss; write acts_on: frequency or acts_on: loss"
    for key in ("bands", "regions"):
        if question.kind in OWN_KEYS[key] and not getattr(question, key):
            yield (), f"a scored {question.kind} question wants {key}"


def _knock_out(question: Question, asked: AskedShape) -> Found:  # noqa: ARG001
    rule = question.knock_out
    if rule and best_credit(question) < rule.below:
        what = f"no answer can meet this; its best credit is {best_credit(question)}, so write that or less"
        yield ("knock_out", "below"), what
    written: list[Option | Band | Region] = [*question.options, *question.bands, *question.regions]
    worths = [one.credit for one in written]
    if rule and worths and min(worths) >= rule.below:
        what = f"no answer can fail this; its worst credit is {min(worths)}, so write more, or leave the knock-out out"
        yield ("knock_out", "below"), what


def _bounds(question: Question, asked: AskedShape) -> Found:  # noqa: ARG001
    if question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
        yield ("maximum",), f"write {question.minimum} or more, the minimum"
    if question.kind is Kind.TABLE and not question.columns:
        yield (), "a table wants columns"
    for index, column_id in _repeated(column.id for column in question.columns):
        yield ("columns", index, "id"), f"there is a column “{column_id}” already; choose another id"


def _repeated(ids: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            yield index, one
        seen.add(one)


_CHECKS: Final[tuple[Callable[[Question, AskedShape], Found], ...]] = (
    _keys,
    _options,
    _credits,
    _bands,
    _regions,
    _scored,
    _knock_out,
    _bounds,
)
