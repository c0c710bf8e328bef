"""A real PostgreSQL for the tests: made in a temporary folder, on a free port of loopback, gone with the session."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What a test need not survive; the crash tests start a server of their own that does.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs; Debian keeps them off the PATH. None when it is not installed."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb")
    return kept[-1].parent if kept else Path(found).parent if found else None


def free_port() -> int:
    """A port of loopback on which nothing listens just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def server(folder: Path, *, durable: bool = False) -> Iterator[str]:
    """A PostgreSQL server in the empty `folder`; gives the URL of its first database.

    PostgreSQL refuses root, so root starts it as nobody.
    """
    programs = binaries()
    assert programs is not None
    other: list[str] = []
    if os.getuid() == 0:
        other = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        shutil.chown(folder, "nobody", "nogroup")
    data, port = folder / "data", free_port()
    ran = [*other, str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "portal", "-E", "UTF8", "--no-sync"]
    subprocess.run(ran, check=True, stdout=subprocess.DEVNULL)
    options = "" if durable else " ".join(f"-c {option}" for option in FAST)
    options += f" -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c max_connections=200"
    control = [*other, str(programs / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], check=True, stdout=subprocess.DEVNULL)
    try:
        yield f"postgresql://portal@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, stdout=subprocess.DEVNULL)
