"""Every shipped content file is a test case: it parses, both languages are there, and what is published stays so."""

from pathlib import Path

import pytest
import yaml

from vendorrisk.catalogue import check
from vendorrisk.resources import questionnaires_directory

FILES = sorted(questionnaires_directory().rglob("*.yaml"))
LANGUAGES = {"en", "nl"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_shipped_file_has_no_problem(path: Path) -> None:
    assert not [str(problem) for problem in check([path])]


def texts(value: object, place: str = "") -> list[tuple[str, dict[str, object]]]:
    """Every mapping that looks like a text for people, with where it stands."""
    found: list[tuple[str, dict[str, object]]] = []
    if isinstance(value, dict):
        if value.keys() & LANGUAGES:
            found.append((place, value))
        for key, item in value.items():
            found += texts(item, f"{place}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += texts(item, f"{place}[{index}]")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_text_is_there_in_both_languages(path: Path) -> None:
    for place, text in texts(yaml.safe_load(path.read_text())):
        assert set(text) == LANGUAGES, f"{path.name}{place}"
        assert all(text.values()), f"{path.name}{place}"


def test_dutch_is_not_english_left_standing() -> None:
    """A long text that is the same in both languages was not translated."""
    for path in FILES:
        for place, text in texts(yaml.safe_load(path.read_text())):
            english = str(text["en"])
            assert len(english) < 40 or english != text["nl"], f"{path.name}{place}: {english}"


def test_the_baseline_asks_about_every_heading_of_the_founding_statement() -> None:
    controls = {
        *(["ORG-01", "ORG-02", "ORG-03", "ORG-04a", "ORG-04b", "ORG-05", "ORG-06"]),
        *(["CLD-01", "CLD-02", "CLD-03", "CLD-04", "CLD-05a", "CLD-05b", "CLD-06", "CLD-07a", "CLD-07b", "CLD-08"]),
        *(["ACC-01", "ACC-02a", "ACC-02b", "ACC-03", "ACC-04", "ACC-05", "ACC-06"]),
        *(["VRM-01a", "VRM-01b", "VRM-02", "CON-01", "DOC-01"]),
    }
    pack = yaml.safe_load((questionnaires_directory() / "packs" / "baseline.yaml").read_text())
    asked = {question["control"] for section in pack["sections"] for question in section["questions"]}
    assert controls <= asked
