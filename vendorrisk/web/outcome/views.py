"""The view of the outcome."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from vendorrisk.domain.access import Permission
from vendorrisk.services import answering
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.work import current_work

blueprint = Blueprint("outcome", __name__)

FIRST: Final = 10
"""Improvements that are shown before the rest is unfolded."""


@blueprint.get("/questionnaires/<assessment_id>/outcome")
@requires(Permission.ANSWER)
def show(assessment_id: str) -> ResponseReturnValue:
    """The decision with its reasons, what must still be done, and what would improve it."""
    view = answering.outcome(current_work(), current_actor(), assessment_id)
    return render_template("outcome/show.html", view=view, first=FIRST)
