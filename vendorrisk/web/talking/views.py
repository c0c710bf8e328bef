"""Views of talking: the thread of a question for both sides, and every thread of an assessment for ours."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from vendorrisk.domain.access import Permission
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import talking
from vendorrisk.services.failures import Refused
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.language import current_language
from vendorrisk.web.talking.forms import MessageForm
from vendorrisk.web.work import current_work

blueprint = Blueprint("talking", __name__)


@blueprint.get("/talk/<assessment_id>")
@requires(Permission.SEE_ANSWERS)
def index(assessment_id: str) -> ResponseReturnValue:
    """What was written about an assessment, as far as one sees it; for ours also what can be written about."""
    view = talking.threads(current_work(), current_actor(), assessment_id)
    return render_template("talking/index.html", view=view)


@blueprint.get("/talk/<assessment_id>/<question_id>")
@requires(Permission.SEE_ANSWERS)
def show(assessment_id: str, question_id: str) -> ResponseReturnValue:
    """What was written about one question, with room for more."""
    return _page(assessment_id, question_id, MessageForm(formdata=None))


@blueprint.post("/talk/<assessment_id>/<question_id>")
@requires(Permission.TALK)
def write(assessment_id: str, question_id: str) -> ResponseReturnValue:
    """Write about a question."""
    form = MessageForm()
    try:
        talking.write(current_work(), current_actor(), assessment_id, question_id, form.text.data or "")
    except (BadValue, Refused) as refused:
        form.text.errors = [refused.reason.to(current_language())]
        return _page(assessment_id, question_id, form), 422
    return redirect(url_for("talking.show", assessment_id=assessment_id, question_id=question_id) + "#latest", 303)


def _page(assessment_id: str, question_id: str, form: MessageForm) -> str:
    thread = talking.thread(current_work(), current_actor(), assessment_id, question_id)
    return render_template("talking/show.html", thread=thread, form=form, limit=talking.MESSAGE_LIMIT)
