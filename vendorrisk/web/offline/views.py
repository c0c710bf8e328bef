"""Views that a browser takes along for when there is no line: the service worker, and what it shows without a copy."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from vendorrisk.domain.access import Permission
from vendorrisk.web.access import public, requires

blueprint = Blueprint("offline", __name__)


@blueprint.get("/questionnaires/worker.js")
@public
def worker() -> ResponseReturnValue:
    """The service worker; at this address because it has the pages below its own, and no others."""
    return current_app.send_static_file("js/worker.js")


@blueprint.get("/questionnaires/offline")
@requires(Permission.ANSWER)
def show() -> ResponseReturnValue:
    """What stands in the place of a page that this browser has no copy of."""
    return render_template("offline/show.html")
