"""Failures to HTTP, once: one table says which status and which sentences each gets. No trace ever reaches a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import structlog
from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, SecurityError

from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import BadValue
from vendorrisk.services.failures import NotFound, Refused, Stale
from vendorrisk.services.ports import FileDamaged

log = structlog.get_logger(__name__)

SECRETS: Final = frozenset({"csrf_token", "password", "password_confirm", "new_password", "new_password_confirm"})
"""Fields that are never shown back."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a page says about a failure: what happened, and what to do next. The texts are lazily translated."""

    title: str
    advice: str


EXPLANATIONS: Final[Mapping[int, Explanation]] = {
    400: Explanation(
        _l("That request could not be read"), _l("Go back, check what you entered and try again. Nothing was changed.")
    ),
    401: Explanation(
        _l("You are no longer signed in"),
        _l("This was not saved. Sign in again in another tab, then come back: what you typed is still on this page."),
    ),
    403: Explanation(
        _l("Your role does not include this page"),
        _l("If you need it for your work, ask an administrator to change your role."),
    ),
    404: Explanation(
        _l("This page is not here"),
        _l("It may have been withdrawn, or the link may be incomplete. What is not shared with you looks the same."),
    ),
    405: Explanation(_l("That cannot be done here"), _l("Go back and use the buttons on the page.")),
    409: Explanation(
        _l("This has changed since you opened it"),
        _l("Open the page again to see how it stands now. Nothing was changed."),
    ),
    413: Explanation(
        _l("That is more than we can take at once"),
        _l("Send a smaller file, or several in turn. Nothing of it was kept."),
    ),
    429: Explanation(_l("That was a little fast"), _l("Wait a minute and try again.")),
    500: Explanation(
        _l("Something went wrong on our side"),
        _l("It has been noted, and what you saved before is safe. Try again in a moment."),
    ),
}

FORM_EXPIRED: Final = Explanation(
    _l("This form could not be checked"),
    _l(
        "The form was open while your session ended or began anew, so nothing was changed. Here is what you typed: "
        "copy it, open the page again and send it once more."
    ),
)


DAMAGED: Final = Explanation(
    _l("This file is damaged"),
    _l("What we keep of it is no longer what was sent, so it is not given out. An administrator can restore a backup."),
)


def _typed() -> list[tuple[str, str]]:
    """What the visitor typed into the form that was refused, so that it can be handed back; never a secret."""
    form: MultiDict[str, str] = request.form
    return [(name, value) for name, value in form.items(multi=True) if name not in SECRETS and value.strip()]


def page(
    status: int, *, explanation: Explanation | None = None, reason: str = "", typed: list[tuple[str, str]] | None = None
) -> ResponseReturnValue:
    """The answer for a failure: a page, or a fragment with the same words for a partial update by htmx."""
    template = "errors/fragment.html" if request.headers.get("HX-Request") else "errors/page.html"
    said = explanation or EXPLANATIONS.get(status) or EXPLANATIONS[400 if status < 500 else 500]
    body = render_template(
        template, status=status, said=said, reason=reason, typed=typed or [], request_id=g.get("request_id", "")
    )
    return body, status


def _reason_of(failure: Exception) -> str:
    reason = getattr(failure, "reason", "")
    return reason.to(g.get("language", "en")) if isinstance(reason, Reason) else str(reason)


def _http(failure: HTTPException) -> ResponseReturnValue:
    if failure.response is not None or failure.code is None or failure.code < 400:
        return failure
    return page(failure.code)


def _wrong_host(_: SecurityError) -> ResponseReturnValue:
    # No page: every address on it would begin with the host that was asked for.
    return "This is not the address of the portal.\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _csrf(failure: CSRFError) -> ResponseReturnValue:
    log.info("form refused", why=failure.description, path=request.path)
    return page(400, explanation=FORM_EXPIRED, typed=_typed())


def _damaged(failure: FileDamaged) -> ResponseReturnValue:
    log.error("file damaged", path=request.path, request_id=g.get("request_id"), exc_info=failure)
    return page(500, explanation=DAMAGED)


def _unforeseen(failure: Exception) -> ResponseReturnValue:
    log.error("unforeseen failure", path=request.path, request_id=g.get("request_id"), exc_info=failure)
    # The database may be what failed: the page must not ask it who is reading.
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 - where Flask-Login keeps the person of a request
    return page(500)


STATUSES: Final[Mapping[type[Exception], int]] = {NotFound: 404, Stale: 409, Refused: 409, BadValue: 400}
"""What the use cases raise, and the status each becomes when a view has nothing better to say."""


def init_app(app: Flask) -> None:
    """Answer every failure of `app` with a page of ours."""

    def known(failure: Exception) -> ResponseReturnValue:
        status = next(status for kind, status in STATUSES.items() if isinstance(failure, kind))
        return page(status, reason=_reason_of(failure))

    for kind in STATUSES:
        app.register_error_handler(kind, known)
    app.register_error_handler(FileDamaged, _damaged)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(SecurityError, _wrong_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)
