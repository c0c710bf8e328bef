"""A file of clauses that is wrong says where, and what to write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vendorrisk.catalogue import check
from vendorrisk.resources import questionnaires_directory


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("when: {fact: data.personal}", "when: {fact: data.private}", "there is no fact “data.private”"),
        ("when: {fact: data.personal}", "when: always", "write a condition"),
        ("- id: gdpr-audit", "- id: gdpr-end", "already; choose another id"),
        ("- id: gdpr-audit\n        source:", "- id: gdpr-audit\n        sources:", "sources"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, right: str, wrong: str, told: str) -> None:
    home = tmp_path / "content"
    shutil.copytree(questionnaires_directory(), home)
    path = home / "clauses.yaml"
    assert check([path]) == []
    text = path.read_text()
    assert right in text
    path.write_text(text.replace(right, wrong, 1))
    found = check([path])
    assert any(told in str(problem) for problem in found), found
