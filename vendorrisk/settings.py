"""Settings: one table of name, default and help, read once from the environment into a frozen value."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ENVIRONMENTS: Final = ("development", "production")
SECRET_LENGTH: Final = 32
"""Characters of a secret key: 32 of them carry at least 128 bits even as hex."""
SECRET_VARIETY: Final = 10
"""Different characters in a secret key that was made by chance; one of 32 hex digits has about 14."""


class SettingsIncomplete(Exception):
    """The portal refuses to start; `reasons` says all that is wrong, not just the first."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("The portal cannot start:\n" + "\n".join(f"  - {reason}" for reason in reasons))
        self.reasons = tuple(reasons)


def _flag(text: str) -> bool:
    if text.lower() not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
        raise ValueError("say 1 or 0")
    return text.lower() in {"1", "true", "yes", "on"}


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise ValueError("say a whole number of at least 1")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit():
        raise ValueError("say a whole number")
    return int(text)


def _environment(text: str) -> str:
    if text not in ENVIRONMENTS:
        raise ValueError(f"say one of: {', '.join(ENVIRONMENTS)}")
    return text


def _web_address(text: str) -> str:
    address = urlsplit(text)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ValueError("say a web address such as https://vendors.example.com")
    return text.rstrip("/")


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("say a time zone such as Europe/Amsterdam") from None
    return text


def _database(text: str) -> str:
    if urlsplit(text).scheme not in {"sqlite", "postgresql", "postgres"}:
        raise ValueError("say postgresql://user:password@host/name or sqlite:///path")
    return text


def _mail_server(text: str) -> str:
    if not text.startswith("smtp://") or not urlsplit(text).hostname:
        raise ValueError("say smtp://user:password@host:port?tls=starttls")
    return text


def _setting(
    variable: str,
    default: Any,
    text: str,
    parse: Callable[[str], Any] = str,
    *,
    shown: str | None = None,
    secret: bool = False,
) -> Any:
    """A field of Settings: its environment variable, default, help, how it is read, and how the default is shown.

    What is `secret`, or may have a password in it, is left out when settings are printed.
    """
    described = {"variable": variable, "help": text, "parse": parse, "shown": shown}
    return field(default=default, metadata=described, repr=not secret)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this portal is set up. Made by `read`; a test may make one directly."""

    environment: str = _setting(
        "VENDORRISK_ENVIRONMENT",
        "development",
        "`production` refuses to start with anything unsafe or missing; `development` fills in what is missing.",
        _environment,
    )
    debug: bool = _setting("VENDORRISK_DEBUG", False, "Show tracebacks in pages. Never in production.", _flag)
    base_url: str = _setting(
        "VENDORRISK_BASE_URL",
        "http://127.0.0.1:8000",
        "Where readers find the portal; every link in a mail begins with it. Production wants https.",
        _web_address,
    )
    secret_key: str = _setting(
        "VENDORRISK_SECRET_KEY",
        "",
        f"Signs sessions and invitation links; at least {SECRET_LENGTH} random characters. Changing it ends both.",
        shown="made once in the data folder, in development",
        secret=True,
    )
    data_directory: Path = _setting(  # noqa: RUF009 - it makes a dataclass field
        "VENDORRISK_DATA",
        Path("var"),
        "The folder of the SQLite database, the files, the queue, and in development the secret and recorded mails.",
        Path,
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "",
        "`postgresql://user:password@host/name`, or `sqlite:///path`.",
        _database,
        shown="SQLite in the data folder",
        secret=True,
    )
    store: str = _setting(
        "VENDORRISK_STORE",
        "",
        "Where proofs and PDFs are kept: a folder, or `s3://bucket/prefix` with the usual `AWS_…` variables.",
        shown="`files` in the data folder",
    )
    file_keys: Path = _setting(  # noqa: RUF009 - it makes a dataclass field
        "VENDORRISK_FILE_KEYS",
        Path(),
        "The file of the keys that proofs and PDFs are encrypted with. Keep a copy of it apart from every backup: "
        "without it none of them can be read.",
        Path,
        shown="`file-keys` in the data folder, made at the first start",
    )
    seal_key: Path = _setting(  # noqa: RUF009 - it makes a dataclass field
        "VENDORRISK_SEAL_KEY",
        Path(),
        "The file of the key that seals records. Who has it can make records that look genuine.",
        Path,
        shown="`seal-key` in the data folder, made at the first start",
    )
    time_stamps: str = _setting(
        "VENDORRISK_TIME_STAMPS",
        "",
        "The address of a time stamping service (RFC 3161) that confirms when a record was sealed.",
        _web_address,
        shown="none: the portal's own clock",
    )
    smtp: str = _setting(
        "VENDORRISK_SMTP",
        "",
        "The mail server: `smtp://user:password@host:port?tls=starttls`; `tls` is `starttls`, `implicit` or `none`.",
        _mail_server,
        shown="mails are written to `mail` in the data folder, in development",
        secret=True,
    )
    mail_from: str = _setting(
        "VENDORRISK_MAIL_FROM",
        "Vendor risk portal <no-reply@localhost>",
        "The sender of every mail.",
    )
    max_upload_bytes: int = _setting(
        "VENDORRISK_MAX_UPLOAD_BYTES",
        25 * 1024 * 1024,
        "The largest request, and so the largest proof, taken.",
        _positive,
    )
    session_hours: int = _setting(
        "VENDORRISK_SESSION_HOURS", 12, "How long one stays signed in, whatever one does.", _positive
    )
    invitation_days: int = _setting(
        "VENDORRISK_INVITATION_DAYS", 30, "How long the link of an invitation can be used.", _positive
    )
    trusted_hosts: tuple[str, ...] = _setting(
        "VENDORRISK_TRUSTED_HOSTS",
        (),
        "Host names that requests may ask for, by spaces; any other is refused.",
        _words,
        shown="the host of the base URL",
    )
    proxies: int = _setting(
        "VENDORRISK_PROXIES",
        0,
        "How many proxies of yours stand in front; their `X-Forwarded-…` headers are believed, no others.",
        _count,
    )
    time_zone: str = _setting("VENDORRISK_TIME_ZONE", "Europe/Amsterdam", "In which times are shown.", _zone)
    lease_seconds: int = _setting(
        "VENDORRISK_LEASE_SECONDS",
        180,
        "How long a worker may take for one mail or document before another takes it over.",
        _positive,
    )

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that `environment` (by default the process's own) gives, complete and safe to start with.

    In development what is missing is filled in under the data folder. Raises SettingsIncomplete with every reason.
    """
    given: dict[str, Any] = {}
    reasons: list[str] = []
    for setting in fields(Settings):
        text = environment.get(setting.metadata["variable"], "").strip()
        if not text:
            continue
        try:
            given[setting.name] = setting.metadata["parse"](text)
        except ValueError as failure:
            reasons.append(f"{setting.metadata['variable']}: {failure}")
    wanted = Settings(**given)
    unread = {reason.partition(":")[0] for reason in reasons}
    unsafe = _unsafe(wanted) if wanted.production else []
    # One sentence a variable: what could not be read is not also missing.
    reasons += [reason for reason in unsafe if reason.partition(":")[0] not in unread]
    if reasons:
        raise SettingsIncomplete(reasons)
    return _completed(wanted)


