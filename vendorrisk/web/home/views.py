"""The front door."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from vendorrisk.web.access import current_actor, kept_place, public
from vendorrisk.web.navigation import places

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
@public
def index() -> ResponseReturnValue:
    """The landing page; for who is signed in, the place they were going to, or the first of their role."""
    if not current_user.is_authenticated:
        return render_template("home/index.html")
    own = places(current_actor())
    goal = kept_place() or (url_for(own[0].endpoint) if own else None)
    return redirect(goal, 303) if goal else render_template("home/nowhere.html")
