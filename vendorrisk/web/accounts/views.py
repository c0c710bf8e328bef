"""Views about one's own account: an invitation, and the language of the pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import login_user
from werkzeug.exceptions import HTTPException

from vendorrisk.domain.questionnaire import LANGUAGES
from vendorrisk.services import accounts
from vendorrisk.services.accounts import InvitationEnded
from vendorrisk.web.access import current_person, public
from vendorrisk.web.accounts.forms import InvitationForm, JoinForm
from vendorrisk.web.language import KEY
from vendorrisk.web.work import current_work

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    """Who asks what of whom, and a form to accept; looking at it consumes nothing."""
    work = current_work()
    view = accounts.find_invitation(work, token)
    signed_in = current_person() if current_user.is_authenticated else None
    form = JoinForm() if signed_in else InvitationForm(view.email, name=view.name)
    if form.validate_on_submit():
        name, password = ("", "") if signed_in else (form.name.data, form.password.data)
        user = accounts.accept_invitation(work, token, user=signed_in, name=name, password=password)
        if signed_in is None:
            login_user(user, authn_via=["invitation"])
        flash(_("Welcome. What was shared with you is below."), "good")
        return redirect(url_for("home.index"), 303)
    return render_template("accounts/invitation.html", invitation=view, form=form), 422 if form.errors else 200


@blueprint.app_errorhandler(InvitationEnded)
def ended(failure: InvitationEnded) -> ResponseReturnValue:
    """Why a link no longer works, and whom to ask for another."""
    return render_template("accounts/ended.html", ended=failure), 410


@blueprint.post("/language")
@public
def language() -> ResponseReturnValue:
    """Speak another language from now on; for who is signed in also in mails."""
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        session[KEY] = chosen
        if current_user.is_authenticated:
            current_user.language = chosen
            current_work().commit()
    return redirect(_back(), 303)


def _back() -> str:
    """The page that the form was on, when it is one of ours: looked up as a route, never used as it was given."""
    adapter = current_app.url_map.bind_to_environ(request.environ)
    try:
        endpoint, arguments = adapter.match(urlsplit(request.referrer or "").path, method="GET")
    except HTTPException:
        return url_for("home.index")
    return url_for(endpoint, **arguments)
