"""The form by which a vendor stands for the answers; the answers themselves are read in `reading`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length


class SubmitForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """Who submits, and that the answers are true."""

    name = StringField(
        _l("Your name"), [DataRequired(_l("Enter your name.")), Length(max=120)], render_kw={"autocomplete": "name"}
    )
    title = StringField(
        _l("Your position"),
        [DataRequired(_l("Enter your position.")), Length(max=120)],
        render_kw={"autocomplete": "organization-title"},
    )
    statement = BooleanField(
        _l("These answers are complete and true to the best of my knowledge, and I may give them for this company."),
        [DataRequired(_l("Confirm this before you submit."))],
    )
