"""What keeps web and worker alive: it starts again what dies, passes on the signal to end, and knows when to give up."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SUPERVISOR = """
import sys
from vendorrisk.cli import run
run.RESTS = (0.0, 0.1, 0.1)
note = "import os,sys,time; open(sys.argv[1],'a').write(str(os.getpid())+chr(10)); "
children = {
    "stays": note + "time.sleep(600)",
    "slow": note + "import signal; signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.5), open(sys.argv[1] + '.ended', 'w'), sys.exit(0))); time.sleep(600)",
    "dies": note + "sys.exit(3)",
}
started = [run.Child(name, [sys.executable, "-c", children[name], sys.argv[1] + "/" + name]) for name in sys.argv[2:]]
sys.exit(run.Supervisor(started).watch())
"""


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*children: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", SUPERVISOR, str(tmp_path), *children]
        started.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def pids(path: Path, number: int) -> list[int]:
    """The first `number` processes that a child has been, once there are so many."""
    deadline = time.monotonic() + 15
    while True:
        lines = path.read_text().split() if path.exists() else []
        if len(lines) >= number:
            return [int(line) for line in lines[:number]]
        assert time.monotonic() < deadline, f"{path.name} was started {len(lines)} times"
        time.sleep(0.02)


def gone(pid: int, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_a_killed_child_is_started_again_and_the_other_is_left_alone(
    supervise: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    supervise("stays", "slow")
    (first,), (other,) = pids(tmp_path / "stays", 1), pids(tmp_path / "slow", 1)
    os.kill(first, signal.SIGKILL)
    assert pids(tmp_path / "stays", 2)[1] != first
    assert not gone(other, 0.3)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_lets_its_children_finish(
    supervise: Callable[..., subprocess.Popen[bytes]], tmp_path: Path, told: signal.Signals
) -> None:
    process = supervise("stays", "slow")
    family = pids(tmp_path / "stays", 1) + pids(tmp_path / "slow", 1)
    time.sleep(0.3)
    process.send_signal(told)
    assert process.wait(10) == 0
    assert (tmp_path / "slow.ended").exists()
    assert all(gone(pid) for pid in family)


def test_killed_itself_it_leaves_no_child_behind(
    supervise: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    process = supervise("stays")
    (child,) = pids(tmp_path / "stays", 1)
    process.kill()
    process.wait()
    assert gone(child)


def test_a_child_that_will_not_stay_up_ends_everything(
    supervise: Callable[..., subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    process = supervise("stays", "dies")
    assert process.wait(20) == 1
    assert len((tmp_path / "dies").read_text().split()) == 4
    assert gone(pids(tmp_path / "stays", 1)[0])
