"""What saving one answer costs, against a bare route that writes one row to the same database under the same server.

    uv run python -m benchmarks.saving [SECONDS]

1, 8 and 32 signed-in vendors save answers of their own questionnaires as fast as they are acknowledged; then the same
number of clients posts to the bare route. Both are served by gunicorn as `vendorrisk run` starts it (two processes of
eight threads), on SQLite that syncs each commit to the disk, from the same client on the same machine.
"""
# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode, urlsplit

from tests.crash.portal import PASSWORD, Client, RunningPortal, until
from tests.factories import make_assessment, make_user
from tests.postgresql import free_port
from vendorrisk.cli.run import _web
from vendorrisk.domain.access import Role
from vendorrisk.services import accounts

VENDORS = (1, 8, 32)
QUESTION = "encryption-at-rest"
OPTIONS = ("databases", "all")

BARE = """
import os
from flask import Flask, request
from sqlalchemy import text
from vendorrisk.persistence.engine import make_engine
engine = make_engine(os.environ["DATABASE_URL"])
app = Flask("bare")
@app.post("/")
def save():
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO bench (said) VALUES (:said)"), {"said": request.form["said"]})
    return "saved"
@app.get("/health/live")
def live():
    return "live"
"""


class Caller:
    """One client on one connection: posts for so long, and keeps the seconds that each answer took."""

    def __init__(self, url: str, path: str, headers: dict[str, str], form: Callable[[int], dict[str, str]]) -> None:
        parts = urlsplit(url)
        self.connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
        self.path, self.form = path, form
        self.headers = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true", **headers}
        self.times: list[float] = []

    def post(self, until_when: float) -> None:
        while time.monotonic() < until_when:
            body = urlencode(self.form(len(self.times)))
            began = time.perf_counter()
            self.connection.request("POST", self.path, body, self.headers)
            answer = self.connection.getresponse()
            said = answer.read()
            self.times.append(time.perf_counter() - began)
            if answer.status != 200:
                sys.exit(f"{self.path}: {answer.status} {said[:200]!r}")


def measured(callers: list[Caller], seconds: float) -> tuple[float, list[float]]:
    """Acknowledged posts a second, and the 50th, 95th and 99th percentile of their milliseconds."""
    ends = time.monotonic() + seconds
    threads = [threading.Thread(target=caller.post, args=(ends,)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(one for caller in callers for one in caller.times)
    return len(times) / seconds, [times[int(len(times) * share)] * 1e3 for share in (0.5, 0.95, 0.99)]


def vendors(portal: RunningPortal, number: int) -> list[Caller]:
    """So many vendors' people, each signed in, each with a questionnaire of their own."""
    made = []
    opened = portal.open()
    with opened.work() as work:
        buyer = make_user(work.session, Role.PROCUREMENT, email=f"buyer{number}@example.com")
        for count in range(number):
            assessment = make_assessment(work, requester=buyer, vendor=f"Vendor {count} of {number}")
            email = f"person{count}of{number}@vendor.example"
            invitation = accounts.invite_respondent(work, accounts.actor_of(buyer), assessment, "Person", email, "en")
            work.commit()
            accounts.accept_invitation(
                work, accounts.token_of(work, invitation), user=None, name="Person", password=PASSWORD
            )
            made.append((assessment.id, email))
    return [_vendor(portal, assessment, Client(portal.url, email)) for assessment, email in made]


def _vendor(portal: RunningPortal, assessment: str, client: Client) -> Caller:
    cookies = "; ".join(f"{one.name}={one.value}" for one in client.session.cookies)

    def form(number: int) -> dict[str, str]:
        said = {"version": str(number), "value": OPTIONS[number % 2], "comment": f"save number {number}"}
        return {"csrf_token": client.token} | {f"{QUESTION}.{part}": value for part, value in said.items()}

    path = f"/questionnaires/{assessment}/answers/{QUESTION}"
    return Caller(portal.url, path, {"Cookie": cookies, "Referer": portal.url}, form)


@contextmanager
def bare(folder: Path, database: str) -> Iterator[str]:
    """The bare route, served as the portal is; its address."""
    (folder / "bare.py").write_text(BARE)
    port = free_port()
    command = [*_web("127.0.0.1", port, 2)[:-1], "bare:app"]
    environment = os.environ | {"DATABASE_URL": database, "PYTHONPATH": f"{folder}:{Path(__file__).parents[1]}"}
    process = subprocess.Popen(command, env=environment, cwd=folder)  # noqa: S603 - our own
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: _alive(port))
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _alive(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        connection.request("GET", "/health/live")
        return connection.getresponse().status == 200
    except OSError:
        return False


def told(name: str, rate: float, times: list[float]) -> None:
    print(f"{name:>22}: {rate:7.1f} a second; p50 {times[0]:6.1f}  p95 {times[1]:6.1f}  p99 {times[2]:6.1f} ms")


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 8.0
    with TemporaryDirectory(prefix="saving-") as place:
        folder = Path(place)
        database = f"sqlite:///{folder}/portal.db"
        portal = RunningPortal(folder, database)
        with portal.open() as opened:
            opened.migrate()
            with opened.engine.begin() as connection:
                connection.exec_driver_sql("CREATE TABLE bench (id INTEGER PRIMARY KEY, said TEXT)")
        with portal.run(), bare(folder, database) as address:
            for number in VENDORS:
                rate, times = measured(vendors(portal, number), seconds)
                callers = [Caller(address, "/", {}, lambda count: {"said": f"{count}"}) for _ in range(number)]
                floor, floor_times = measured(callers, seconds)
                told(f"{number} saving", rate, times)
                told(f"{number} on the bare route", floor, floor_times)
                print(f"{'ratio':>22}: {rate / floor:.2f} of its throughput, {times[2] / floor_times[2]:.1f} × its p99")


if __name__ == "__main__":
    main()
