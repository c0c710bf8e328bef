"""The form with which a vendor shows what was done about a condition."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from vendorrisk.domain.fulfilment import Act
from vendorrisk.domain.validation import REMARK_LIMIT
from vendorrisk.domain.wording import PROOFS
from vendorrisk.services.conditions import Done
from vendorrisk.services.proof_checks import ProofInput
from vendorrisk.web.language import current_language


class ShowForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """What was done, and a document if there is one."""

    note = TextAreaField(
        _l("What was done?"), [DataRequired(_l("Say what was done.")), Length(max=REMARK_LIMIT)], render_kw={"rows": 3}
    )
    file = FileField(_l("A document that shows it"))
    kind = SelectField(_l("What is it?"))

    def __init__(self, **given: object) -> None:
        super().__init__(**given)
        self.kind.choices = [(name, text.to(current_language())) for name, text in PROOFS.items()]

    @property
    def done(self) -> Done:
        """What the vendor shows."""
        sent = self.file.data
        if not (sent and sent.filename):
            return Done(Act.SHOW, self.note.data)
        stream = cast("BinaryIO", sent.stream)
        return Done(Act.SHOW, self.note.data, ProofInput(name=sent.filename, kind=self.kind.data, stream=stream))
