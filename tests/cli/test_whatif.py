"""`vendorrisk whatif`: the past under another model, from the database and from files, and nothing written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from tests.cli.test_verify import register
from tests.pdf import assessments
from vendorrisk.catalogue import read_case
from vendorrisk.cli.replay import replay
from vendorrisk.cli.whatif import whatif
from vendorrisk.domain.assessment import assess
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.record import EngagementNamed, Parts, Pinned, SealedRecord, VendorNamed, seal
from vendorrisk.pdf.renderer import ChildRenderer
from vendorrisk.persistence.models import EventRow, Record
from vendorrisk.resources import questionnaires_directory
from vendorrisk.services.work import Work

MODEL = questionnaires_directory() / "risk-model.yaml"


@pytest.fixture(scope="module")
def sealed() -> SealedRecord:
    """The record of the strong reference vendor, of the high tier, which was approved."""
    read = read_case(questionnaires_directory() / "examples" / "strong-saas.yaml", assessments.catalogue())
    return seal(
        Parts(
            case=read.case,
            outcome=assess(read.case),
            vendor=VendorNamed(**read.vendor.model_dump()),
            engagement=EngagementNamed(**read.engagement.model_dump()),
            content=tuple(Pinned(**asdict(file)) for file in read.content),
            portal="https://portal.example",
            decision=replace(assessments.DECISION, verdict=Verdict.APPROVE, conditions=()),
        )
    )


@pytest.fixture
def portal(work: Work, sealed: SealedRecord, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A portal with one record, which commands find by their environment."""
    register(work, sealed, b"the document as issued")
    monkeypatch.setenv("DATABASE_URL", work.settings.database_url)
    monkeypatch.setenv("VENDORRISK_DATA", str(work.settings.data_directory))
    monkeypatch.setenv("SECRET_KEY", work.settings.secret_key)
    return work


@pytest.fixture
def folder(tmp_path: Path, sealed: SealedRecord, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with one record, where no database is to be had."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    made = tmp_path / "records"
    made.mkdir()
    (made / "one.json").write_bytes(sealed.body)
    (made / "notes.txt").write_text("not asked for")
    return made


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """The model that ships with some of its text changed, as a file."""

    def change(*changes: tuple[str, str]) -> Path:
        text = MODEL.read_text()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file = tmp_path / "changed.yaml"
        file.write_text(text)
        return file

    return change


def run(model: Path, *options: str | Path) -> Result:
    return CliRunner().invoke(whatif, ["--model", str(model), *(str(one) for one in options)])


def judged(model: Path, *options: str | Path) -> dict[str, Any]:
    result = run(model, "--json", *options)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


CHOICE = "    - pack: privacy\n      when: {any_of: [{fact: data.special}, {fact: data.many-people}]}\n"
RAISED = ("    approve: 65\n", "    approve: 99\n")
HEAVIER = (
    "tiers:\n  thresholds:\n    value: {moderate: 0.1, high: 1, critical: 6}",
    "tiers:\n  thresholds:\n    value: {moderate: 0.001, high: 0.002, critical: 0.003}",
)


def test_the_model_that_was_used_changes_nothing(portal: Work) -> None:
    result = run(MODEL)
    assert result.exit_code == 0, result.output
    assert result.output == "1 records under model 2026.1: 0 would differ, 0 cannot be judged\n"


def test_a_raised_line_takes_the_approval_back_and_nothing_is_written(
    portal: Work, sealed: SealedRecord, changed: Callable[..., Path]
) -> None:
    before = everything(portal)
    model = changed(RAISED)
    (one,) = judged(model)["differ"]
    figures = json.loads(sealed.body)["figures"]
    assert (one["digest"], one["decided_on"]) == (sealed.digest, "2026-11-23")
    assert one["then"] == {
        "tier": "high",
        "recommendation": "approve",
        "proven": figures["effectiveness"]["proven"],
        "expected": figures["residual"]["proven"]["expected"],
    }
    # A line moves nothing but the recommendation.
    assert one["now"] == one["then"] | {"recommendation": "approve_with_conditions"}
    told = run(model).output
    assert f"{one['vendor']}, {one['engagement']}, decided on 2026-11-23: approve → approve_with_conditions" in told
    assert "1 records under model 2026.1: 1 would differ, 0 cannot be judged" in told
    assert everything(portal) == before
    assert CliRunner().invoke(replay).exit_code == 0


def test_a_tier_that_moves_is_listed(folder: Path, changed: Callable[..., Path]) -> None:
    (one,) = judged(changed(HEAVIER), "--records", folder)["differ"]
    assert (one["then"]["tier"], one["now"]["tier"]) == ("high", "critical")


def test_effectiveness_and_loss_are_those_of_the_model(folder: Path, changed: Callable[..., Path]) -> None:
    tested = "factors: {claimed: 0.5, committed: 0.6, documented: 0.7, validated: 0.85, tested: 1}"
    stricter = "factors: {claimed: 0, committed: 0, documented: 0.1, validated: 0.2, tested: 0.3}"
    (one,) = judged(changed((tested, stricter)), "--records", folder)["differ"]
    assert Fraction(one["now"]["proven"]["exact"]) < Fraction(one["then"]["proven"]["exact"])
    assert one["now"]["expected"] > one["then"]["expected"]


def test_files_need_no_database_and_two_languages_are_one_record(folder: Path, sealed: SealedRecord) -> None:
    (folder / "one.pdf").write_bytes(ChildRenderer().render(sealed.body, "nl"))
    found = judged(MODEL, "--records", folder)
    assert found == {"model": "2026.1", "records": 1, "differ": [], "cannot_be_judged": []}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("fact: size", "fact: headcount"), "there is no intake question “headcount”"),
        (("when: {fact: data.special}\n      because", "when: {fact: data.secret}\n      because"), "“data.secret”"),
        (
            (CHOICE, "    - pack: essentials\n      when: {tier: [high]}\n"),
            "it asks for what this vendor was not asked: essentials",
        ),
        (("  adequate: [", "  sufficient: ["), "it has no group of countries “adequate”"),
    ],
)
def test_what_the_record_cannot_answer_is_said(
    folder: Path, changed: Callable[..., Path], change: tuple[str, str], why: str
) -> None:
    result = run(changed(change), "--records", folder)
    assert result.exit_code == 0, result.output
    assert "cannot be judged under this model: " in result.output
    assert why in result.output
    assert "0 would differ, 1 cannot be judged" in result.output


def test_a_changed_record_and_what_is_none_are_not_judged(folder: Path, sealed: SealedRecord) -> None:
    (folder / "one.json").write_bytes(sealed.body.replace(b'"approve"', b'"reject"'))
    (folder / "two.pdf").write_bytes(b"Dear vendor,")
    found = judged(MODEL, "--records", folder)["cannot_be_judged"]
    assert [(one["engagement"], one["why"].split(";")[0]) for one in found] == [
        ("one.json", "it was changed after it was sealed"),
        ("two.pdf", "it is not a record"),
    ]


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("model: [", 2), ("model: risk-model\nversion: '1'\nrisk: 1\n", 3)]
)
def test_a_bad_model_ends_with_two_and_names_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text)
    result = run(file)
    assert result.exit_code == 2
    assert f"bad.yaml:{line}: " in result.output


def everything(work: Work) -> tuple[list[str], list[str]]:
    """Every record and the whole trail, as they are in the database now."""
    work.session.rollback()
    return list(work.session.scalars(select(Record.body))), list(work.session.scalars(select(EventRow.hash)))
