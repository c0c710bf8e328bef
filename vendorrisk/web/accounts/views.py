"""Views about one's own account: an invitation, and the language of the pages."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_security import login_user
from flask_wtf import FlaskForm
from werkzeug.exceptions import HTTPException

from vendorrisk.domain.questionnaire import LANGUAGES
from vendorrisk.domain.validation import BadValue
from vendorrisk.persistence.models import User
from vendorrisk.services import accounts, arriving
from vendorrisk.services.accounts import InvitationEnded, SignInWanted
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.web.access import current_person, keep_place, public
from vendorrisk.web.accounts.forms import DeclineForm, ForwardForm, InvitationForm, JoinForm
from vendorrisk.web.language import KEY, current_language
from vendorrisk.web.work import current_work

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> ResponseReturnValue:
    """Who asks what of whom, and a form to accept; looking at it consumes nothing."""
    view = accounts.find_invitation(current_work(), token)
    person = current_person() if current_user.is_authenticated else None
    if view.has_account and person is None:
        keep_place()
    form = JoinForm() if person or view.has_account else InvitationForm(view.email, name=view.name)
    if form.validate_on_submit():
        return _accepted(token, person, form)
    answer = render_template("accounts/invitation.html", invitation=view, form=form, person=person, token=token)
    return answer, 422 if form.errors else 200


def _accepted(token: str, person: User | None, form: FlaskForm) -> ResponseReturnValue:
    name, password = (form.name.data, form.password.data) if isinstance(form, InvitationForm) else ("", "")
    user = accounts.accept_invitation(current_work(), token, user=person, name=name, password=password)
    if person is None:
        login_user(user, authn_via=["invitation"])
    flash(_("Welcome. What was shared with you is below."), "good")
    return redirect(url_for("home.index"), 303)


@blueprint.route("/invitation/<token>/forward", methods=["GET", "POST"])
@public
def forward(token: str) -> ResponseReturnValue:
    """Pass the invitation on to the right person."""
    form = ForwardForm()
    return _instead(token, form, "accounts/forward.html", lambda: _forwarded(token, form))


def _forwarded(token: str, form: ForwardForm) -> str:
    arriving.forward(current_work(), token, form.name.data, form.email.data)
    return str(_("Thank you. %(name)s gets an invitation by mail; your link has ended.", name=form.name.data.strip()))


@blueprint.route("/invitation/<token>/decline", methods=["GET", "POST"])
@public
def decline(token: str) -> ResponseReturnValue:
    """Decline to answer, with a reason."""
    form = DeclineForm()
    return _instead(token, form, "accounts/decline.html", lambda: _declined(token, form))


def _declined(token: str, form: DeclineForm) -> str:
    arriving.decline(current_work(), token, form.reason.data)
    return str(_("Your answer has been passed on. You need not do anything more."))


def _instead(token: str, form: FlaskForm, page: str, act: Callable[[], str]) -> ResponseReturnValue:
    """The page of an act in place of accepting, or what it says once it is done."""
    view = accounts.find_invitation(current_work(), token)
    if view.assessment is None or view.in_part:
        raise NotFound(token)
    if form.validate_on_submit():
        try:
            return render_template("accounts/done.html", said=act())
        except (BadValue, Refused) as refused:
            form.form_errors.append(refused.reason.to(current_language()))
    answer = render_template(page, invitation=view, form=form, token=token)
    return answer, 422 if form.errors else 200


@blueprint.post("/invitation/<token>/renew")
@public
def renew(token: str) -> ResponseReturnValue:
    """Send a new link in place of one that was not used in time."""
    arriving.renew(current_work(), token)
    return render_template("accounts/done.html", said=_("A new link is on its way to the address that was invited."))


@blueprint.app_errorhandler(InvitationEnded)
def ended(failure: InvitationEnded) -> ResponseReturnValue:
    """Why a link no longer works, and what to do about it."""
    token = (request.view_args or {}).get("token", "")
    return render_template("accounts/ended.html", why=failure.why.value, token=token), 410


@blueprint.app_errorhandler(SignInWanted)
def sign_in_wanted(_failure: SignInWanted) -> ResponseReturnValue:
    """The invited address has an account: who accepts must be signed in to it, and no other."""
    flash(_("This invitation belongs to another account. Sign in with the address that it was sent to."), "bad")
    return redirect(url_for("home.index" if current_user.is_authenticated else "security.login"), 303)


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
