"""Views that a browser takes along for when there is no line: the service worker, and what it shows without a copy."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from vendorrisk.domain.access import Permission
from vendorrisk.web.access import public, requires

blueprint = Blueprint("offline", __name__)


@blueprint.get("/questionnaires/worker.js")
@public
def worker() -> ResponseReturnValue:
    """The service worker; at this address because it has the pages below its own, and no others."""
    script = Path(current_app.static_folder or "") / "js" / "worker.js"
    return Response(script.read_bytes(), mimetype="text/javascript")


@blueprint.get("/questionnaires/offline")
@requires(Permission.ANSWER)
def show() -> ResponseReturnValue:
    """What stands in the place of a page that this browser has no copy of."""
    return render_template("offline/show.html")
