"""The forms of delegating: what is asked of whom, and what comes back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Optional

from vendorrisk.services.delegating import MESSAGE_LIMIT


class DelegateForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """Which part goes to whom; `part` is a section, or a section and a question."""

    part = SelectField(_l("What"))
    name = StringField(_l("Their name"), [DataRequired(_l("Enter their name.")), Length(max=120)])
    email = EmailField(
        _l("Their email address"),
        [DataRequired(_l("Enter their email address.")), Email(_l("Enter a whole email address.")), Length(max=254)],
    )
    message = TextAreaField(_l("A few words to them"), [Optional(), Length(max=MESSAGE_LIMIT)], render_kw={"rows": 3})


class DoneForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """What a colleague says when giving a part back."""

    note = TextAreaField(_l("Anything to say about it?"), [Optional(), Length(max=MESSAGE_LIMIT)])
