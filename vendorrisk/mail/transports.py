"""How a mail leaves: over SMTP with TLS and timeouts, or into a folder where a developer can open it."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from vendorrisk.services.ports import MailTransport

TIMEOUT: Final = 20.0
"""Seconds that a mail server may take for one answer."""

Connect: TypeAlias = Callable[[str, int], smtplib.SMTP]


def _plain(host: str, port: int) -> smtplib.SMTP:
    return smtplib.SMTP(host, port, timeout=TIMEOUT)


def _starttls(host: str, port: int) -> smtplib.SMTP:
    server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    server.starttls(context=ssl.create_default_context())
    return server


def _implicit(host: str, port: int) -> smtplib.SMTP:
    return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=ssl.create_default_context())


SECURITY: Final[Mapping[str, tuple[Connect, int]]] = {
    "starttls": (_starttls, 587),
    "implicit": (_implicit, 465),
    "none": (_plain, 25),
}
"""How to connect for each `tls=` of the address, and the port when it names none (RFC 8314, RFC 6409)."""


def open_transport(smtp: str, folder: Path) -> MailTransport:
    """The transport for the setting `smtp`; without one, mails are written to `folder`."""
    return Smtp.at(smtp) if smtp else MailFolder(folder)


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. Each message gets a connection of its own: mails are few, and a kept one may be dead."""

    host: str
    port: int
    connect: Connect
    user: str = ""
    password: str = ""

    @classmethod
    def at(cls, address: str) -> Smtp:
        """The server at `smtp://user:password@host:port?tls=starttls|implicit|none`. Raises ValueError for another."""
        url: SplitResult = urlsplit(address)
        tls = parse_qs(url.query).get("tls", ["starttls"])[0]
        if url.scheme != "smtp" or not url.hostname or tls not in SECURITY:
            raise ValueError("a mail server is written smtp://user:password@host:port?tls=starttls")
        connect, port = SECURITY[tls]
        return cls(url.hostname, url.port or port, connect, unquote(url.username or ""), unquote(url.password or ""))

    def send(self, message: EmailMessage) -> None:
        """Hand `message` to the server. Raises OSError or smtplib.SMTPException when it was not accepted."""
        with self.connect(self.host, self.port) as server:
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)


class MailFolder:
    """Writes each mail as `<its id>.eml`; one that is sent again takes its own place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write `message` whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = re.sub(r"[^\w.-]", "", str(message["Message-ID"]).partition("@")[0])
        draft = self._folder / f".{name}"
        draft.write_bytes(message.as_bytes())
        draft.replace(self._folder / f"{name}.eml")
