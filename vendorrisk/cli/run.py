"""`vendorrisk run`: the web server and the worker as children of one process that keeps both alive."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import click
import structlog

from vendorrisk.app import open_portal, write_logs
from vendorrisk.jobs.queue import die_with_parent
from vendorrisk.services import seals
from vendorrisk.settings import Settings

log = structlog.get_logger(__name__)

PATIENCE = 40.0
"""Seconds that a child has to finish what it is doing; longer than gunicorn's own grace."""
RESTS = (0.0, 1.0, 2.0, 5.0, 10.0)
"""Seconds to wait before a child is started again, the more the oftener it died young."""
YOUNG = 30.0
"""Seconds after which a child is no longer thought to die of how it was started."""


@click.command("run")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.  [default: the port of the base URL, or 8000]")
@click.option("--workers", default=2, show_default=True, help="Web processes.")
def run(host: str, port: int | None, workers: int) -> None:
    """Serve the portal: migrate the database, then run web server and worker together."""
    write_logs()
    portal = open_portal()
    portal.migrate()
    with portal, portal.work() as work:
        seals.register(work)
    serve(portal.settings, host, port or urlsplit(portal.settings.base_url).port or 8000, workers)


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Run web server and worker until told to stop; raises SystemExit(1) when one of them will not stay up."""
    click.echo(f"The portal is at {settings.base_url}, listening on {host}:{port}. Ctrl-C stops it.", err=True)
    raise SystemExit(Supervisor([Child("web", _web(host, port, workers)), Child("worker", _worker())]).watch())


def _web(host: str, port: int, workers: int) -> list[str]:
    options = {
        "--bind": f"{host}:{port}",
        "--workers": str(workers),
        "--worker-class": "gthread",
        "--threads": "8",
        "--timeout": "60",
        "--graceful-timeout": "25",
        "--log-level": "warning",
    }
    given = [part for option in options.items() for part in option]
    return [sys.executable, "-m", "gunicorn", *given, "--no-control-socket", "vendorrisk.app:serving_app()"]


def _worker() -> list[str]:
    return [sys.executable, "-c", "from vendorrisk.cli import main; main()", "worker"]


@dataclass(slots=True)
class Child:
    """A process to keep alive: its name, its command, and how it has fared."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    due: float = field(default=0.0)

    def start(self) -> None:
        """Start the process; in a session of its own, so that Ctrl-C reaches it once, through us."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - a command of our own
            self.command, start_new_session=True, preexec_fn=die_with_parent
        )

    def died(self) -> bool:
        """Whether the process ended since it was last asked; then it is due to be started again after a rest."""
        if self.process is None or self.process.poll() is None:
            return False
        now = time.monotonic()
        self.deaths = 1 if now - self.started > YOUNG else self.deaths + 1
        log.error("child died", child=self.name, status=self.process.returncode, deaths=self.deaths)
        self.due = now + RESTS[min(self.deaths, len(RESTS)) - 1]
        self.process = None
        return True


class Supervisor:
    """Keeps children alive until a signal says to stop; then passes it on and waits for them."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._children = children
        self._stopping = False

    def watch(self) -> int:
        """Start the children and start again what dies. The exit status: 1 when one died young too often."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping:
            for child in self._children:
                if child.died() and child.deaths > len(RESTS):
                    log.error("child does not stay up", child=child.name)
                    self._end()
                    return 1
                if child.process is None and time.monotonic() >= child.due:
                    child.start()
            time.sleep(0.1)
        self._end()
        return 0

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _end(self) -> None:
        """Ask every child to finish, and make those end that do not."""
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
