"""Views of the conditions: the list, and one with what was done about it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from vendorrisk.domain.access import Permission
from vendorrisk.domain.fulfilment import Act, Show
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import conditions
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.conditions.forms import SettleForm
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_work

blueprint = Blueprint("conditions", __name__)

SAID: Final = {
    Act.ACCEPT: _l("The condition is met."),
    Act.SEND_BACK: _l("Sent back to the vendor."),
    Act.DEFER: _l("The condition has a new date."),
    Act.WAIVE: _l("The condition is waived."),
}
"""What is said once a condition is settled."""


@blueprint.get("/conditions")
@requires(Permission.SEE_QUEUE)
def index() -> ResponseReturnValue:
    """The conditions of one kind, those due first before others."""
    work, asked = current_work(), request.args.get("show", "")
    show = Show(asked) if asked in set(Show) else Show.WAITING
    page = conditions.conditions(work, current_actor(), show, max(request.args.get("page", 1, int), 1))
    return render_template("conditions/index.html", page=page, show=show, shows=list(Show), today=today(work))


@blueprint.route("/conditions/<condition_id>", methods=["GET"])
@requires(Permission.SEE_QUEUE)
def show(condition_id: str) -> ResponseReturnValue:
    """One condition, with what was done about it."""
    return _page(condition_id, SettleForm(formdata=None))


@blueprint.post("/conditions/<condition_id>")
@requires(Permission.DECIDE)
def settle(condition_id: str) -> ResponseReturnValue:
    """Accept what was shown, send it back, give another date, or waive the condition."""
    form = SettleForm()
    if form.validate_on_submit():
        try:
            conditions.act(current_work(), current_actor(), condition_id, form.done)
        except (Refused, BadValue) as refused:
            form.form_errors.append(refused.reason.to(current_language()))
        else:
            flash(str(SAID[form.done.act]), "good")
            return redirect(url_for("conditions.show", condition_id=condition_id), 303)
    return _page(condition_id, form), 422


def _page(condition_id: str, form: SettleForm) -> str:
    work = current_work()
    view = conditions.condition(work, current_actor(), condition_id)
    return render_template("conditions/show.html", view=view, form=form, today=today(work), acts=[*view.acts])
