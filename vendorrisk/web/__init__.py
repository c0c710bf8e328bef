"""The web edge: Flask blueprints that translate between requests and use cases, and nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from flask import Flask

from vendorrisk.web import access, accounts, errors, filters, language, navigation, security, turns, work
from vendorrisk.web.work import Portal

FEATURES: Final = (
    "home",
    "health",
    "accounts",
    "admin",
    "intake",
    "contract",
    "answering",
    "offline",
    "delegating",
    "uploads",
    "previews",
    "printouts",
    "outcome",
    "conditions",
    "acceptances",
    "reuse",
    "review",
    "talking",
    "records",
    "verification",
)
"""The packages under `vendorrisk.web`, one a feature; each exports its `blueprint`."""


def init_app(app: Flask, portal: Portal) -> None:
    """Make `app` the web edge of `portal`: every route, with access, language, headers and errors around it.

    Raises `access.Unmarked` when a route says nothing about who may use it: such an app never starts.
    """
    turns.init_app(app)
    work.init_app(app, portal)
    access.init_app(app)
    language.init_app(app)
    security.init_app(app, portal.settings)
    errors.init_app(app)
    filters.init_app(app)
    navigation.init_app(app)
    accounts.init_app(app, portal.settings)
    for feature in FEATURES:
        app.register_blueprint(import_module(f"vendorrisk.web.{feature}").blueprint)
    access.check_marks(app)
