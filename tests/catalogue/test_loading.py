"""The content that ships is whole; what is kept elsewhere is read back to the same values."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue.content import directory
from vendorrisk.catalogue import (
    Catalogue,
    CatalogueError,
    check,
    parse_intake,
    parse_model,
    parse_organisation,
    parse_pack,
)
from vendorrisk.catalogue.library import locked, read_library
from vendorrisk.catalogue.problems import Findings
from vendorrisk.catalogue.yaml12 import read_text
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.credits import best_credit
from vendorrisk.domain.model import Grade
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.resources import questionnaires_directory

FILES = sorted(questionnaires_directory().rglob("*.yaml"))
PARSERS = {"pack": parse_pack, "intake": parse_intake, "model": parse_model, "organisation": parse_organisation}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_file_has_no_problem(path: Path) -> None:
    assert not [str(problem) for problem in check([path])]


def test_every_file_is_read_back_from_its_plain_content(catalogue: Catalogue) -> None:
    for file in catalogue.files.values():
        kept = json.loads(json.dumps(file.body))
        read = PARSERS[file.kind](kept)
        assert read.digest == file.digest == digest(kept)
        held = {**catalogue.packs, "intake": catalogue.intake, "model": catalogue.model}
        assert read == held.get(file.name if file.kind == "pack" else file.kind, catalogue.organisation)


def test_pinning_names_intake_model_organisation_and_packs(catalogue: Catalogue) -> None:
    assert [file.kind for file in catalogue.pin(["essentials", "baseline"])] == [
        "intake",
        "model",
        "organisation",
        "pack",
        "pack",
    ]
    assert catalogue.pin(["baseline"])[3].name == "baseline"


def test_every_figure_of_the_model_has_a_grade_and_a_source(catalogue: Catalogue) -> None:
    paths = {figure.path for figure in catalogue.model.figures}
    assert {"frequency.reference", "mitigation.frequency_ratio", "policies", "tiers.thresholds"} <= paths
    assert len(paths) >= 12
    for figure in catalogue.model.figures:
        assert isinstance(figure.grade, Grade)
        assert len(figure.source) > 20


def test_every_knock_out_can_be_met_and_every_tier_has_packs(catalogue: Catalogue) -> None:
    for pack in catalogue.packs.values():
        for question in pack.questions:
            assert not question.knock_out or best_credit(question) >= question.knock_out.below
    for tier in Tier:
        assert catalogue.model.policies[tier].packs


def test_every_shipped_version_is_locked() -> None:
    library = read_library(questionnaires_directory())
    assert library.lock == locked(library)
    assert set(library.lock or {}) == {"intake", "model", "pack"}


def test_content_that_is_wrong_does_not_load(tmp_path: Path) -> None:
    home = directory(tmp_path / "content", "pack: small\n")
    with pytest.raises(CatalogueError) as failure:
        Catalogue.load(home)
    assert len(failure.value.problems) == 4
    (home / "risk-model.yaml").unlink()
    with pytest.raises(CatalogueError):
        Catalogue.load(home)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("off", "off"),
        ("true", True),
        ("True", "True"),
        ("null", None),
        ("~", None),
        ("012", 12),
        ("1.50", "1.5"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("2026-11-23", "2026-11-23"),
        ("'5'", "5"),
    ],
)
def test_words_mean_what_yaml_1_2_says(written: str, value: object) -> None:
    assert read_text(f"a: {written}".encode(), Findings("test")).value == {"a": value}


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_at_all_crash_the_reader(body: bytes) -> None:
    found = Findings("test")
    document = read_text(body, found)
    assert document.value is None or not isinstance(document.value, float)


def test_a_record_s_content_is_parsed_without_files(catalogue: Catalogue) -> None:
    body = dict(next(file for file in catalogue.files.values() if file.name == "essentials").body)
    with pytest.raises(CatalogueError):
        parse_pack({**body, "sections": []})
    with pytest.raises(CatalogueError):
        parse_pack({})
    assert replace(parse_pack(body), digest="") == replace(catalogue.packs["essentials"], digest="")
