"""How the values inside a sentence are said, in each language: money, shares, months, tiers, rungs, lists.

The core says its own reasons, because a sealed record carries them in every language for as long as it is kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Protocol, runtime_checkable

from vendorrisk.domain.answers import Assurance, Value
from vendorrisk.domain.questionnaire import LANGUAGES, Kind, Question, Text, Tier

AGREEMENT: Final = Text("agreed", "akkoord")

SYMBOLS: Final = {"EUR": "€", "GBP": "£", "USD": "$"}

MONTHS: Final = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "nl": (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
}

TIERS: Final = {
    Tier.LOW: Text("low", "laag"),
    Tier.MODERATE: Text("moderate", "gemiddeld"),
    Tier.HIGH: Text("high", "hoog"),
    Tier.CRITICAL: Text("critical", "kritiek"),
}

SEVERITIES: Final[Mapping[str, Text]] = {
    "low": Text("low", "laag"),
    "medium": Text("medium", "middel"),
    "high": Text("high", "hoog"),
}

RUNGS: Final = {
    Assurance.CLAIMED: Text("claimed", "gesteld"),
    Assurance.COMMITTED: Text("committed in the contract", "contractueel toegezegd"),
    Assurance.DOCUMENTED: Text("documented", "gedocumenteerd"),
    Assurance.VALIDATED: Text("validated", "gevalideerd"),
    Assurance.TESTED: Text("tested", "getest"),
}

PROOFS: Final = {
    "soc2-type1": Text("SOC 2 type I report", "SOC 2 type I-rapport"),
    "soc2-type2": Text("SOC 2 type II report", "SOC 2 type II-rapport"),
    "iso27001-certificate": Text("ISO 27001 certificate", "ISO 27001-certificaat"),
    "pentest-report": Text("penetration test report", "rapport van een penetratietest"),
    "pentest-letter": Text("letter of the penetration tester", "verklaring van de penetratietester"),
    "policy": Text("policy", "beleidsdocument"),
    "procedure": Text("procedure", "procedure"),
    "configuration-export": Text("configuration export", "export van de configuratie"),
    "audit-report": Text("audit report", "auditrapport"),
    "contract": Text("contract", "contract"),
    "certificate": Text("certificate", "certificaat"),
    "test-report": Text("test report", "testrapport"),
    "training-record": Text("training record", "trainingsregistratie"),
    "register": Text("register", "register"),
    "screenshot": Text("screenshot", "schermafdruk"),
    "tls-scan": Text("TLS scan", "TLS-scan"),
    "insurance-policy": Text("insurance policy", "verzekeringspolis"),
    "other": Text("other proof", "ander bewijs"),
}
"""The kinds of proof that there are, as they are said inside a sentence."""


@runtime_checkable
class Sayable(Protocol):
    """What says itself: texts, money, months, and reasons inside reasons."""

    def to(self, language: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of `currency` (ISO 4217), said in whole units."""

    amount: float
    currency: str

    def to(self, language: str) -> str:
        figures = f"{round(self.amount):,}"
        separated = figures.replace(",", ".") if language == "nl" else figures
        return f"{SYMBOLS.get(self.currency, self.currency)} {separated}"


@dataclass(frozen=True, slots=True)
class Month:
    """A date of which only month and year matter."""

    date: dt.date

    def to(self, language: str) -> str:
        return f"{MONTHS[language][self.date.month - 1]} {self.date.year}"


@dataclass(frozen=True, slots=True)
class Either:
    """Things of which one is enough."""

    items: tuple[Text, ...]

    def to(self, language: str) -> str:
        return _joined([item.to(language) for item in self.items], {"en": " or ", "nl": " of "}[language])


def rounded(value: Fraction, places: int = 1) -> Decimal:
    """`value` rounded half to even at `places` decimals: the one rounding, made where a figure is shown."""
    return Decimal(round(value * 10**places)).scaleb(-places)


def said(value: object, language: str) -> str:
    """`value` as a reader of `language` says it inside a sentence."""
    for kind, saying in _SAYINGS.items():
        if isinstance(value, kind):
            return saying(value, language)
    return str(value)


def _decimal(value: Decimal, language: str) -> str:
    return str(value).replace(".", ",") if language == "nl" else str(value)


def _points(value: Fraction, language: str) -> str:
    """A share in hundredths, with one decimal."""
    return _decimal(rounded(value * 100), language)


def _day(value: dt.date, language: str) -> str:
    return f"{value.day} {Month(value).to(language)}"


def _list(value: Sequence[object], language: str) -> str:
    return _joined([said(item, language) for item in value], {"en": " and ", "nl": " en "}[language])


def _joined(items: Sequence[str], last: str) -> str:
    return last.join((", ".join(items[:-1]), items[-1])) if len(items) > 1 else "".join(items)


_SAYINGS: Final[Mapping[type, Callable[[Any, str], str]]] = {
    Tier: lambda value, language: TIERS[value].to(language),
    Assurance: lambda value, language: RUNGS[value].to(language),
    # Sayable as well; but a protocol takes long to be held against, and a text is what is said most often.
    Text: lambda value, language: str(value.to(language)),
    Sayable: lambda value, language: str(value.to(language)),
    Fraction: _points,
    Decimal: _decimal,
    dt.date: _day,
    tuple: _list,
}


def written(question: Question, value: Value) -> Text:
    """An answer to `question` in words: the labels of its options, the date, the number with its unit, the text."""
    return Text(*(_written(question, value, language) for language in LANGUAGES))


def _written(question: Question, value: Value, language: str) -> str:
    labels = {option.id: option.label.to(language) for option in question.options}
    match value:
        case tuple():
            rows = [
                ", ".join(filter(None, one.values())) if isinstance(one, Mapping) else labels.get(one, one)
                for one in value
            ]
            return "; ".join(rows)
        case bool() | int() if question.unit:
            return f"{value} {question.unit.to(language)}"
        case str() if question.kind is Kind.STATEMENT:
            return AGREEMENT.to(language)
    return labels.get(str(value), said(value, language))
