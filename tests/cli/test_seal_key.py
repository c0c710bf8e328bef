"""`vendorrisk seal-key`: shown, replaced, brought from elsewhere; each act in the trail, no certificate forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from vendorrisk.app import open_portal
from vendorrisk.cli import main
from vendorrisk.persistence.models import EventRow
from vendorrisk.services import seals
from vendorrisk.storage import SealKeys


def test_every_act_leaves_a_trace_and_no_certificate_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VENDORRISK_DATA", str(tmp_path))
    with open_portal() as portal:
        portal.migrate()
    brought = tmp_path / "brought.pem"
    brought.write_bytes(SealKeys(tmp_path / "elsewhere", "Elsewhere").read())
    for command in (["show"], ["rotate"], ["import", str(brought)]):
        told = CliRunner().invoke(main, ["seal-key", *command])
        assert told.exit_code == 0, told.output
    shown = CliRunner().invoke(main, ["seal-key", "show"]).output
    assert shown.count("sealed before") == 2
    assert "seals now  Elsewhere" in shown
    assert "PRIVATE" not in shown
    with open_portal() as portal, portal.work() as work:
        kinds = list(work.session.scalars(select(EventRow.kind).order_by(EventRow.position)))
        assert kinds == ["seal_key.made", "seal_key.rotated", "seal_key.imported"]
        assert len(seals.certificates(work)) == 3


def test_what_cannot_seal_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENDORRISK_DATA", str(tmp_path))
    with open_portal() as portal:
        portal.migrate()
    unfit = tmp_path / "unfit.pem"
    unfit.write_text("Dear administrator,")
    told = CliRunner().invoke(main, ["seal-key", "import", str(unfit), "--passphrase-stdin"], input="tulpen\n")
    assert told.exit_code == 1
    assert "cannot be read" in told.output
