"""The document of a record as HTML: its own templates, closed to requests, sessions and the rest of the portal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any, Final

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from vendorrisk import pictures
from vendorrisk.domain.record import Opened, Plain
from vendorrisk.domain.wording import PROOFS, RUNGS
from vendorrisk.pdf.asked import answer_lines, text_in
from vendorrisk.pdf.legible import legible
from vendorrisk.pdf.reading import Reading
from vendorrisk.resources import templates_directory, translations_directory

DOCUMENT: Final = "documents/record/document.html"
PRINTOUT: Final = "documents/printout/document.html"
STYLE: Final = "documents/record/document.css"


def compose(record: Opened, language: str) -> str:
    """The HTML of the document of `record` in `language`. Raises KeyError or TypeError when it lacks a member."""
    reading = Reading(record, language)
    return record_environment(reading).get_template(DOCUMENT).render(record=reading)


def record_environment(reading: Reading) -> Environment:
    """What the templates of a record are rendered with: its pictures too, and money in its currency."""
    environment = make_environment(reading.language)
    environment.globals.update(pictures.GLOBALS)
    environment.filters["money"] = reading.money
    return environment


def compose_printout(plain: Plain, language: str) -> str:
    """The HTML of a questionnaire, blank or answered, from its plain JSON (`services.answering.printouts`)."""
    return (
        make_environment(language)
        .get_template(PRINTOUT)
        .render(
            printout=legible(plain),
            language=language,
            answer_lines=answer_lines,
            rungs=RUNGS,
            proof_words=lambda kinds: ", ".join(PROOFS[kind].to(language) for kind in kinds),
        )
    )


def stylesheet() -> str:
    """The stylesheet of the document; its fonts are those that ship with the portal."""
    return (templates_directory() / STYLE).read_text()


def make_environment(language: str) -> Environment:
    """What the templates of a document in `language` are rendered with."""
    environment = Environment(
        loader=FileSystemLoader(templates_directory()),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(_translations(language), newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(_filters(language))
    return environment


def _translations(language: str) -> NullTranslations:
    """The portal's own sentences in `language`; English, which they are written in, where there is no catalogue."""
    return Translations.load(translations_directory(), [language])


def _filters(language: str) -> dict[str, Callable[..., Any]]:
    """How values are written in a document: the words of the web's filters, without a request."""

    def percent(share: Fraction | None) -> str:
        return "–" if share is None else str(round(share * 100))

    def points(hundredths: float) -> str:
        return str(format_decimal(hundredths, format="0.0", locale=language))

    def decimal(written: str, places: int) -> str:
        return str(format_decimal(Decimal(written), format=f"0.{'0' * places}", locale=language))

    def day(date: dt.date | str) -> str:
        known = dt.date.fromisoformat(date) if isinstance(date, str) else date
        return str(format_date(known, "d MMMM yyyy", locale=language))

    def moment(time: dt.datetime | str) -> str:
        known = dt.datetime.fromisoformat(time) if isinstance(time, str) else time
        return str(format_datetime(known.astimezone(dt.UTC), "d MMMM yyyy, HH:mm", locale=language)) + " UTC"

    return {
        "percent": percent,
        "points": points,
        "decimal": decimal,
        "day": day,
        "iso_day": day,
        "moment": moment,
        "text": partial(text_in, language=language),
    }
