"""The form by which anybody brings a record."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField, FileRequired


class RecordForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """A record as PDF or JSON."""

    file = FileField(
        _l("The record"),
        [
            FileRequired(_l("Choose the file of the record.")),
            FileAllowed(["pdf", "json"], _l("Choose the record as PDF or JSON.")),
        ],
        render_kw={"accept": ".pdf,.json"},
    )
