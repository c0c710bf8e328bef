"""Views with which a decision is taken: propose and sign it, agree as the next approver, or refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vendorrisk.domain.access import Permission
from vendorrisk.domain.decision import DecisionRefused, Verdict
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import review
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused, Stale
from vendorrisk.services.review import DecisionInput, ReviewView
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.language import current_language
from vendorrisk.web.review.screen import screen_of
from vendorrisk.web.review.signing import DecisionForm, RefuseForm, SignForm
from vendorrisk.web.work import current_work


@requires(Permission.DECIDE)
def decision(assessment_id: str) -> ResponseReturnValue:
    """Decide, or give the next signature, or see what was decided: by where the assessment stands."""
    view = review.review(current_work(), current_actor(), assessment_id)
    stage = STAGES.get(State(view.assessment.state))
    if stage is None:
        flash(_("The vendor is answering: it can be decided once the answers are in."))
        return redirect(url_for("review.show", assessment_id=assessment_id), 303)
    return stage(view)


@requires(Permission.DECIDE)
def refuse(assessment_id: str) -> ResponseReturnValue:
    """Disagree with what the first approver signed: the proposal falls, and the review is open again."""
    view, form = review.review(current_work(), current_actor(), assessment_id), RefuseForm()
    if view.decision is None:
        raise Stale
    if not form.validate_on_submit():
        return _signing_page(view, refusing=form), 422
    try:
        review.refuse_signature(current_work(), current_actor(), assessment_id, form.reason.data)
    except (Refused, BadValue) as refused:
        form.reason.errors = [refused.reason.to(current_language())]
        return _signing_page(view, refusing=form), 422
    flash(_("The proposal fell, and the review is open again."), "good")
    return redirect(url_for("review.show", assessment_id=assessment_id), 303)


def _deciding(view: ReviewView) -> ResponseReturnValue:
    """The first signature: what is recommended, to be changed and signed."""
    work = current_work()
    form = DecisionForm(view, work.catalogue.organisation, today(work))
    if form.rearranged(request.form.get("act", "")) or not form.validate_on_submit():
        return _decision_page(view, form)
    try:
        review.sign(work, current_actor(), view.assessment.id, form.decision)
    except (DecisionRefused, Refused, BadValue) as refused:
        form.refuse(refused.reason, current_language())
        return _decision_page(view, form)
    except Stale:
        return _overtaken(view)
    return _signed(view)


def _agreeing(view: ReviewView) -> ResponseReturnValue:
    """The next signature, under exactly what was signed first."""
    form, proposed = SignForm(), view.decision
    if not form.validate_on_submit() or proposed is None:
        return _signing_page(view)
    given = DecisionInput(
        verdict=Verdict(proposed.verdict), answers_digest=proposed.answers_digest, proposal=form.decision.data or ""
    )
    try:
        review.sign(current_work(), current_actor(), view.assessment.id, given)
    except DecisionRefused as refused:
        form.form_errors = [refused.reason.to(current_language())]
        return _signing_page(view, signing=form), 422
    except Stale:
        return _overtaken(view)
    return _signed(view)


def _decided(view: ReviewView) -> ResponseReturnValue:
    """Nothing is left to sign; who comes to sign is told who did."""
    if request.method == "POST":
        return _overtaken(view)
    return redirect(url_for("review.show", assessment_id=view.assessment.id), 303)


STAGES: Final[Mapping[State, Callable[[ReviewView], ResponseReturnValue]]] = {
    State.SUBMITTED: _deciding,
    State.SIGNING: _agreeing,
    State.DECIDED: _decided,
}
"""What there is to sign, by the state of the assessment; in every other state there is nothing."""


def _signed(view: ReviewView) -> ResponseReturnValue:
    """Where one goes after signing: the record when it was the last signature, else the review."""
    assessment = view.assessment
    if assessment.record is None:
        flash(_("Signed. Another approver has to sign before it is decided."), "good")
        return redirect(url_for("review.show", assessment_id=assessment.id), 303)
    flash(_("Signed and decided. The record is sealed; its documents are being made."), "good")
    return redirect(url_for("records.show", record_id=assessment.record.id), 303)


def _decision_page(view: ReviewView, form: DecisionForm) -> ResponseReturnValue:
    page = render_template("review/decision.html", view=view, form=form)
    return page, 422 if form.errors else 200


def _signing_page(view: ReviewView, *, signing: SignForm | None = None, refusing: RefuseForm | None = None) -> str:
    return render_template(
        "review/signature.html",
        view=view,
        screen=screen_of(view, current_actor(), ""),
        own=view.decision is not None and current_actor().id in {one.user_id for one in view.decision.signatures},
        signing=signing or SignForm(formdata=None, data={"decision": view.decision.id if view.decision else ""}),
        refusing=refusing or RefuseForm(formdata=None),
    )


def _overtaken(seen: ReviewView) -> ResponseReturnValue:
    """Somebody else signed meanwhile: who, and what; and what one typed oneself, which was not stored."""
    work, actor = current_work(), current_actor()
    work.rollback()
    view = review.review(work, actor, seen.assessment.id)
    typed = request.form.get("rationale", "").strip()
    return render_template("review/overtaken.html", view=view, screen=screen_of(view, actor, ""), typed=typed), 409


def init_blueprint(blueprint: Blueprint) -> None:
    """Give the review its routes to a decision."""
    address = "/reviews/<assessment_id>/decision"
    blueprint.add_url_rule(address, "decision", decision, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{address}/refuse", "refuse", refuse, methods=["POST"])
