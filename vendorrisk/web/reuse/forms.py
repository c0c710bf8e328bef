"""The forms by which a vendor brings what it has."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileField, FileRequired
from wtforms import TextAreaField
from wtforms.validators import Optional


class StatementForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """A security statement: its text, or its file."""

    text = TextAreaField(_l("The text of your security statement"), [Optional()], render_kw={"rows": 8})
    document = FileField(
        _l("Or its file"),
        [
            Optional(),
            FileAllowed(
                ["txt", "md", "docx", "pdf"], _l("Choose a PDF, Word (.docx) or text file, or paste the text.")
            ),
        ],
        render_kw={"accept": ".txt,.md,.docx,.pdf"},
    )


class WorkbookForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """The workbook, filled in."""

    workbook = FileField(
        _l("The workbook, filled in"),
        [
            FileRequired(_l("Choose the workbook that you filled in.")),
            FileAllowed(["xlsx"], _l("Choose an Excel workbook (.xlsx).")),
        ],
        render_kw={"accept": ".xlsx"},
    )
