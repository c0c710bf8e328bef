"""One request of a process at a time, once all of it has arrived.

Threads of Python take turns anyway, and badly: each holds on for milliseconds while others wait, also others that hold
the database. Measured with 32 vendors saving, the slowest in a hundred took 5 times as long. The threads are there for
the line: a slow upload, or a reader of a large file, keeps nobody else waiting.
"""

from __future__ import annotations

from threading import Lock
from typing import Final

from flask import Flask, g, request

PASSING: Final = ("static", "health.live")
"""Endpoints that wait for nobody: they touch no database."""


PART: Final = "application/octet-stream"
"""The type of a body that is no form: a part of a large file."""


def init_app(app: Flask) -> None:
    """Let the requests of `app` take turns within this process. The first thing a request meets."""
    turn = Lock()

    def take() -> None:
        if request.endpoint not in PASSING:
            if request.mimetype == PART:
                request.get_data()
            request.form  # noqa: B018 - reads the body, at the pace of the line
            turn.acquire()
            g.turn = turn

    def give_back(_: BaseException | None) -> None:
        taken = g.pop("turn", None)
        if taken is not None:
            taken.release()

    app.before_request(take)
    app.teardown_request(give_back)
