"""Views of the accepted risks: the list, one of them, a new one, and the end of one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vendorrisk.domain.acceptance import Show
from vendorrisk.domain.access import Permission
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import acceptances
from vendorrisk.services.acceptances import Acceptable
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused
from vendorrisk.web.acceptances.forms import AcceptForm, WithdrawForm
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_work

blueprint = Blueprint("acceptances", __name__)


@blueprint.get("/acceptances")
@requires(Permission.SEE_QUEUE)
def index() -> str:
    """The accepted risks, the next to end first; or those that have ended."""
    work, asked = current_work(), request.args.get("show", "")
    show = Show(asked) if asked in set(Show) else Show.CURRENT
    page = acceptances.acceptances(work, current_actor(), show, max(request.args.get("page", 1, int), 1))
    return render_template("acceptances/index.html", page=page, show=show, shows=list(Show), today=today(work))


@blueprint.get("/acceptances/<acceptance_id>")
@requires(Permission.SEE_QUEUE)
def show(acceptance_id: str) -> str:
    """One accepted risk: who took it on, why, until when, and how it stands."""
    return _page(acceptance_id, WithdrawForm(formdata=None))


@blueprint.post("/acceptances/<acceptance_id>/withdraw")
@requires(Permission.DECIDE)
def withdraw(acceptance_id: str) -> ResponseReturnValue:
    """Accept the risk no longer."""
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            acceptances.withdraw(current_work(), current_actor(), acceptance_id, form.reason.data)
        except (Refused, BadValue) as refused:
            form.reason.errors = [refused.reason.to(current_language())]
        else:
            flash(_("The risk is accepted no longer. An approval that rested on it is suspended."), "good")
            return redirect(url_for("acceptances.show", acceptance_id=acceptance_id), 303)
    return _page(acceptance_id, form), 422


@blueprint.route("/reviews/<assessment_id>/acceptances", methods=["GET", "POST"])
@requires(Permission.DECIDE)
def accept(assessment_id: str) -> ResponseReturnValue:
    """Take on the risk of knock-outs, for a time."""
    work, actor = current_work(), current_actor()
    view = acceptances.acceptable(work, actor, assessment_id)
    form = AcceptForm(view, today(work))
    if request.method == "GET":
        return _form_page(view, form)
    if not form.validate_on_submit():
        return _form_page(view, form), 422
    try:
        made = acceptances.accept(work, actor, assessment_id, form.given)
    except (Refused, BadValue) as refused:
        form.form_errors = [refused.reason.to(current_language())]
        return _form_page(view, form), 422
    flash(_("The risk is accepted. The recommendation counts with it from now on."), "good")
    return redirect(url_for("acceptances.show", acceptance_id=made.id), 303)


def _form_page(view: Acceptable, form: AcceptForm) -> str:
    return render_template("acceptances/accept.html", view=view, form=form)


def _page(acceptance_id: str, form: WithdrawForm) -> str:
    work = current_work()
    view = acceptances.acceptance(work, current_actor(), acceptance_id)
    return render_template("acceptances/show.html", view=view, form=form, today=today(work))
