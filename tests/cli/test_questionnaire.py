"""Two versions of a pack compared on the command line, and the open assessments that stand on the old one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.catalogue.content import PACK, directory
from tests.factories import make_assessment
from vendorrisk.cli.questionnaire import questionnaire
from vendorrisk.domain.lifecycle import State
from vendorrisk.resources import questionnaires_directory
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings

NEXT = PACK.replace('version: "1"', 'version: "2"').replace("weight: 2", "weight: 3").replace("id: no,", "id: none,")


def run(*given: object) -> Result:
    return CliRunner().invoke(questionnaire, ["diff", *map(str, given)])


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """The same pack in two versions, the new one not published yet."""
    new = tmp_path / "new.yaml"
    new.write_text(NEXT)
    return directory(tmp_path / "content") / "packs" / "small.yaml", new


def test_it_is_said_in_sentences(versions: tuple[Path, Path]) -> None:
    assert run(*versions).output.splitlines() == [
        "small 1 → small 2",
        "  first: It weighs 3 instead of 2.",
        "  first: The option “no” is gone.",
        "  first: There is a new option “none”, worth 0.",
        "1 question is the same.",
        "Answers to be given anew:",
        "  first: by those who chose “no”",
    ]


def test_it_is_given_as_json(versions: tuple[Path, Path]) -> None:
    plain = json.loads(run(*versions, "--json").output)
    assert (plain["old"]["version"], plain["new"]["version"], plain["anew"]) == ("1", "2", ["first"])
    assert [change["kind"] for change in plain["changes"]] == ["reweighed", "options", "options"]
    assert plain["open"] is None


def test_an_extending_pack_is_compared_as_what_it_comes_to(versions: tuple[Path, Path]) -> None:
    old, _ = versions
    ours = old.parent / "ours.yaml"
    ours.write_text('pack: ours\nversion: "1"\nextends: {pack: small, reweigh: {first: 7}}\n')
    assert "  first: It weighs 7 instead of 2." in run(old, ours).output.splitlines()


def test_a_file_that_is_wrong_is_refused_with_its_line(versions: tuple[Path, Path]) -> None:
    old, new = versions
    new.write_text(NEXT.replace("weight: 3", "weight: many"))
    result = run(old, new)
    assert result.exit_code == 2
    assert f"{new}:14: sections[0].questions[0].weight: write a whole number" in result.output


def test_it_counts_the_open_assessments_on_the_old_version(
    settings: Settings, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "VENDORRISK_DATA": settings.data_directory,
        "VENDORRISK_SECRET_KEY": settings.secret_key,
        "DATABASE_URL": settings.database_url,
    }.items():
        monkeypatch.setenv(name, str(value))
    assessment = make_assessment(work)
    work.commit()
    asked = {pack.digest: pack for pack in work.catalogue.packs.values()}[assessment.pack_digests[0]]
    other = next(pack for pack in work.catalogue.packs.values() if pack.digest not in assessment.pack_digests)
    path, elsewhere = (questionnaires_directory() / "packs" / f"{pack.id}.yaml" for pack in (asked, other))
    standing = f"Open assessments on version {asked.version}: %d. They stay on it until decided.\n"
    assert run(path, path, "--open").output.endswith(standing % 1)
    assert run(elsewhere, path, "--open").output.endswith(standing % 0)
    assessment.state = State.WITHDRAWN.value
    work.commit()
    assert run(path, path, "--open").output.endswith(standing % 0)
