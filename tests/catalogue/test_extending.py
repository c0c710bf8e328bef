# ruff: noqa: E501 - a table of mistakes reads across
"""A pack that extends another comes to plain content of its own, and says where it goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.catalogue.content import PACK, directory
from vendorrisk.catalogue import Catalogue, check, parse_pack
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.questionnaire import Pack

RULES = """\
contradictions:
  - {id: on-second, when: {proof: second, missing: true}, questions: [second], say: {en: S., nl: S.}}
  - {id: on-first, when: {proof: first, missing: true}, questions: [first], say: {en: F., nl: F.}}
"""

OURS = """\
pack: ours
version: "1"
extends:
  pack: small
  drop: [second]
  reword: {first: {ask: {en: "At all?", nl: "Hoe dan ook?"}}}
  reweigh: {first: 9}
sections:
  - id: one
    questions:
      - {id: third, control: A-03, ask: {en: "Third?", nl: "Derde?"}, help: {en: H., nl: H.}, kind: text, weight: 0, when: {answer: first, is: yes}}
  - id: two
    title: {en: Two, nl: Twee}
    questions:
      - {id: fourth, control: A-04, ask: {en: "Fourth?", nl: "Vierde?"}, help: {en: H., nl: H.}, kind: text, weight: 0}
contradictions:
  - {id: on-third, when: {proof: third, missing: true}, questions: [third], say: {en: T., nl: T.}}
