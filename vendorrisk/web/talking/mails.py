"""Which mails one gets: the page of one's own account, and the link in the mails, which works signed out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vendorrisk.services import subscriptions
from vendorrisk.web.access import current_actor, current_person, public, signed_in
from vendorrisk.web.talking.forms import MailsForm
from vendorrisk.web.work import current_work


@signed_in
def preferences() -> ResponseReturnValue:
    """Which mails one wants oneself."""
    form = MailsForm(news=current_person().unsubscribed_at is None)
    if form.validate_on_submit():
        subscriptions.choose(current_work(), current_actor(), wanted=form.news.data)
        flash(_("Saved."), "good")
        return redirect(url_for("talking.preferences"), 303)
    return render_template("talking/preferences.html", form=form)


@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """A button that stops the mails of news; looking at the page changes nothing.

    RFC 8058: a mail program sends the same as the button, without page, cookie or token of ours; so no such token is
    asked for, and the link itself is the proof.
    """
    work = current_work()
    if request.method != "POST":
        wanted = subscriptions.find(work, token).unsubscribed_at is None
        return render_template("talking/unsubscribe.html", token=token, wanted=wanted)
    subscriptions.unsubscribe(work, token)
    return render_template("talking/unsubscribe.html", token=token, wanted=False)


def init_blueprint(blueprint: Blueprint) -> None:
    """Add these views to `blueprint`."""
    blueprint.add_url_rule("/preferences", view_func=preferences, methods=["GET", "POST"])
    blueprint.add_url_rule("/unsubscribe/<token>", view_func=unsubscribe, methods=["GET", "POST"])
    blueprint.record_once(_exempt)


def _exempt(state: BlueprintSetupState) -> None:
    state.app.extensions["csrf"].exempt(unsubscribe)
