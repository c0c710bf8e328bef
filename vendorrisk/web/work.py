"""The unit of work of a request: one `Work`, opened when first wanted, closed when the request is over."""

from __future__ import annotations

from typing import Protocol, cast

from flask import Flask, current_app, g

from vendorrisk.services.work import Work
from vendorrisk.settings import Settings


class Portal(Protocol):
    """What the web needs of the composition root (`vendorrisk.app`)."""

    @property
    def settings(self) -> Settings: ...

    def work(self) -> Work:
        """A `Work` on a session of its own; who asked for it closes its session."""


def current_portal() -> Portal:
    """The portal that serves this request."""
    return cast("Portal", current_app.extensions["vendorrisk"])


def current_work() -> Work:
    """The `Work` of this request. What it has not committed is rolled back when the request is over."""
    if "work" not in g:
        g.work = current_portal().work()
    return cast("Work", g.work)


def _close(_: BaseException | None) -> None:
    work = cast("Work | None", g.pop("work", None))
    if work is not None:
        work.session.close()


def init_app(app: Flask, portal: Portal) -> None:
    """Give each request of `app` its own `Work` of `portal`."""
    app.extensions["vendorrisk"] = portal
    app.teardown_appcontext(_close)
