"""A real portal as its own processes: started by `vendorrisk run`, visited over HTTP, killed without a word."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from tests.factories import make_assessment
from tests.postgresql import free_port
from vendorrisk.app import Portal, open_portal
from vendorrisk.persistence.models import Assessment, User
from vendorrisk.services import accounts
from vendorrisk.settings import read

PASSWORD = "seven quiet lanterns drift"


def until(what: Callable[[], Any], seconds: float = 90) -> Any:
    """What `what` gives, once it gives something."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
    return found


class RunningPortal:
    """A portal on `database_url` with its data in `folder`; `run` serves it."""

    def __init__(self, folder: Path, database_url: str, **settings: str) -> None:
        self.port = free_port()
        self.environment = {
            "VENDORRISK_DATA": str(folder),
            "VENDORRISK_BASE_URL": f"http://127.0.0.1:{self.port}",
            "VENDORRISK_LEASE_SECONDS": "3",
            "DATABASE_URL": database_url,
            **settings,
        }
        self.url = self.environment["VENDORRISK_BASE_URL"]
        self.log = folder / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def open(self) -> Portal:
        """The same portal in this process, to prepare and to look afterwards."""
        return open_portal(read(self.environment))

    @contextmanager
    def run(self, workers: int = 2) -> Iterator[RunningPortal]:
        """Serve with so many web processes until the block ends; one starts soonest."""
        command = [sys.executable, "-c", "from vendorrisk.cli import main; main()", "run"]
        command += ["--port", str(self.port), "--workers", str(workers)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=os.environ | self.environment, stderr=log)
        try:
            until(self.alive)
            yield self
        finally:
            self.process.terminate()
            self.process.wait(60)

    def alive(self) -> bool:
        """Whether the web server answers."""
        try:
            return requests.get(f"{self.url}/health/live", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def pids(self, words: str) -> list[int]:
        """The processes of this portal whose command has `words` in it."""
        assert self.process is not None
        return [pid for pid in descendants(self.process.pid) if words in command_of(pid)]


def descendants(pid: int) -> list[int]:
    """Every process that `pid` started, and that those started."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        children = [int(child) for child in path.read_text().split()]
    except OSError:
        return []
    return children + [grandchild for child in children for grandchild in descendants(child)]


def command_of(pid: int) -> str:
    """The command of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def kill(pids: list[int]) -> None:
    """End processes without letting them do anything more."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def invited(portal: Portal, respondents: int = 1) -> tuple[str, list[str]]:
    """A requested engagement with so many respondents who can sign in: the assessment's id, and their addresses."""
    with portal.work() as work:
        assessment = make_assessment(work)
        emails = [_respondent(portal, assessment.id, number) for number in range(respondents)]
    return assessment.id, emails


def _respondent(portal: Portal, assessment_id: str, number: int) -> str:
    with portal.work() as work:
        assessment = work.session.get_one(Assessment, assessment_id)
        requester = accounts.actor_of(assessment.engagement.requester)
        email = f"respondent{number}@vendor.example"
        invitation = accounts.invite_respondent(work, requester, assessment, f"Person {number}", email, "en")
        work.commit()
        user: User = accounts.accept_invitation(
            work, accounts.token_of(work, invitation), user=None, name="", password=PASSWORD
        )
    return user.email


class Client:
    """A signed-in person with a browser that has no scripts."""

    def __init__(self, url: str, email: str, headers: Mapping[str, str] | None = None) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.headers.update(headers or {})
        page = self.session.get(f"{url}/sign-in", timeout=10)
        form = {"csrf_token": token_in(page.text), "email": email, "password": PASSWORD}
        answer = self.session.post(f"{url}/sign-in", form, timeout=10, allow_redirects=False)
        assert answer.status_code in {302, 303}, answer.text
        self.token = token_in(self.session.get(f"{url}/questionnaires", timeout=10).text)

    def post(self, path: str, **form: str) -> requests.Response:
        """Send a form, as htmx sends it."""
        return self.session.post(
            f"{self.url}{path}", form | {"csrf_token": self.token}, headers={"HX-Request": "true"}, timeout=10
        )


def token_in(page: str) -> str:
    """The CSRF token of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]
