"""`vendorrisk files`: a new key, and every file under it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from vendorrisk.app import open_portal
from vendorrisk.cli import main
from vendorrisk.storage import Keys, open_store


def test_a_rotation_leaves_every_file_readable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORRISK_DATA", str(tmp_path))
    with open_portal() as portal:
        portal.migrate()
    keys = Keys(tmp_path / "file-keys")
    store, before = open_store(str(tmp_path / "files"), keys), keys.newest
    kept = store.put("proofs/one", b"a certificate")
    told = CliRunner().invoke(main, ["files", "rotate"])
    assert told.exit_code == 0, told.output
    assert "encrypted anew: 1;" in told.output
    assert Keys(tmp_path / "file-keys").newest != before
    assert store.get(kept.key) == b"a certificate"
    again = CliRunner().invoke(main, ["files", "encrypt"])
    assert "encrypted anew: 0;" in again.output
