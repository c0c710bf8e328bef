"""Forms about one's own account. Flask-Security's forms keep their checks and get our words."""

from __future__ import annotations

from typing import Any

import flask_security
from flask_babel import lazy_gettext as _l
from flask_security.forms import valid_user_email
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, EqualTo, Length, ValidationError

from vendorrisk.services.passwords import LONGEST, weakness
from vendorrisk.web.accounts.passwords import SENTENCES

NEW_PASSWORD = {"autocomplete": "new-password"}


class ForwardForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """Who at the vendor is the right person."""

    name = StringField(_l("Their name"), [DataRequired(_l("Enter their name.")), Length(max=120)])
    email = EmailField(
        _l("Their email address"),
        [DataRequired(_l("Enter their email address.")), Email(_l("Enter a whole email address.")), Length(max=254)],
    )


class DeclineForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """Why the vendor will not answer."""

    reason = TextAreaField(
        _l("Why you will not answer"),
        [DataRequired(_l("Say why, in a few words.")), Length(max=2000)],
        render_kw={"rows": 3},
    )


class SignInForm(flask_security.LoginForm):
    """Address and password; no `next`, as where one was going is kept by name in the session."""

    email = EmailField(
        _l("Email address"), [DataRequired(_l("Enter your email address."))], render_kw={"autocomplete": "username"}
    )
    password = PasswordField(
        _l("Password"),
        [DataRequired(_l("Enter your password."))],
        render_kw={"autocomplete": "current-password"},
    )
    remember = None

    def validate_next(self, field: HiddenField) -> None:
        """Forget an address that came with the form: it is never followed, so it need not be refused."""
        field.data = ""


class ForgotPasswordForm(flask_security.ForgotPasswordForm):
    """Where the link to choose a new password goes."""

    email = EmailField(
        _l("Email address"),
        # Not Flask-Security's own checks: they would ask the name servers of the world about the address.
        [DataRequired(_l("Enter your email address.")), valid_user_email],
        render_kw={"autocomplete": "username"},
    )


class ResetPasswordForm(flask_security.ResetPasswordForm):
    """A new password, twice."""

    password = PasswordField(_l("New password"), [DataRequired(_l("Choose a password."))], render_kw=NEW_PASSWORD)
    password_confirm = PasswordField(
        _l("New password again"),
        [
            DataRequired(_l("Enter the new password again.")),
            EqualTo("password", _l("The two passwords are not the same.")),
        ],
        render_kw=NEW_PASSWORD,
    )


class ChangePasswordForm(flask_security.ChangePasswordForm):
    """The present password, and the new one twice."""

    password = PasswordField(_l("Present password"), render_kw={"autocomplete": "current-password"})
    new_password = PasswordField(_l("New password"), [DataRequired(_l("Choose a password."))], render_kw=NEW_PASSWORD)
    new_password_confirm = PasswordField(
        _l("New password again"),
        [
            DataRequired(_l("Enter the new password again.")),
            EqualTo("new_password", _l("The two passwords are not the same.")),
        ],
        render_kw=NEW_PASSWORD,
    )


class InvitationForm(FlaskForm):  # type: ignore[misc]
    """What an invited person says to make the account."""

    name = StringField(
        _l("Your name"), [DataRequired(_l("Enter your name.")), Length(max=120)], render_kw={"autocomplete": "name"}
    )
    password = PasswordField(
        _l("Choose a password"),
        [DataRequired(_l("Choose a password."))],
        render_kw=NEW_PASSWORD | {"maxlength": LONGEST},
    )

    def __init__(self, email: str, **given: Any) -> None:
        super().__init__(**given)
        self._email = email

    def validate_password(self, field: PasswordField) -> None:
        found = weakness(field.data or "", self.name.data or "", self._email)
        if found is not None:
            raise ValidationError(SENTENCES[found])


class JoinForm(FlaskForm):  # type: ignore[misc]
    """Nothing but the consent to join: for somebody who has an account and is signed in."""
