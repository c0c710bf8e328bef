"""Forms of the administrator: invite a colleague, change what a person may do."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, Length

from vendorrisk.domain.access import Role
from vendorrisk.web.fields import ChecksField
from vendorrisk.web.language import NAMES
from vendorrisk.web.roles import ROLE_NAMES

STAFF = tuple(role for role in Role if role is not Role.RESPONDENT)
"""The roles that are given to colleagues; a respondent is invited by a request for a vendor."""


class InviteForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """Whom to invite, and what for."""

    name = StringField(_l("Name"), [DataRequired(_l("Enter the name.")), Length(max=120)])
    email = EmailField(
        _l("Email address"),
        [DataRequired(_l("Enter the email address.")), Email(_l("Enter an address like name@company.com."))],
    )
    role = RadioField(
        _l("Role"),
        [DataRequired(_l("Choose a role."))],
        choices=[SelectChoice(role.value, ROLE_NAMES[role]) for role in STAFF],
    )
    language = RadioField(
        _l("Language of the invitation"), choices=[SelectChoice(*name) for name in NAMES.items()], default="en"
    )


class UserForm(FlaskForm):  # type: ignore[misc]
    """What a person may do, and whether they may sign in at all."""

    roles = ChecksField(_l("Roles"), [DataRequired(_l("Choose at least one role."))])
    active = BooleanField(_l("May sign in"))

    def __init__(self, *, outsider: bool, **given: Any) -> None:
        super().__init__(**given)
        offered = (Role.RESPONDENT,) if outsider else STAFF
        self.roles.choices = [SelectChoice(role.value, ROLE_NAMES[role]) for role in offered]
