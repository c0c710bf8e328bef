"""Mail leaves over a real SMTP server, with TLS and without, or lands in a folder."""

import datetime as dt
import email
import smtplib
import ssl
from collections.abc import Iterator
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.mail.letters import letter
from tests.postgresql import free_port
from vendorrisk.mail import Composer, MailFolder, Smtp, open_transport

# aiosmtpd warns of what these tests are about: a password over a connection without TLS of its own making.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

MESSAGE = Composer("Vendor risk <risk@example.com>", "https://vendors.example.com").compose(letter("reminder"))


class Inbox:
    """What the server took."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - the signature is aiosmtpd's
        self.taken.append(envelope)
        return "250 taken"


def certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, in one PEM file."""
    import ipaddress

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "server.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + pem)
    return path


def check_login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any) -> AuthResult:
    known = isinstance(given, LoginPassword) and given == LoginPassword(b"portal", b"p@ss:word")
    return AuthResult(success=known, handled=False)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture(params=["none", "starttls", "implicit"])
def server(
    request: pytest.FixtureRequest, inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A real server that wants a password; gives its address as the setting has it."""
    pem = certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    how: dict[str, dict[str, Any]] = {
        "none": {"auth_require_tls": False},
        "starttls": {"tls_context": tls, "require_starttls": True},
        "implicit": {"ssl_context": tls, "auth_require_tls": False},
    }
    options = how[request.param] | {"authenticator": check_login, "auth_required": True}
    controller = Controller(inbox, "127.0.0.1", free_port(), **options)
    controller.start()
    yield f"smtp://portal:p%40ss%3Aword@127.0.0.1:{controller.port}?tls={request.param}"
    controller.stop()


def test_a_mail_arrives_whole_over_a_real_server(server: str, inbox: Inbox) -> None:
    open_transport(server, Path("unused")).send(MESSAGE)
    taken = inbox.taken[0]
    assert (taken.mail_from, taken.rcpt_tos) == ("risk@example.com", ["vera@vendor.example"])
    arrived = email.message_from_bytes(taken.content, policy=default)  # type: ignore[arg-type]
    assert arrived["Message-ID"] == MESSAGE["Message-ID"]
    assert [part.get_content_type() for part in arrived.iter_parts()] == ["text/plain", "text/html"]


def test_a_wrong_password_is_an_error(server: str, inbox: Inbox) -> None:
    with pytest.raises(smtplib.SMTPAuthenticationError):
        Smtp.at(server.replace("p%40ss", "wrong")).send(MESSAGE)
    assert inbox.taken == []


def test_a_server_whose_certificate_is_not_known_gets_nothing(
    inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate(tmp_path))
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    controller = Controller(inbox, "127.0.0.1", free_port(), tls_context=tls)
    controller.start()
    try:
        with pytest.raises(ssl.SSLCertVerificationError):
            Smtp.at(f"smtp://127.0.0.1:{controller.port}").send(MESSAGE)
    finally:
        controller.stop()
    assert inbox.taken == []


def test_a_server_that_is_away_is_an_error() -> None:
    with pytest.raises(OSError, match="refused"):
        Smtp.at(f"smtp://127.0.0.1:{free_port()}?tls=none").send(MESSAGE)


@pytest.mark.parametrize("address", ["mail.example.com", "http://mail", "smtp://", "smtp://mail?tls=perhaps"])
def test_an_address_that_is_no_mail_server_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="a mail server is written"):
        Smtp.at(address)


def test_without_a_server_mails_land_in_a_folder_once_each(tmp_path: Path) -> None:
    transport = open_transport("", tmp_path / "mail")
    assert isinstance(transport, MailFolder)
    transport.send(MESSAGE)
    transport.send(MESSAGE)
    (path,) = (tmp_path / "mail").iterdir()
    assert path.name == f"{'0' * 31}1.eml"
    assert email.message_from_bytes(path.read_bytes(), policy=default)["Subject"] == MESSAGE["Subject"]
