"""Sentences say their values in the reader's language; canonical JSON says them in one way only."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest

from vendorrisk.domain.ages import calendar_months, months_after, older_than
from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.canonical import canonical_json, digest, plain
from vendorrisk.domain.questionnaire import Text, Tier
from vendorrisk.domain.reasons import SENTENCES, Reason
from vendorrisk.domain.wording import Either, Money, Month, rounded, said

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("value", "english", "dutch"),
    [
        (Money(1234567.4, "EUR"), "€ 1,234,567", "€ 1.234.567"),
        (Money(40000, "CHF"), "CHF 40,000", "CHF 40.000"),
        (Fraction(583, 1000), "58.3", "58,3"),
        (Month(dt.date(2023, 7, 31)), "July 2023", "juli 2023"),
        (dt.date(2026, 11, 23), "23 November 2026", "23 november 2026"),
        (Tier.HIGH, "high", "hoog"),
        (Assurance.TESTED, "tested", "getest"),
        (("ORG-03", "CLD-03", "CLD-04"), "ORG-03, CLD-03 and CLD-04", "ORG-03, CLD-03 en CLD-04"),
        (Either((Text("a", "b"), Text("c", "d"))), "a or c", "b of d"),
        (7, "7", "7"),
    ],
)
def test_a_value_is_said_in_each_language(value: object, english: str, dutch: str) -> None:
    assert (said(value, "en"), said(value, "nl")) == (english, dutch)


def test_a_share_is_rounded_once_and_half_to_even() -> None:
    assert [str(rounded(Fraction(value, 1000) * 100)) for value in (583, 584)] == ["58.3", "58.4"]
    assert [str(rounded(Fraction(value, 100))) for value in (25, 35, 5)] == ["0.2", "0.4", "0.0"]


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_of_a_sentence_speak_of_the_same_values(code: str) -> None:
    fields = [
        {name for _, name, _, _ in Formatter().parse(words) if name}
        for words in (SENTENCES[code].en, SENTENCES[code].nl)
    ]
    assert fields[0] == fields[1]
    assert SENTENCES[code].en.strip()
    assert SENTENCES[code].nl.strip()


def test_every_reason_that_the_portal_gives_has_a_sentence() -> None:
    source = "".join(path.read_text() for path in (ROOT / "vendorrisk").rglob("*.py"))
    given = set(re.findall(r"\bReason\(\s*\"([a-z_.]+)\"", source))
    assert given
    assert given <= set(SENTENCES)


def test_an_unknown_language_is_answered_in_english() -> None:
    assert Reason("bad.text").to("fr") == "Enter a text."


def test_canonical_json_has_one_spelling() -> None:
    value = {"b": Fraction(1, 3), "a": dt.date(2026, 11, 23), "c": {Tier.LOW: (True, None)}, "é": frozenset({2, 1})}
    assert canonical_json(value) == '{"a":"2026-11-23","b":"1/3","c":{"low":[true,null]},"é":[1,2]}'.encode()
    assert digest(value) == digest(dict(reversed(list(value.items()))))


def test_a_float_has_no_canonical_form() -> None:
    with pytest.raises(TypeError):
        plain({"share": 0.1})


def test_months_are_counted_as_people_do() -> None:
    assert months_after(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert months_after(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)
    assert months_after(dt.date(2026, 3, 31), -1) == dt.date(2026, 2, 28)
    assert months_after(dt.date(9999, 12, 1), 1) == dt.date.max
    assert older_than(dt.date(2025, 11, 22), 12, dt.date(2026, 11, 23))
    assert not older_than(dt.date(2025, 11, 23), 12, dt.date(2026, 11, 23))
    assert calendar_months(dt.date(2023, 7, 31), dt.date(2026, 11, 23)) == 40
