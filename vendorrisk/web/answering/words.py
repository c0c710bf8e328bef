"""The words of the vendor's pages that come from tables: months, rungs of assurance, kinds of proof, times of day."""

from __future__ import annotations

import datetime as dt
from typing import Final

from flask import Blueprint, request
from flask_babel import format_time, get_locale
from flask_babel import lazy_gettext as _l

from vendorrisk.countries import countries
from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.wording import PROOFS
from vendorrisk.persistence.models import ProofFile
from vendorrisk.services.casework import today
from vendorrisk.web.answering.entries import Entry
from vendorrisk.web.answering.telling import answered_with
from vendorrisk.web.countries import country_name
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_portal, current_work

ASSURANCES: Final = {
    Assurance.CLAIMED: (_l("We say so"), _l("A statement without proof.")),
    Assurance.COMMITTED: (_l("We put it in the contract"), _l("You may hold us to it.")),
    Assurance.DOCUMENTED: (_l("A document shows it"), _l("Such as a policy, a configuration or a report of our own.")),
    Assurance.VALIDATED: (
        _l("An independent party looked at it"),
        _l("They judged the design, such as in a SOC 2 type I report or a certificate."),
    ),
    Assurance.TESTED: (
        _l("An independent party tested it"),
        _l("They tested that it works, such as in a SOC 2 type II report or a penetration test."),
    ),
}
"""The rungs of assurance as a vendor would say them, each with what it means."""


def assurance_choices() -> list[tuple[str, str, str]]:
    """Every rung as (value, name, meaning), from the lowest."""
    return [(rung.value, str(name), str(meaning)) for rung, (name, meaning) in ASSURANCES.items()]


def assurance_word(value: str) -> str:
    """The name of one rung."""
    return str(ASSURANCES[Assurance(value)][0])


def months() -> list[tuple[int, str]]:
    """The months as (number, name)."""
    return list(get_locale().months["stand-alone"]["wide"].items())


def proof_kind(value: str) -> str:
    """A kind of proof, as it stands at the beginning of a line."""
    said = PROOFS[value].to(current_language()) if value in PROOFS else value
    return said[:1].upper() + said[1:]


def proof_kinds(values: tuple[str, ...]) -> str:
    """Several kinds of proof, as they stand inside a sentence."""
    return ", ".join(PROOFS[value].to(current_language()) for value in values if value in PROOFS)


def all_countries() -> tuple[tuple[str, str], ...]:
    """Every country as (code, name), in the order of the names."""
    return countries(current_language())


def usable(entry: Entry) -> list[tuple[ProofFile, bool]]:
    """The files that can be used again for a question, each with whether it has expired."""
    day, kept = today(current_work()), {file.sha256 for file in entry.proofs}
    return [(file, bool(file.expires and file.expires < day)) for file in entry.known if file.sha256 not in kept]


def replacing(entry: Entry) -> str:
    """The id of the proof that is about to be replaced: as typed, or else as one asked by its button."""
    question, _slash, proof = request.args.get("replace", "").partition("/")
    wanted = entry.proof.replaces or (proof if question == entry.question.id else "")
    return wanted if any(wanted == file.id for file in entry.proofs) else ""


def upload_megabytes() -> int:
    """The largest file that is taken."""
    return current_portal().settings.max_upload_bytes // 1024**2


def clock(time: dt.datetime) -> str:
    """A time of day in the portal's time zone, `10:42`."""
    return str(format_time(time, "HH:mm"))


def init_blueprint(blueprint: Blueprint) -> None:
    """Let every template use these words; macros see only what the whole app sees."""
    for word in (
        all_countries,
        answered_with,
        assurance_choices,
        assurance_word,
        months,
        proof_kind,
        proof_kinds,
        replacing,
        upload_megabytes,
        usable,
    ):
        blueprint.add_app_template_global(word)
    blueprint.add_app_template_filter(clock)
    blueprint.add_app_template_filter(country_name, "country")
