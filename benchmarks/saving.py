"""What saving one answer costs, against bare routes that write to the same database under the same server.

    uv run python -m benchmarks.saving [SECONDS] [sqlite] [postgresql]

1, 8 and 32 signed-in vendors save answers of their own questionnaires as fast as they are acknowledged; then as many
clients post to the floor (`benchmarks/floor.py`: session, check of membership, upsert, a row of who did it) and to a
route that writes one row for anybody. All are served by gunicorn as `vendorrisk run` starts it (two processes of eight
threads), on a database that syncs each commit to the disk, from the same client on the same machine. CPU is that of
the processes that serve.
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
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode, urlsplit

from benchmarks import floor
from tests.crash.portal import PASSWORD, Client, RunningPortal, descendants, until
from tests.factories import make_assessment, make_user
from tests.postgresql import free_port, server
from vendorrisk.cli.run import _web
from vendorrisk.domain.access import Role
from vendorrisk.services import accounts

VENDORS = (1, 8, 32)
QUESTION = "encryption-at-rest"
OPTIONS = ("databases", "all")
# A browser calls itself the same in every request; a session that meets another name is written anew each time.
BROWSER = {"User-Agent": "vendorrisk-benchmark"}


class Caller:
    """One client on one connection: posts for so long, and keeps the seconds that each answer took."""

    def __init__(self, url: str, path: str, headers: dict[str, str], form: Callable[[int], dict[str, str]]) -> None:
        parts = urlsplit(url)
        self.connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)
        self.path, self.form = path, form
        form_type = "application/x-www-form-urlencoded"
        self.headers = {"Content-Type": form_type, "HX-Request": "true", **BROWSER, **headers}
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


@dataclass(frozen=True, slots=True)
class Measured:
    """Acknowledged posts a second, percentiles of their milliseconds, and the milliseconds of CPU that one costs."""

    rate: float
    p50: float
    p95: float
    p99: float
    cpu: float

    def told(self, name: str) -> str:
        times = f"p50 {self.p50:6.1f}  p95 {self.p95:6.1f}  p99 {self.p99:6.1f} ms"
        return f"{name:>22}: {self.rate:7.1f} a second; {times}; CPU {self.cpu:4.2f} ms"

    def against(self, floor: Measured, name: str) -> str:
        rate, p99 = self.rate / floor.rate, self.p99 / floor.p99
        return f"{name:>22}: {rate:.2f} of the throughput, {p99:.1f} × the p99, {self.cpu / floor.cpu:.1f} × the CPU"


def measured(callers: list[Caller], seconds: float, process: int) -> Measured:
    """What `callers` meet in so many seconds, and what it costs the children of `process` that serve them."""
    began, ends = cpu_of(process), time.monotonic() + seconds
    threads = [threading.Thread(target=caller.post, args=(ends,)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(one for caller in callers for one in caller.times)
    shares = [times[int(len(times) * share)] * 1e3 for share in (0.5, 0.95, 0.99)]
    return Measured(len(times) / seconds, *shares, (cpu_of(process) - began) / len(times) * 1e3)


def cpu_of(process: int) -> float:
    """Seconds of CPU that `process` and what it started have used, and that still run."""
    used = 0
    for pid in (process, *descendants(process)):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def vendors(portal: RunningPortal, number: int) -> list[Caller]:
    """So many vendors' people, each signed in, each with a questionnaire of their own."""
    made = []
    with portal.open() as opened, opened.work() as work:
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
    return [_vendor(portal, assessment, Client(portal.url, email, BROWSER)) for assessment, email in made]


def _vendor(portal: RunningPortal, assessment: str, client: Client) -> Caller:
    cookies = "; ".join(f"{one.name}={one.value}" for one in client.session.cookies)

    def form(number: int) -> dict[str, str]:
        said = {"version": str(number), "value": OPTIONS[number % 2], "comment": f"save number {number}"}
        return {"csrf_token": client.token} | {f"{QUESTION}.{part}": value for part, value in said.items()}

    path = f"/questionnaires/{assessment}/answers/{QUESTION}"
    return Caller(portal.url, path, {"Cookie": cookies, "Referer": portal.url}, form)


def _said(number: int) -> dict[str, str]:
    return {"said": f"save number {number}"}


def members(address: str, number: int) -> list[Caller]:
    """So many people who are signed in to the floor, each with a sheet of their own."""
    return [_member(address, f"person{count}of{number}") for count in range(number)]


def _member(address: str, person: str) -> Caller:
    caller = Caller(address, f"/answers/{person}", {}, _said)
    caller.connection.request("POST", f"/sign-in/{person}", headers=BROWSER)
    answer = caller.connection.getresponse()
    answer.read()
    caller.headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
    return caller


@contextmanager
def bare(database: str) -> Iterator[tuple[str, int]]:
    """The routes of the floor, served as the portal is: their address and the process that serves them."""
    port = free_port()
    command = [*_web("127.0.0.1", port, 2)[:-1], "benchmarks.floor:app"]
    root = Path(__file__).parents[1]
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": database}, cwd=root)  # noqa: S603 - our own
    try:
        until(lambda: _alive(port))
        yield f"http://127.0.0.1:{port}", process.pid
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


def measure(kind: str, folder: Path, database: str, seconds: float) -> None:
    """Run and tell everything on one database."""
    portal = RunningPortal(folder, database)
    with portal.open() as opened:
        opened.migrate()
        with opened.engine.begin() as connection:
            for table in floor.TABLES:
                connection.exec_driver_sql(table.format(key=floor.KEYS[kind]))
    with portal.run(), bare(database) as (address, serving):
        for number in VENDORS:
            web = portal.pids("gunicorn")[0]
            ours = measured(vendors(portal, number), seconds, web)
            least = measured(members(address, number), seconds, serving)
            row = measured([Caller(address, "/row", {}, _said) for _ in range(number)], seconds, serving)
            print(f"{kind}, {number} at a time")
            print(ours.told("saving"), least.told("on the floor"), row.told("one bare row"), sep="\n")
            print(ours.against(least, "against the floor"), ours.against(row, "against a bare row"), sep="\n")


def main() -> None:
    seconds = float(next((one for one in sys.argv[1:] if one[0].isdigit()), "8"))
    for kind in [one for one in sys.argv[1:] if one in floor.KEYS] or ["sqlite"]:
        with TemporaryDirectory(prefix="saving-") as place:
            folder, data = Path(place), Path(place) / "postgresql"
            folder.chmod(0o755)
            data.mkdir()
            served = (
                server(data, durable=True) if kind == "postgresql" else nullcontext(f"sqlite:///{folder}/portal.db")
            )
            with served as database:
                measure(kind, folder, database, seconds)


if __name__ == "__main__":
    main()
