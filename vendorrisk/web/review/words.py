"""The words of the reviewer's pages that come from values: rungs of assurance, dates due, margins."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.wording import RUNGS
from vendorrisk.web.language import current_language


def rung(assurance: Assurance | str) -> str:
    """A rung of assurance, as it stands inside a sentence."""
    return RUNGS[Assurance(assurance)].to(current_language())


def due_words(due_on: dt.date, today: dt.date) -> str:
    """How far off a date is: `3 days late`, `today`, `in 4 days`."""
    days = (due_on - today).days
    if days < 0:
        return str(ngettext("one day late", "%(num)d days late", -days))
    if days == 0:
        return str(_("today"))
    return str(ngettext("tomorrow", "in %(num)d days", days))


def margin_words(points: float) -> str:
    """How far a share is from the approve line, in hundredths."""
    whole = round(abs(points))
    if whole == 0:
        return str(_("on the approve line"))
    if points > 0:
        return str(ngettext("one point above the approve line", "%(num)d points above the approve line", whole))
    return str(ngettext("one point under the approve line", "%(num)d points under the approve line", whole))


def weekday(date: dt.date) -> str:
    """A date with its day of the week: `Friday 27 November`."""
    return str(format_date(date, "EEEE d MMMM"))


def init_blueprint(blueprint: Blueprint) -> None:
    """Let every template use these words; macros see only what the whole app sees."""
    for word in (due_words, margin_words, rung):
        blueprint.add_app_template_global(word)
    blueprint.add_app_template_filter(weekday)
