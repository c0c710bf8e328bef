"""What every answer carries and every request must satisfy: headers, cookies, CSRF, sizes, hosts, proxies."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, current_app, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from vendorrisk.settings import Settings

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    # Bootstrap draws its arrows and ticks with data: images.
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: Flask-WTF refuses forms over https that come without a referrer.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

YEAR: Final = 365 * 24 * 3600
FORM_MEMORY: Final = 2 * 1024 * 1024
FORM_PARTS: Final = 2000


def configuration(settings: Settings) -> dict[str, Any]:
    """The Flask configuration that keeps a session and a form safe under these settings."""
    return {
        "SECRET_KEY": settings.secret_key,
        "MAX_CONTENT_LENGTH": settings.max_upload_bytes,
        "MAX_FORM_MEMORY_SIZE": FORM_MEMORY,
        "MAX_FORM_PARTS": FORM_PARTS,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or None,
        "PREFERRED_URL_SCHEME": "https" if settings.https else "http",
        # The __Host- prefix makes browsers refuse the cookie from any other host or path, but only exists over https.
        "SESSION_COOKIE_NAME": "__Host-session" if settings.https else "session",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": dt.timedelta(hours=settings.session_hours),
        # The hours count from signing in, whatever one does since.
        "SESSION_REFRESH_EACH_REQUEST": False,
        # A form may stand open as long as the session; a vendor thinks for hours about one page.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": settings.https,
    }


FILES: Final = frozenset({"static", "offline.worker", "health.live", "health.ready"})
"""Endpoints that answer everybody alike, and so leave the session alone."""


class PageSessions(SecureCookieSessionInterface):
    """Sessions for pages alone.

    A static file that varied by cookie would be kept by no browser; and the worker's script, which a browser fetches
    when it likes, would put back the session from before a sign-in, and so sign its person out again.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint not in FILES:
            super().save_session(app, session, response)


def _digest(path: Path) -> str:
    """What a static file holds, in short; empty when there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""


_digest_kept = cache(_digest)


def _stamp(endpoint: str, values: dict[str, Any]) -> None:
    """Add the hash of its content to the address of a static file, so that it can be kept for a year."""
    if endpoint != "static" or "v" in values:
        return
    # Files change with the version of the portal, thus with the process; only who develops it changes them in between.
    digest = _digest if current_app.debug else _digest_kept
    values["v"] = digest(Path(current_app.static_folder or "") / str(values["filename"])) or None


def _identify() -> None:
    g.request_id = secrets.token_hex(8)


def _finish(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={2 * YEAR}; includeSubDomains"
    kept = request.endpoint == "static" and response.status_code < 400
    stamped = kept and "v" in request.args
    cache_control = f"public, max-age={YEAR}, immutable" if stamped else "no-cache" if kept else "no-store"
    response.headers["Cache-Control"] = cache_control
    return response


def init_app(app: Flask, settings: Settings) -> None:
    """Guard `app` according to `settings`."""
    app.config.update(configuration(settings))
    app.session_interface = PageSessions()
    app.before_request(_identify)
    app.after_request(_finish)
    app.url_defaults(_stamp)
    CSRFProtect(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign] # how Flask wants middleware
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
