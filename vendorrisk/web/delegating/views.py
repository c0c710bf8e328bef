"""Views of delegating: who holds what, asking a colleague, reminding, taking back; and the colleague's "I am done"."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vendorrisk.domain.access import Permission
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import delegating
from vendorrisk.services.answering import Delegated
from vendorrisk.services.delegating import DelegationInput, Sharing
from vendorrisk.services.failures import Refused
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.delegating.forms import DelegateForm, DoneForm
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_work

blueprint = Blueprint("delegating", __name__)

TITLE_LENGTH = 90
"""Letters of a question in a list of choices."""


@blueprint.get("/questionnaires/<assessment_id>/delegations")
@requires(Permission.ANSWER)
def index(assessment_id: str) -> ResponseReturnValue:
    """Who holds what of a questionnaire, and how far they are."""
    view = delegating.sharing(current_work(), current_actor(), assessment_id)
    return render_template("delegating/index.html", view=view, assessment=view.assessment)


@blueprint.route("/questionnaires/<assessment_id>/delegate", methods=["GET", "POST"])
@requires(Permission.ANSWER)
def new(assessment_id: str) -> ResponseReturnValue:
    """Ask a colleague to answer a section, or the question that one came from."""
    view = delegating.sharing(current_work(), current_actor(), assessment_id)
    if not view.editable:
        return redirect(url_for("delegating.index", assessment_id=assessment_id), 303)
    wanted = request.values.get("part", "")
    form = DelegateForm(part=wanted)
    form.part.choices = _parts(view, wanted)
    if form.validate_on_submit() and _delegated(form, assessment_id):
        return redirect(url_for("delegating.index", assessment_id=assessment_id), 303)
    held = next((one for one in view.delegations if _name(one) == form.part.data), None)
    page = render_template("delegating/new.html", form=form, assessment=view.assessment, held=held)
    return page, 422 if form.errors else 200


@blueprint.post("/questionnaires/<assessment_id>/delegations/<delegation_id>/take-back")
@requires(Permission.ANSWER)
def take_back(assessment_id: str, delegation_id: str) -> ResponseReturnValue:
    """End what a colleague holds."""
    delegating.take_back(current_work(), current_actor(), assessment_id, delegation_id)
    flash(_("It is yours again. Your colleague no longer sees it; every answer stays."), "good")
    return redirect(url_for("delegating.index", assessment_id=assessment_id), 303)


@blueprint.post("/questionnaires/<assessment_id>/delegations/<delegation_id>/remind")
@requires(Permission.ANSWER)
def remind(assessment_id: str, delegation_id: str) -> ResponseReturnValue:
    """Remind a colleague."""
    _said(
        lambda: delegating.remind(current_work(), current_actor(), assessment_id, delegation_id),
        _("A reminder is on its way."),
    )
    return redirect(url_for("delegating.index", assessment_id=assessment_id), 303)


@blueprint.post("/questionnaires/<assessment_id>/delegations/<delegation_id>/done")
@requires(Permission.ANSWER)
def done(assessment_id: str, delegation_id: str) -> ResponseReturnValue:
    """Give a part back to who asked for it."""
    note = DoneForm().note.data or ""
    _said(
        lambda: delegating.finish(current_work(), current_actor(), assessment_id, delegation_id, note),
        _("Thank you. Your colleague hears that you are done."),
    )
    return redirect(url_for("answering.show", assessment_id=assessment_id), 303)


def _said(act: Callable[[], None], thanks: str) -> None:
    """Do it and say so, or say why not."""
    try:
        act()
    except (BadValue, Refused) as refusal:
        flash(refusal.reason.to(current_language()), "bad")
    else:
        flash(thanks, "good")


def _delegated(form: DelegateForm, assessment_id: str) -> bool:
    section, _slash, question = form.part.data.partition("/")
    given = DelegationInput(
        section=section,
        question=question,
        name=form.name.data,
        email=form.email.data,
        message=form.message.data or "",
    )
    try:
        delegating.delegate(current_work(), current_actor(), assessment_id, given)
    except (BadValue, Refused) as refusal:
        form.form_errors.append(refusal.reason.to(current_language()))
        return False
    flash(_("%(name)s gets a mail, and sees this part alone.", name=form.name.data.strip()), "good")
    return True


def _parts(view: Sharing, wanted: str) -> list[tuple[str, str]]:
    """What can be given away: each section, and first the one question that was pointed at."""
    language, (section_id, _slash, question_id) = current_language(), wanted.partition("/")
    sections = [row.section for row in view.sections]
    asked = [one for part in sections if part.id == section_id for one in part.questions if one.id == question_id]
    single = [(wanted, _("Only: %(question)s", question=_short(one.ask.to(language)))) for one in asked]
    return single + [(part.id, part.title.to(language)) for part in sections]


def _short(text: str) -> str:
    return text if len(text) <= TITLE_LENGTH else text[: TITLE_LENGTH - 1].rstrip() + "…"


def _name(one: Delegated) -> str:
    """A part as the form names it."""
    return f"{one.section.id}/{one.question.id}" if one.question else one.section.id
