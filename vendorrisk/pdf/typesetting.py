"""A record typeset as PDF/A-3b, tagged, its own JSON inside: the same bytes each time, and no way out of the box."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, Final, NoReturn

import pydyf  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Attachment
from weasyprint.urls import URLFetcher

from vendorrisk.domain.record import opened
from vendorrisk.pdf.composition import compose, stylesheet
from vendorrisk.pdf.reading import made_at
from vendorrisk.pdf.sealing import ATTACHMENT, seal

DESCRIPTION: Final = (
    "The record as canonical JSON: what was asked, answered, scored and decided, with the whole content"
)


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
    moment = made_at(record.plain)
    fetcher = NothingFetched()
    html = HTML(string=compose(record, language), url_fetcher=fetcher)
    document = html.write_pdf(
        stylesheets=[CSS(string=stylesheet(), url_fetcher=fetcher)],
        attachments=[_attachment(body, moment, fetcher)],
        pdf_variant="pdf/a-3b",
        pdf_tags=True,
        pdf_identifier=hashlib.sha256(f"{record.digest} {language}".encode()).hexdigest()[:32].encode(),
        finisher=_drop_empty_resources,
    )
    return seal(document)


def _attachment(body: bytes, moment: dt.datetime, fetcher: URLFetcher) -> Attachment:
    return Attachment(
        string=body,
        url_fetcher=fetcher,
        name=ATTACHMENT,
        description=DESCRIPTION,
        created=moment,
        modified=moment,
        relationship="Source",
    )


def _drop_empty_resources(_document: object, pdf: Any) -> None:
    """Empty pattern and shading dictionaries say nothing, and PDF/A validators take them for an unknown construct."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary):
            for name in ("Pattern", "Shading"):
                if name in thing and not thing[name]:
                    del thing[name]
