"""Health for machines: plain JSON, no version, no path, no reason that helps an attacker."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from vendorrisk.services import health
from vendorrisk.web.access import public
from vendorrisk.web.work import current_work

blueprint = Blueprint("health", __name__, url_prefix="/health")


@blueprint.get("/live")
@public
def live() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/ready")
@public
def ready() -> ResponseReturnValue:
    """What a request needs is there; 503 names what is not. A worker that is behind is told, but stops no pages."""
    work = current_work()
    needed = health.checks(work)
    ready = all(needed.values())
    checks = {**needed, "worker": health.worker_keeps_up(work)}
    return jsonify(status="ok" if ready else "not ready", checks=checks), 200 if ready else 503
