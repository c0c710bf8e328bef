"""Forms of talking: a message, and which mails one wants."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, TextAreaField

from vendorrisk.services.talking import MESSAGE_LIMIT


class MessageForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """What one writes; whether it is a message, the use case says."""

    text = TextAreaField(_l("Your message"), render_kw={"rows": 5, "maxlength": MESSAGE_LIMIT})


class MailsForm(FlaskForm):  # type: ignore[misc]
    """Whether one wants mails that ask nothing of one."""

    news = BooleanField(_l("Send me news by mail"))