def _unsafe(settings: Settings) -> list[str]:
    """Why these settings must not serve real people."""
    random = len(settings.secret_key) >= SECRET_LENGTH and len(set(settings.secret_key)) >= SECRET_VARIETY
    checks = {
        f"VENDORRISK_SECRET_KEY: set at least {SECRET_LENGTH} random characters": not random,
        "VENDORRISK_BASE_URL: set the https address of the portal": not settings.https,
        "VENDORRISK_DEBUG: must be off, its pages show the code": settings.debug,
        "VENDORRISK_SMTP: set the mail server; without it no invitation arrives": not settings.smtp,
        "VENDORRISK_MAIL_FROM: set the sender of mails": settings.mail_from.endswith("@localhost>"),
    }
    return [reason for reason, wrong in checks.items() if wrong]


def _completed(settings: Settings) -> Settings:
    """`settings` with what follows from others filled in: places in the data folder, the host, the secret."""
    folder = settings.data_directory.resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    host = urlsplit(settings.base_url).hostname or ""
    return replace(
        settings,
        data_directory=folder,
        database_url=settings.database_url or f"sqlite:///{folder / 'portal.db'}",
        store=settings.store or str(folder / "files"),
        file_keys=folder / "file-keys" if settings.file_keys == Path() else settings.file_keys,
        seal_key=folder / "seal-key" if settings.seal_key == Path() else settings.seal_key,
        trusted_hosts=settings.trusted_hosts or ((host,) if settings.production else (host, "localhost", "127.0.0.1")),
        secret_key=settings.secret_key or _kept_secret(folder / "secret-key"),
    )


def _kept_secret(path: Path) -> str:
    """The secret of a development portal: made once, readable by its owner alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            raise SettingsIncomplete([f"{path}: others can read this secret-key; `chmod 600` it"]) from None
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(SECRET_LENGTH)
        file.write(secret)
    return secret


def describe() -> str:
    """The table of settings as Markdown; docs/configuration.md holds it word for word."""
    lines = ["| variable | default | what it is |", "|---|---|---|"]
    for setting in fields(Settings):
        shown = setting.metadata["shown"] or _shown(setting.default)
        lines.append(f"| `{setting.metadata['variable']}` | {shown} | {setting.metadata['help']} |")
    return "\n".join(lines)


def _shown(default: Any) -> str:
    return "off" if default is False else f"`{default}`"
