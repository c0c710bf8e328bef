"""Views of procurement: from the request to the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from vendorrisk.domain.access import Permission
from vendorrisk.domain.lifecycle import Holder, State
from vendorrisk.domain.reassessment import Cause
from vendorrisk.services import intake, reassessing
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused
from vendorrisk.services.intake import EngagementView
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.intake.forms import AgainForm, ContactForm, FilterForm, RequestForm, WithdrawForm, request_form
from vendorrisk.web.intake.story import steps
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_work

blueprint = Blueprint("intake", __name__)


@blueprint.get("/requests")
@requires(Permission.FOLLOW_ENGAGEMENT)
def index() -> ResponseReturnValue:
    """Every request that one may follow: who holds it since when, and where it stands."""
    work, actor = current_work(), current_actor()
    form = FilterForm(request.args)
    stage = State(form.stage.data) if form.validate() and form.stage.data else None
    search = (form.search.data or "").strip()
    page = intake.engagements(work, actor, search=search, stage=stage, page=request.args.get("page", 1, int))
    may_request, filtered = actor.may(Permission.REQUEST_VENDOR), bool(search or stage)
    return render_template(
        "intake/index.html",
        page=page,
        form=form,
        filtered=filtered,
        may_request=may_request,
        today=today(current_work()),
    )


@blueprint.route("/requests/new", methods=["GET", "POST"])
@requires(Permission.REQUEST_VENDOR)
def new() -> ResponseReturnValue:
    """Ask for a vendor; the vendor's contact is invited at once."""
    work, actor = current_work(), current_actor()
    form = request_form(work.catalogue.intake)()
    if "show" not in request.form and form.validate_on_submit():
        with _refusals(form):
            made = intake.request_engagement(work, actor, form.request())
            flash(_("%(name)s is invited to answer.", name=form.contact_name.data), "good")
            return _shown(made.id)
    return _form_page("intake/new.html", form, intake=work.catalogue.intake, **_what_follows(form))


@blueprint.post("/requests/tier")
@requires(Permission.REQUEST_VENDOR)
def tier() -> ResponseReturnValue:
    """What follows from what was said so far: the tier and why, the questions that come and go, the vendors known."""
    questions = current_work().catalogue.intake.questions
    form = request_form(current_work().catalogue.intake)()
    shown = set(request.form.getlist("shown"))
    changed = [question for question in questions if (question.id in shown) != (question.id in form.asked)]
    return render_template("intake/update.html", form=form, changed=changed, **_what_follows(form))


def _what_follows(form: RequestForm) -> dict[str, object]:
    work, facts = current_work(), form.facts
    known = intake.matching_vendors(work, form.vendor_name.data or "", form.website.data or "")
    return {"preview": intake.preview(work, facts) if facts else None, "known": known}


@blueprint.get("/requests/<engagement_id>")
@requires(Permission.FOLLOW_ENGAGEMENT)
def show(engagement_id: str) -> ResponseReturnValue:
    """One request: who holds it now, what happened, and the answer once it is there."""
    view = intake.engagement(current_work(), current_actor(), engagement_id)
    return render_template(
        "intake/show.html",
        view=view,
        engagement=view.engagement,
        steps=steps(view),
        today=today(current_work()),
        reads_messages=current_actor().may(Permission.SEE_QUEUE),
    )


@blueprint.post("/requests/<engagement_id>/remind")
@requires(Permission.STEER_ENGAGEMENT)
def remind(engagement_id: str) -> ResponseReturnValue:
    """Send the vendor a reminder."""
    try:
        intake.remind(current_work(), current_actor(), engagement_id)
    except Refused as refused:
        flash(refused.reason.to(current_language()), "bad")
    else:
        flash(_("A reminder is on its way."), "good")
    return _shown(engagement_id)


@blueprint.route("/requests/<engagement_id>/contact", methods=["GET", "POST"])
@requires(Permission.STEER_ENGAGEMENT)
def contact(engagement_id: str) -> ResponseReturnValue:
    """Let somebody else at the vendor answer."""
    work, actor = current_work(), current_actor()
    view = intake.engagement(work, actor, engagement_id)
    if not _open_to_change(view):
        return _shown(engagement_id)
    form = ContactForm()
    if form.validate_on_submit():
        person = form.contact_name.data.strip(), form.contact_email.data.strip(), form.language.data
        with _refusals(form):
            intake.change_contact(work, actor, engagement_id, *person)
            flash(_("%(name)s is invited to answer.", name=form.contact_name.data), "good")
            return _shown(engagement_id)
    return _form_page("intake/contact.html", form, engagement=view.engagement)


@blueprint.route("/requests/<engagement_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.STEER_ENGAGEMENT)
def withdraw(engagement_id: str) -> ResponseReturnValue:
    """End the request before it is decided; asks once, with the reason."""
    work, actor = current_work(), current_actor()
    view = intake.engagement(work, actor, engagement_id)
    if not _open_to_change(view):
        return _shown(engagement_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        with _refusals(form):
            intake.withdraw(work, actor, engagement_id, form.reason.data.strip())
            flash(_("The request is withdrawn."), "good")
            return _shown(engagement_id)
    return _form_page("intake/withdraw.html", form, engagement=view.engagement)


def _shown(engagement_id: str) -> ResponseReturnValue:
    return redirect(url_for("intake.show", engagement_id=engagement_id), 303)


def _open_to_change(view: EngagementView) -> bool:
    return view.steerable and view.holder is not Holder.NOBODY


@blueprint.route("/requests/<engagement_id>/again", methods=["GET", "POST"])
@requires(Permission.STEER_ENGAGEMENT)
def again(engagement_id: str) -> ResponseReturnValue:
    """Have a vendor assessed again, because of something that happened."""
    work, actor = current_work(), current_actor()
    view = intake.engagement(work, actor, engagement_id)
    if not view.steerable or view.holder is not Holder.NOBODY:
        return _shown(engagement_id)
    form = AgainForm()
    if form.validate_on_submit():
        with _refusals(form):
            reassessing.reassess(work, actor, engagement_id, Cause(form.cause.data), form.note.data.strip())
            flash(_("%(name)s is asked again.", name=view.engagement.vendor.name), "good")
            return _shown(engagement_id)
    return _form_page("intake/again.html", form, view=view, engagement=view.engagement)


@contextmanager
def _refusals(form: FlaskForm) -> Iterator[None]:
    """What a use case refuses inside is said by `form`."""
    try:
        yield
    except Refused as refused:
        form.form_errors.append(refused.reason.to(current_language()))


def _form_page(template: str, form: FlaskForm, **values: object) -> ResponseReturnValue:
    return render_template(template, form=form, **values), 422 if form.errors else 200
