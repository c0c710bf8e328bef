"""Flask-Security, set up for this portal: its views, our words; its signals, our trail."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, cast

from flask import Flask, Response, request, session, url_for
from flask_babel import lazy_gettext as _l
from flask_login import user_logged_out
from flask_security import (
    Security,
    SQLAlchemySessionUserDatastore,
    password_changed,
    password_reset,
    user_authenticated,
    user_failed_authn,
)
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, scoped_session
from werkzeug.local import LocalProxy

from vendorrisk.domain.events import EventKind
from vendorrisk.persistence.models import Role, User
from vendorrisk.services import accounts, trail
from vendorrisk.settings import Settings
from vendorrisk.web.accounts.forms import ChangePasswordForm, ForgotPasswordForm, ResetPasswordForm, SignInForm
from vendorrisk.web.accounts.mail import OutboxMail
from vendorrisk.web.accounts.passwords import PasswordRules
from vendorrisk.web.language import KEY as LANGUAGE_KEY
from vendorrisk.web.work import current_work

RESET_WITHIN: Final = dt.timedelta(hours=1)

SECURITY: Final = {
    "LOGIN_URL": "/sign-in",
    "LOGOUT_URL": "/sign-out",
    "RESET_URL": "/reset",
    "CHANGE_URL": "/change-password",
    "LOGIN_USER_TEMPLATE": "security/login_user.html",
    "LOGOUT_USER_TEMPLATE": "security/logout_user.html",
    "FORGOT_PASSWORD_TEMPLATE": "security/forgot_password.html",
    "RESET_PASSWORD_TEMPLATE": "security/reset_password.html",
    "CHANGE_PASSWORD_TEMPLATE": "security/change_password.html",
    "POST_LOGIN_VIEW": "home.index",
    "POST_LOGOUT_VIEW": "home.index",
    "POST_CHANGE_VIEW": "home.index",
    "LOGOUT_METHODS": ["POST"],
    "LOGOUT_CSRF": True,
    # No page asks for the password a second time yet.
    "FRESHNESS": dt.timedelta(-1),
    "RECOVERABLE": True,
    "CHANGEABLE": True,
    "RESET_PASSWORD_WITHIN": RESET_WITHIN,
    # The same answer for an address that is known and one that is not.
    "RETURN_GENERIC_RESPONSES": True,
    # One salted argon2id hash of the password as typed, so that any argon2 library can check it.
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": {"argon2"},
    "PASSWORD_NORMALIZE_FORM": None,
    "EMAIL_PLAINTEXT": False,
    "EMAIL_HTML": False,
    "STATIC_FOLDER": None,
    "MSG_GENERIC_AUTHN_FAILED": (
        _l("This address and password do not belong together. Check both, or choose a new password."),
        "bad",
    ),
    "MSG_PASSWORD_RESET_REQUEST": (
        _l("If we know this address, a link to choose a new password is on its way."),
        "good",
    ),
    "MSG_PASSWORD_RESET_EXPIRED": (_l("That link has run out. Ask for a new one."), "bad"),
    "MSG_INVALID_RESET_PASSWORD_TOKEN": (_l("That link does not work any more. Ask for a new one."), "bad"),
    "MSG_PASSWORD_RESET_NO_LOGIN": (_l("Your password is changed. Sign in with the new one."), "good"),
    "MSG_PASSWORD_CHANGE": (_l("Your password is changed."), "good"),
    "MSG_INVALID_PASSWORD": (_l("That is not your present password."), "bad"),
    "MSG_PASSWORD_NOT_PROVIDED": (_l("Enter your present password."), "bad"),
    "MSG_PASSWORD_IS_THE_SAME": (_l("The new password is the present one. Choose another."), "bad"),
    "MSG_DISABLED_ACCOUNT": (_l("This account may not sign in. Ask an administrator."), "bad"),
}


def _session() -> Session:
    return current_work().session


def _note(user: User, kind: EventKind) -> None:
    work = current_work()
    trail.note(work, accounts.actor_of(user), kind, user.id)
    work.commit()


def _signed_in(_: Flask, user: User, **__: Any) -> None:
    session.permanent = True
    session.pop(LANGUAGE_KEY, None)
    user.last_login_at = current_work().now()
    _note(user, EventKind.USER_SIGNED_IN)


def _signed_out(_: Flask, user: User, **__: Any) -> None:
    # The session is a signed cookie: a copy of it must not outlive signing out, so every session of the person ends.
    datastore().set_uniquifier(user)
    _note(user, EventKind.USER_SIGNED_OUT)


def _failed(_: Flask, user: User, **__: Any) -> None:
    _note(user, EventKind.USER_SIGN_IN_FAILED)


def _password_changed(_: Flask, user: User, **__: Any) -> None:
    _note(user, EventKind.USER_PASSWORD_CHANGED)


def _go_home(response: Response) -> Response:
    """Send who signed in or out to the front door, which knows where they were going: `next` is never followed."""
    if request.endpoint in {"security.login", "security.logout"} and response.location:
        response.location = url_for("home.index")
    return response


class Accounts(SQLAlchemySessionUserDatastore):
    """Flask-Security's view of the accounts; the query of every request, for whose session it is, is made once."""

    def find_user(self, case_insensitive: bool = False, **wanted: Any) -> User | None:
        if wanted.keys() != {"fs_uniquifier"}:
            return cast("User | None", super().find_user(case_insensitive, **wanted))
        return _session().scalars(BY_SESSION, wanted).unique().one_or_none()


BY_SESSION: Final = select(User).where(User.fs_uniquifier == bindparam("fs_uniquifier")).options(joinedload(User.roles))


def datastore() -> Accounts:
    """Flask-Security's view of the accounts, on the session of the request."""
    return Accounts(cast("scoped_session[Session]", LocalProxy(_session)), User, Role)


def init_app(app: Flask, settings: Settings) -> None:
    """Let people sign in to `app`."""
    app.config.update({f"SECURITY_{name}": value for name, value in SECURITY.items()})
    app.config["SECURITY_PASSWORD_SALT"] = settings.secret_key
    app.after_request(_go_home)
    security = Security(
        app,
        datastore(),
        mail_util_cls=OutboxMail,
        password_util_cls=PasswordRules,
        login_form=SignInForm,
        forgot_password_form=ForgotPasswordForm,
        reset_password_form=ResetPasswordForm,
        change_password_form=ChangePasswordForm,
    )
    # Else each stylesheet would look up who asks for it.
    security.principal.skip_static = True
    for signal, receiver in (
        (user_authenticated, _signed_in),
        (user_logged_out, _signed_out),
        (user_failed_authn, _failed),
        (password_changed, _password_changed),
        (password_reset, _password_changed),
    ):
        signal.connect(receiver, app)
