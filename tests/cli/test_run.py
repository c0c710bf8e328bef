"""What keeps web and worker alive: it restarts what dies, passes on the signal to end, and knows when to give up."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Each child notes its process id in a file of its name, then does what its name says.
CHILDREN = {
    "stays": "time.sleep(600)",
    "slow": "signal.signal(signal.SIGTERM, finish); time.sleep(600)",
    "dies": "sys.exit(3)",
}
CHILD = """
import os, signal, sys, time
from pathlib import Path

place = Path(sys.argv[1])

def finish(*_):
    time.sleep(0.5)
    place.with_suffix(".ended").touch()
    sys.exit(0)

with place.open("a") as notes:
    notes.write(f"{os.getpid()} ")
"""
SUPERVISOR = """
import json, sys
from vendorrisk.cli import run

run.RESTS = (0.0, 0.1, 0.1)
folder, children = sys.argv[1], json.loads(sys.argv[2])
started = [run.Child(name, [sys.executable, "-c", code, f"{folder}/{name}"]) for name, code in children.items()]
sys.exit(run.Supervisor(started).watch())
"""


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*children: str) -> subprocess.Popen[bytes]:
        codes = json.dumps({name: CHILD + CHILDREN[name] for name in children})
        command = [sys.executable, "-c", SUPERVISOR, str(tmp_path), codes]
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
