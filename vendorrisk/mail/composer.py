"""Makes a mail of a template and values: subject, text and HTML in the reader's language, no Flask needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, parseaddr
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context

from vendorrisk.resources import templates_directory, translations_directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail to be: `id` is its outbox row's, `message` its folder under templates/emails, `values` what it shows.

    `unsubscribe` is the link by which its reader stops such mails; empty for a mail that always goes.
    """

    id: str
    message: str
    to: str
    language: str
    values: Mapping[str, Any]
    written_at: dt.datetime
    unsubscribe: str = ""


class _Whole(UnstructuredHeader, BaseHeader):
    """A header that is one word, such as a link: folded as a text it would be encoded, which no mail program reads."""

    def fold(self, *, policy: Policy[Any]) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("List-Unsubscribe", _Whole)
_POLICY = SMTP.clone(header_factory=_HEADERS)


class Composer:
    """Composes letters from `sender`, of the portal at `base_url`."""

    def __init__(self, sender: str, base_url: str) -> None:
        name, address = parseaddr(sender)
        self._sender = Address(name, addr_spec=address)
        self._host = urlsplit(base_url).hostname or "localhost"

    def compose(self, letter: Letter) -> EmailMessage:
        """The finished message of `letter`. Composed again it has the same Message-ID, so a retry can be recognised.

        Raises ValueError for an address that is none, and jinja2.UndefinedError when the template lacks a value.
        """
        message = EmailMessage(policy=_POLICY)
        message["From"] = self._sender
        message["To"] = Address(addr_spec=letter.to)
        # A name with a line break must not become a header of its own.
        message["Subject"] = " ".join(_rendered(letter, "subject.txt").split())
        message["Date"] = format_datetime(letter.written_at)
        message["Message-ID"] = f"<{letter.id}@{self._host}>"
        message["Content-Language"] = letter.language
        # RFC 3834: no automatic answer is wanted to an automatic mail.
        message["Auto-Submitted"] = "auto-generated"
        if letter.unsubscribe:
            # RFC 8058: a mail program may stop these mails with one request, which needs no page and no session.
            message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(_rendered(letter, "body.txt").strip() + "\n", cte="quoted-printable")
        message.add_alternative(_rendered(letter, "body.html"), subtype="html", cte="quoted-printable")
        return message


def _rendered(letter: Letter, part: str) -> str:
    template = _environment(letter.language).get_template(f"{letter.message}/{part}")
    return template.render(letter.values, language=letter.language, unsubscribe=letter.unsubscribe)


@cache
def _environment(language: str) -> Environment:
    """The templates of mails, speaking `language`; a missing value is an error, not a gap in a sentence."""
    environment = Environment(
        loader=FileSystemLoader(templates_directory() / "emails"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    translations: NullTranslations = Translations.load(translations_directory(), [language])
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    environment.filters["day"] = _day
    return environment


@pass_context
def _day(context: Context, day: dt.date) -> str:
    return format_date(day, "long", locale=context["language"])
