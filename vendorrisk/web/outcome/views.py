"""The view of the outcome."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vendorrisk.domain.access import Permission
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import answering, conditions
from vendorrisk.services.failures import Refused
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.language import current_language
from vendorrisk.web.outcome.forms import ShowForm
from vendorrisk.web.work import current_work

blueprint = Blueprint("outcome", __name__)

FIRST: Final = 10
"""Improvements that are shown before the rest is unfolded."""


@blueprint.get("/questionnaires/<assessment_id>/outcome")
@requires(Permission.ANSWER)
def show(assessment_id: str) -> ResponseReturnValue:
    """The decision with its reasons, what must still be done, and what would improve it."""
    return _page(assessment_id)


@blueprint.post("/questionnaires/<assessment_id>/conditions/<condition_id>")
@requires(Permission.ANSWER)
def show_condition(assessment_id: str, condition_id: str) -> ResponseReturnValue:
    """Say what was done about a condition, with a document that shows it."""
    conditions.condition(current_work(), current_actor(), condition_id, of=assessment_id)
    form = ShowForm()
    if form.validate_on_submit():
        try:
            conditions.act(current_work(), current_actor(), condition_id, form.done)
        except (Refused, BadValue) as refused:
            form.form_errors.append(refused.reason.to(current_language()))
        else:
            flash(_("Shown. The risk team looks at it, and you hear from them by mail."), "good")
            here = url_for("outcome.show", assessment_id=assessment_id)
            return redirect(f"{here}#condition-{condition_id}", 303)
    return _page(assessment_id, condition_id, form), 422


def _page(assessment_id: str, typed: str = "", form: ShowForm | None = None) -> str:
    work, actor = current_work(), current_actor()
    view = answering.outcome(work, actor, assessment_id)
    views = conditions.of_assessment(work, actor, view.assessment)
    names = [one.condition.id for one in views]
    forms = {name: form if form and name == typed else ShowForm(formdata=None, prefix="") for name in names}
    return render_template("outcome/show.html", view=view, conditions=views, forms=forms, form=form, first=FIRST)
