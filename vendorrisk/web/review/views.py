"""Views of the risk lead: the queue, a review, and the acts on its answers."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm

from vendorrisk.domain.access import Permission
from vendorrisk.domain.figures import figures
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import review
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.language import current_language
from vendorrisk.web.prospects import prospects
from vendorrisk.web.review import words
from vendorrisk.web.review.changes import changed
from vendorrisk.web.review.forms import QueueForm, ReviewForm, SendBackForm
from vendorrisk.web.review.screen import Movement, Screen, screen_of
from vendorrisk.web.work import current_work

blueprint = Blueprint("review", __name__)
words.init_blueprint(blueprint)


@blueprint.get("/queue")
@requires(Permission.SEE_QUEUE)
def queue() -> ResponseReturnValue:
    """What waits for us, by due date and tier."""
    work, form = current_work(), QueueForm(request.args)
    number = max(request.args.get("page", 1, int), 1)
    page = review.queue(work, current_actor(), **form.chosen, page=number)
    return render_template(
        "review/queue.html",
        page=page,
        form=form,
        policies=work.catalogue.model.policies,
        today=today(work),
    )


@blueprint.get("/reviews/<assessment_id>")
@requires(Permission.SEE_QUEUE)
def show(assessment_id: str) -> ResponseReturnValue:
    """One assessment on one screen."""
    review.look(current_work(), current_actor(), assessment_id)
    return _page(_screen(assessment_id))


@blueprint.post("/reviews/<assessment_id>/reviewer")
@requires(Permission.REVIEW)
def assign(assessment_id: str) -> ResponseReturnValue:
    """Take the review, give it to a colleague, or let it go."""
    wanted, was = request.form.get("reviewer", ""), request.form.get("was", "")
    try:
        chosen = review.assign(current_work(), current_actor(), assessment_id, wanted, was)
    except Refused as refused:
        flash(refused.reason.to(current_language()), "bad")
    else:
        flash(_("%(name)s reviews it.", name=chosen.name) if chosen else _("Nobody reviews it now."), "good")
    return redirect(url_for("review.show", assessment_id=assessment_id), 303)


@blueprint.get("/reviews/<assessment_id>/changes")
@requires(Permission.SEE_QUEUE)
def changes(assessment_id: str) -> ResponseReturnValue:
    """What is otherwise than in the assessment before: question by question, and what it does to the outcome."""
    comparison, show = review.compared(current_work(), current_actor(), assessment_id), request.args.get("show", "")
    return render_template("review/changes.html", **changed(comparison, everything=show == "all"))


@blueprint.post("/reviews/<assessment_id>/answers/<question_id>")
@requires(Permission.REVIEW)
def answer(assessment_id: str, question_id: str) -> ResponseReturnValue:
    """Review one answer; says by how much that moved the score."""
    before = _screen(assessment_id)
    form = ReviewForm(before.entry(question_id))
    if not form.validate_on_submit():
        return _not_taken(before, question_id, form)
    try:
        review.review_answer(current_work(), current_actor(), assessment_id, question_id, form.given)
    except (Refused, BadValue) as refused:
        form.reason.errors = [refused.reason.to(current_language())]
        return _not_taken(before, question_id, form)
    return _taken(before, _screen(assessment_id), question_id)


@blueprint.post("/reviews/<assessment_id>/accept")
@requires(Permission.REVIEW)
def accept(assessment_id: str) -> ResponseReturnValue:
    """Accept every answer that has no review, as the vendor declared it."""
    count = review.accept_rest(current_work(), current_actor(), assessment_id)
    flash(ngettext("One answer accepted as declared.", "%(num)d answers accepted as declared.", count), "good")
    return redirect(url_for("review.show", assessment_id=assessment_id), 303)


@blueprint.post("/reviews/<assessment_id>/return")
@requires(Permission.REVIEW)
def send_back(assessment_id: str) -> ResponseReturnValue:
    """Send the questions that were typed to the vendor, and reopen those answers alone."""
    screen = _screen(assessment_id)
    form = SendBackForm(request.form, frozenset(entry.question.id for entry in screen.entries))
    if not form.validate_on_submit():
        return _page(screen.with_typed(form.typed), form), 422
    try:
        review.return_to_vendor(current_work(), current_actor(), assessment_id, form.questions)
    except (Refused, BadValue) as refused:
        form.form_errors = [refused.reason.to(current_language())]
        return _page(screen.with_typed(form.typed), form), 422
    said = ngettext("One question sent to the vendor.", "%(num)d questions sent to the vendor.", len(form.questions))
    flash(said, "good")
    return redirect(url_for("review.show", assessment_id=assessment_id), 303)


def _screen(assessment_id: str) -> Screen:
    actor = current_actor()
    view = review.review(current_work(), actor, assessment_id)
    return screen_of(view, actor, request.values.get("show", ""))


def _page(screen: Screen, form: FlaskForm | None = None) -> str:
    view = screen.view
    ahead = prospects(figures(view.case, view.outcome), view.case.as_of)
    return render_template(
        "review/show.html",
        screen=screen,
        view=view,
        ahead=ahead,
        form=form,
        today=today(current_work()),
        reviewers=review.reviewers(current_work()) if screen.may_review else (),
    )


def _not_taken(screen: Screen, question_id: str, form: ReviewForm) -> ResponseReturnValue:
    """The answer with what was typed and what is wrong with it: its part of the page, or the page."""
    screen = screen.with_typed({question_id: form.typed})
    if "HX-Request" not in request.headers:
        return _page(screen, form), 422
    return render_template("review/refused.html", screen=screen, entry=screen.entry(question_id)), 422


def _taken(before: Screen, after: Screen, question_id: str) -> ResponseReturnValue:
    """The parts of the page that a review changes, or the way back to the question with the same said above it."""
    movement, entry = Movement(before.proven, after.proven), after.entry(question_id)
    if "HX-Request" in request.headers:
        return render_template("review/answer.html", screen=after, view=after.view, entry=entry, movement=movement)
    flash(render_template("review/moved.txt", movement=movement), "good")
    return redirect(f"{after.link(after.show)}#question-{question_id}", 303)
