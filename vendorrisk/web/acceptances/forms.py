"""The forms with which a risk lead accepts a risk, and takes that back."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from vendorrisk.domain.validation import REMARK_LIMIT
from vendorrisk.services.acceptances import Acceptable, AcceptanceInput
from vendorrisk.web.fields import ChecksField
from vendorrisk.web.language import current_language

USUAL: Final = dt.timedelta(days=182)
"""Half a year: what the date begins as."""


class AcceptForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """Which knock-outs, why, and until when."""

    questions = ChecksField(_l("Which knock-outs?"), [DataRequired(_l("Choose at least one."))])
    reason = TextAreaField(
        _l("Why can we live with it?"),
        [DataRequired(_l("Say why.")), Length(max=REMARK_LIMIT, message=_l("Use fewer words."))],
        render_kw={"rows": 4},
    )
    until = DateField(_l("Until when?"), [InputRequired(_l("Enter the last day on which the risk is accepted."))])

    def __init__(self, view: Acceptable, today: dt.date, **given: Any) -> None:
        barring = [line.question for line in view.lines]
        super().__init__(data={"until": today + USUAL}, **given)
        self.questions.choices = [(question.id, question.ask.to(current_language())) for question in barring]

    @property
    def given(self) -> AcceptanceInput:
        """What the risk lead takes on."""
        return AcceptanceInput(tuple(self.questions.data), self.reason.data, self.until.data)


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """Why the risk is accepted no longer."""

    reason = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Say why.")), Length(max=REMARK_LIMIT, message=_l("Use fewer words."))],
        render_kw={"rows": 3},
    )
