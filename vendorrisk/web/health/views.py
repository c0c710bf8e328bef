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
    """The database, its schema, the file store and the worker are there; 503 names what is not."""
    checks = health.checks(current_work())
    good = all(checks.values())
    return jsonify(status="ok" if good else "not ready", checks=checks), 200 if good else 503
