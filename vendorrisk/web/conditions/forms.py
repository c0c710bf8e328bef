"""The form with which a risk lead settles a condition."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, TextAreaField
from wtforms.validators import AnyOf, Length, Optional

from vendorrisk.domain.fulfilment import BY_VENDOR, Act
from vendorrisk.domain.validation import REMARK_LIMIT
from vendorrisk.services.conditions import Done


class SettleForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """What is done, why, and the new date."""

    act = HiddenField(validators=[AnyOf([act.value for act in Act if act not in BY_VENDOR])])
    note = TextAreaField(_l("Why"), [Optional(), Length(max=REMARK_LIMIT)], render_kw={"rows": 3})
    due_on = DateField(_l("The new date"), [Optional()])

    @property
    def done(self) -> Done:
        """What the risk lead does."""
        return Done(Act(self.act.data), self.note.data or "", due_on=self.due_on.data)
