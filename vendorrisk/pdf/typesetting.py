"""A record typeset as PDF/A-3b, tagged, its own JSON inside: the same bytes each time, and no way out of the box."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final, NoReturn

import pydyf  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Attachment
from weasyprint.urls import URLFetcher

from vendorrisk.domain.record import opened
from vendorrisk.pdf.composition import compose, compose_printout, stylesheet
from vendorrisk.pdf.reading import made_at
from vendorrisk.pdf.sealing import ATTACHMENT, seal

DESCRIPTION: Final = (
    "The record as canonical JSON: what was asked, answered, scored and decided, with the whole content"
)
ANSWERS: Final = "The answers as canonical JSON; their SHA-256 is the fingerprint on the receipt"


class RecordDamaged(ValueError):
    """The record does not match its own checksums, so no document of it is made."""


class NothingFetched(URLFetcher):  # type: ignore[misc]
    """Refuses every address: a document is made of its record, its templates and its fonts alone."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002 - the signature is WeasyPrint's
        raise ValueError(f"a document fetches nothing, asked for {url[:80]}")


def typeset(body: bytes, language: str) -> bytes:
    """The sealed PDF of the record whose canonical JSON is `body`. Raises RecordDamaged, NotARecord."""
    record = opened(body)
    if record.faults:
        raise RecordDamaged(f"the record is damaged: {record.faults[0].code} {record.faults[0].detail}".rstrip())
    attached = Attached(ATTACHMENT, DESCRIPTION, body, made_at(record.plain))
    return seal(written(compose(record, language), f"{record.digest} {language}", attached))


def typeset_printout(body: bytes, language: str) -> bytes:
    """The PDF of a questionnaire, blank or answered, whose plain JSON is `body`."""
    plain = json.loads(body)
    answers = plain["answers_json"]
    made = dt.datetime.fromisoformat(plain["made_at"])
    attached = Attached("answers.json", ANSWERS, answers.encode(), made) if answers else None
    return written(compose_printout(plain, language), f"{hashlib.sha256(body).hexdigest()} {language}", attached)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a document, as it is named and described there."""

    name: str
    description: str
    body: bytes
    made_at: dt.datetime


def written(html: str, identity: str, attached: Attached | None) -> bytes:
    """The PDF/A-3b of `html`, tagged; the same bytes for the same arguments."""
    fetcher = NothingFetched()
    document: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[CSS(string=stylesheet(), url_fetcher=fetcher)],
        attachments=[_attachment(attached, fetcher)] if attached else None,
        pdf_variant="pdf/a-3b",
        pdf_tags=True,
        pdf_identifier=hashlib.sha256(identity.encode()).hexdigest()[:32].encode(),
        finisher=_drop_empty_resources,
    )
    return document


def _attachment(attached: Attached, fetcher: URLFetcher) -> Attachment:
    return Attachment(
        string=attached.body,
        url_fetcher=fetcher,
        name=attached.name,
        description=attached.description,
        created=attached.made_at,
        modified=attached.made_at,
        relationship="Source",
    )


def _drop_empty_resources(_document: object, pdf: Any) -> None:
    """Empty pattern and shading dictionaries say nothing, and PDF/A validators take them for an unknown construct."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary):
            for name in ("Pattern", "Shading"):
                if name in thing and not thing[name]:
                    del thing[name]