"""


def home_with(folder: Path, ours: str = OURS, base: str = PACK + RULES) -> Path:
    home = directory(folder / "content", base)
    (home / "packs" / "ours.yaml").write_text(ours)
    return home


@pytest.fixture
def ours(tmp_path: Path) -> Pack:
    return Catalogue.load(home_with(tmp_path)).packs["ours"]


def test_questions_are_dropped_changed_and_added(ours: Pack) -> None:
    assert [(section.id, [one.id for one in section.questions]) for section in ours.sections] == [
        ("one", ["first", "third"]),
        ("two", ["fourth"]),
    ]
    first = next(ours.questions)
    assert (first.ask.nl, first.weight) == ("Hoe dan ook?", 9)
    assert first.help is not None
    assert first.help.en == "Help."
    assert (ours.id, ours.version, ours.title.en) == ("ours", "1", "Small")


def test_rules_come_along_without_those_about_what_is_dropped(ours: Pack) -> None:
    assert [rule.id for rule in ours.contradictions] == ["on-first", "on-third"]


def test_what_is_pinned_stands_by_itself(tmp_path: Path) -> None:
    catalogue = Catalogue.load(home_with(tmp_path))
    (kept,) = (file for file in catalogue.pin(["ours"]) if file.kind == "pack")
    body = json.loads(json.dumps(kept.body))
    assert "extends" not in body
    assert parse_pack(body) == catalogue.packs["ours"]
    assert kept.digest == digest(body) == catalogue.packs["ours"].digest


def test_the_pack_that_is_extended_stays_as_it_is(tmp_path: Path) -> None:
    alone = Catalogue.load(directory(tmp_path / "alone", PACK + RULES)).packs["small"]
    assert Catalogue.load(home_with(tmp_path)).packs["small"] == alone


def test_a_change_in_what_is_extended_is_a_change_of_both(tmp_path: Path, ours: Pack) -> None:
    changed = Catalogue.load(home_with(tmp_path / "again", base=(PACK + RULES).replace("A few", "Some"))).packs
    assert changed["ours"].digest != ours.digest
    untouched = Catalogue.load(home_with(tmp_path / "third", base=(PACK + RULES).replace('"Second?"', '"Next?"'))).packs
    assert untouched["ours"].digest == ours.digest


def test_a_pack_may_extend_one_that_extends_another(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    # The name stands before that of the pack it extends, so that the order of the files is not that of reading.
    (home / "packs" / "a-last.yaml").write_text(
        'pack: a-last\nversion: "1"\nextends: {pack: ours, drop: [third, fourth]}\n'
    )
    pack = Catalogue.load(home).packs["a-last"]
    assert [one.id for one in pack.questions] == ["first"]
    assert [one.weight for one in pack.questions] == [9]


MISTAKES = [
    ("pack: small", "pack: smal", 4, "extends.pack: there is no pack “smal”; there are: "),
    ("pack: small", "pack: ours", 4, "extends.pack: these packs extend one another: ours → ours; "),
    ("drop: [second]", "drop: [secnd]", 5, "extends.drop[0]: “small” has no question “secnd”"),
    ("drop: [second]", "drop: [first]", 5, "extends.drop[0]: “second” is asked by the answer to “first”; drop both or neither"),
    ("drop: [second]", "drop: [second, first]", 6, "extends.reword.first: “first” is dropped; leave it out here, or do not drop it"),
    ("reword: {first:", "reword: {frist:", 6, "extends.reword.frist: “small” has no question “frist”"),
    ("reweigh: {first: 9}", "reweigh: {first: 12}", 7, "extends.reweigh.first: write 10 or less"),
    ("reweigh: {first: 9}", "reweight: {first: 9}", 7, "extends.reweight: unknown key “reweight”; did you mean “reweigh”?"),
    ("- {id: third,", "- {id: first,", 11, "sections[0].questions[0].id: “small” asks “first” already; change it under extends, or rename it"),
    ("  - id: one\n", "  - id: one\n    title: {en: O, nl: O}\n", 10, "sections[0].title: “one” is a section of “small”; leave out its title"),
    ("when: {answer: first, is: yes}", "when: {answer: first, is: maybe}", 11, "sections[0].questions[0].when: “first” has no option “maybe”"),
    ('nl: "Vierde?"', "", 15, "sections[1].questions[0].ask.nl: the Dutch text is missing"),
    ("when: {proof: third, missing: true}", "when: {proof: thrid, missing: true}", 17, "contradictions[0].when: there is no question “thrid”"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "line", "said"), MISTAKES)
def test_a_mistake_is_named_where_it_stands(tmp_path: Path, before: str, after: str, line: int, said: str) -> None:
    assert OURS.count(before) == 1
    path = home_with(tmp_path, OURS.replace(before, after)) / "packs" / "ours.yaml"
    found = [str(problem) for problem in check([path])]
    assert any(one.startswith(f"{path}:{line}: {said}") for one in found), "\n".join(found)


def test_a_weight_that_needs_more_is_named_where_it_is_given(tmp_path: Path) -> None:
    asked_only = PACK.replace("        weight: 1\n        acts_on: loss\n", "        weight: 0\n")
    ours = 'pack: ours\nversion: "1"\nextends: {pack: small, reweigh: {second: 3}}\n'
    path = home_with(tmp_path, ours, asked_only) / "packs" / "ours.yaml"
    assert [str(one).removeprefix(str(path)) for one in check([path])] == [
        ":3: extends.reweigh.second: a question with a weight acts on frequency or loss; write acts_on: frequency or acts_on: loss"
    ]


def test_a_mistake_of_the_pack_that_is_extended_is_named_there_alone(tmp_path: Path) -> None:
    home = home_with(tmp_path, base=(PACK + RULES).replace("credit: 100}", "credit: 1000}"))
    assert {Path(one.file).name for one in check(sorted((home / "packs").glob("*.yaml")))} == {"small.yaml"}


def test_packs_that_extend_one_another_are_named(tmp_path: Path) -> None:
    home = home_with(tmp_path, OURS.replace("pack: small", "pack: theirs"))
    theirs = home / "packs" / "theirs.yaml"
    theirs.write_text(OURS.replace("pack: ours", "pack: theirs").replace("pack: small", "pack: ours"))
    said = [one.what for one in check([home / "packs" / "ours.yaml", theirs])]
    assert any("ours → theirs → ours" in one for one in said), said


def test_a_tier_asks_a_pack_or_one_that_extends_it(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    model = home / "risk-model.yaml"
    model.write_text(model.read_text().replace("packs: [essentials]", "packs: [small, ours]"))
    assert [one.what for one in check([model])] == ["“ours” extends “small”, which low asks already; ask one of them"]
    model.write_text(model.read_text().replace("packs: [small, ours]", "packs: [ours]"))
    assert not check([model])
