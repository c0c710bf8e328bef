"""Requests of one process take turns, and a slow line keeps nobody waiting."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Barrier, BrokenBarrierError, Thread
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask
from werkzeug.serving import make_server

from vendorrisk.web import turns

SOON = 5


@pytest.fixture
def small() -> Flask:
    """An app of which each view can be met at a barrier of two."""
    app = Flask("small")
    turns.init_app(app)
    met = Barrier(2)

    @app.route("/meet", methods=["GET", "POST"])
    def meet() -> str:
        try:
            met.wait(timeout=0.3)
        except BrokenBarrierError:
            met.reset()
            return "alone"
        return "together"

    @app.get("/fail")
    def fail() -> str:
        raise ZeroDivisionError

    return app


@pytest.fixture
def address(small: Flask) -> Iterator[str]:
    served = make_server("127.0.0.1", 0, small, threaded=True)
    thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()
    served.server_close()


def test_no_two_are_answered_at_once(address: str) -> None:
    said: list[str] = []
    asking = [Thread(target=lambda: said.append(requests.get(f"{address}/meet", timeout=SOON).text)) for _ in range(2)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert said == ["alone", "alone"]


def test_one_that_arrives_slowly_keeps_nobody_waiting(address: str) -> None:
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port or 0), timeout=SOON) as slow:
        head = (
            "POST /meet HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        )
        slow.sendall(f"{head}\r\nsaid=".encode())
        assert requests.get(f"{address}/meet", timeout=SOON).text == "alone"
        slow.sendall(b"slow")
        assert b"alone" in slow.makefile("rb").read()


def test_one_that_fails_gives_its_turn_back(small: Flask) -> None:
    small.testing = False
    client = small.test_client()
    assert client.get("/fail").status_code == 500
    assert client.get("/meet").text == "alone"
