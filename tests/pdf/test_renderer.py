"""The child process: it knows no secret, gets so much time and memory and no more, and fails in one clear line."""

import json
import os
import subprocess
import sys

import pytest

from tests.pdf import samples
from vendorrisk.pdf import renderer
from vendorrisk.pdf.limits import MEMORY_BYTES
from vendorrisk.pdf.renderer import ChildRenderer, RenderFailed


def test_the_child_is_told_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}
    monkeypatch.setenv("VENDORRISK_SECRET_KEY", "do not tell")
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@db/portal")

    def run(*_: object, **given: object) -> subprocess.CompletedProcess[bytes]:
        seen.update(given)
        return subprocess.CompletedProcess([], 0, stdout=b"%PDF-", stderr=b"")

    monkeypatch.setattr(subprocess, "run", run)
    ChildRenderer().render(b"{}", "en")
    environment = seen["env"]
    assert isinstance(environment, dict)
    assert set(environment) <= {*renderer.PASSED_ON, "PYTHONPATH", "PYTHONHASHSEED", "LANG", "HOME", "XDG_CACHE_HOME",
                                "FONTCONFIG_FILE"}  # fmt: skip
    assert "secret" not in str(environment)


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(RenderFailed, match=r"more than 0\.05 seconds"):
        ChildRenderer(seconds=0.05).render(samples.record(4).body, "en")


def test_the_child_limits_its_own_memory_and_time() -> None:
    code = (
        "import sys, io, resource; sys.stdin = io.TextIOWrapper(io.BytesIO(b'{}'));"
        "from vendorrisk.pdf.__main__ import main\n"
        "try: main()\n"
        "except KeyError: pass\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert ran.stdout.split() == [str(MEMORY_BYTES), "60"]


def test_what_needs_too_much_memory_ends_the_child_alone() -> None:
    asked = json.dumps({"record": samples.record(4).body.decode(), "language": "en"}).encode()
    code = (
        "import vendorrisk.pdf.limits as limits; limits.MEMORY_BYTES = 120 * 1024**2;"
        "from vendorrisk.pdf.__main__ import main; main()"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=asked, capture_output=True, check=False, env=os.environ)
    assert ran.returncode
    assert not ran.stdout


def test_a_changed_record_gets_no_document() -> None:
    body = samples.record(4).body.replace(b"Noordzee", b"Zuiderzee")
    with pytest.raises(RenderFailed, match="the record is damaged: checksum_differs"):
        ChildRenderer().render(body, "en")


def test_what_is_no_record_gets_no_document() -> None:
    with pytest.raises(RenderFailed, match="other_format"):
        ChildRenderer().render(json.dumps({"format": "a poem"}).encode(), "en")
