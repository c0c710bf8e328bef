"""Form fields that WTForms has not: several choices as boxes that one ticks."""

from __future__ import annotations

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget


class ChecksField(SelectMultipleField):  # type: ignore[misc] # WTForms is untyped
    """Several of a few choices, each with a box to tick; works without a script and on a phone."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
