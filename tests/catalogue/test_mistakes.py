# ruff: noqa: E501 - a table of mistakes reads across
"""Each mistake in a content file is named with its file, its line, and what to write instead; all in one pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.content import PACK, directory
from vendorrisk.catalogue import Catalogue, CatalogueError, check
from vendorrisk.catalogue.library import locked, read_library
from vendorrisk.catalogue.locking import LOCK, write_lock

# The line of the pack that is replaced, what it becomes, and what is said of it.
MISTAKES = [
    ("        weight: 2", "        wieght: 2", "9", "sections[0].questions[0].weight: “weight” is missing; write `weight: …`"),
    ("        weight: 2", "        weight: 2\n        wieght: 3", "15", "sections[0].questions[0].wieght: unknown key “wieght”; did you mean “weight”?"),
    ("        weight: 2", "        weight: 2\n        weight: 3", "15", "sections[0].questions[0].weight: “weight” stands here twice; keep one"),
    ("        weight: 2", "        weight: 12", "14", "sections[0].questions[0].weight: write 10 or less"),
    ("        weight: 2", "        weight: two", "14", "sections[0].questions[0].weight: write a whole number"),
    ("        weight: 2", "        weight: 2.5", "14", "sections[0].questions[0].weight: write a whole number"),
    ("      - id: second", "      - id: first", "19", "sections[0].questions[1].id: there is a question “first” already, on line 9; choose another id"),
    ("      - id: second", "      - id: Second One", "19", "sections[0].questions[1].id: write an id in lower case, digits and hyphens, such as encryption-at-rest"),
    ('        ask: {en: "First?", nl: "Eerste?"}', '        ask: {en: "First?"}', "11", "sections[0].questions[0].ask.nl: the Dutch text is missing; write `nl: …`"),
    ('        ask: {en: "First?", nl: "Eerste?"}', '        ask: {en: "First?", nl: ""}', "11", "sections[0].questions[0].ask.nl: write the Dutch text"),
    ("        kind: choice", "        kind: coice", "13", "sections[0].questions[0].kind: write one of: choice, multi, number, date, text, countries, table, statement"),
    ("          - {id: yes, credit: 100, label: {en: \"Yes\", nl: Ja}}", "          - {id: yes, credit: 100, label: {en: \"Yes\", nl: Ja}}\n          - {id: best, credit: 90, label: {en: Best, nl: Best}}", "19", "sections[0].questions[0].options[2].credit: credits do not fall from one option to the next; write 100 or more, or move it up"),
    ("          - {id: yes, credit: 100, label: {en: \"Yes\", nl: Ja}}", "          - {id: no, credit: 100, label: {en: \"Yes\", nl: Ja}}", "18", "sections[0].questions[0].options[1].id: there is an option “no” already; choose another id"),
    ("          - {id: yes, credit: 100, label: {en: \"Yes\", nl: Ja}}", "          - {id: yes, credit: 100, exclusive: true, label: {en: \"Yes\", nl: Ja}}", "18", "sections[0].questions[0].options[1].exclusive: only an option of a multi question is exclusive; leave it out"),
    ("          - {id: no, credit: 0, label: {en: \"No\", nl: Nee}}", "          - {id: no, credit: 0, effort: 3, label: {en: \"No\", nl: Nee}}", "17", "sections[0].questions[0].options[0].effort: the first option takes no effort; leave it out"),
    ("        acts_on: frequency", "", "9", "sections[0].questions[0]: a question with a weight acts on frequency or loss; write acts_on: frequency or acts_on: loss"),
    ("        acts_on: frequency", "        acts_on: frequency\n        knock_out: {below: 101, tiers: [high]}", "16", "sections[0].questions[0].knock_out.below: write 100 or less"),
    ("        acts_on: loss", "        acts_on: loss\n        proof: {wanted: [a-note]}", "26", "sections[0].questions[1].proof.wanted[0]: write one of: "),
    ("          - {at_least: 0, credit: 0}", "          - {at_least: 1, credit: 0}", "28", "sections[0].questions[1].bands[0].at_least: there is a gap under this band; start at the minimum: at_least: 0"),
    ("          - {at_least: 12, credit: 100}", "          - {at_least: 0, credit: 100}", "29", "sections[0].questions[1].bands[1].at_least: bands rise; write more than 0"),
    ("          - {at_least: 12, credit: 100}", "          - {within: 12, credit: 100}", "29", "sections[0].questions[1].bands[1]: a band of a number is {at_least: …, credit: …}"),
    ("        when: {answer: first, is: yes}", "        when: {answer: frist, is: yes}", "30", "sections[0].questions[1].when: there is no question “frist” in this file"),
    ("        when: {answer: first, is: yes}", "        when: {answer: first, is: maybe}", "30", "sections[0].questions[1].when: “first” has no option “maybe”; it has: no, yes"),
    ("        when: {answer: first, is: yes}", "        when: {answer: first, includes: yes}", "30", "sections[0].questions[1].when: “first” has one answer; write is or in"),
    ("        when: {answer: first, is: yes}", "        when: {fact: data.secret}", "30", "sections[0].questions[1].when: there is no fact “data.secret”; intake.yaml has: "),
    ("        when: {answer: first, is: yes}", "        when: {fact: hosting}", "30", "sections[0].questions[1].when: “hosting” is not true or false; compare it, such as {fact: hosting, is: …}"),
    ("        when: {answer: first, is: yes}", "        when: {tier: [top]}", "30", "sections[0].questions[1].when.tier: write some of: low, moderate, high, critical"),
    ("        when: {answer: first, is: yes}", "        when: {answer: second, at_least: 1}", "30", "sections[0].questions[1].when: these questions wait for one another: second → second; drop one condition"),
    ("        when: {answer: first, is: yes}", "        when: {anser: first}", "30", "sections[0].questions[1].when: write a condition: "),
    ("        when: {answer: first, is: yes}", "        regions: [{credit: 1}]", "30", "sections[0].questions[1].regions: a number question has no “regions”; leave it out"),
    ('version: "1"', "version: 2026.10", "2", "version: write it in quotes, such as “2026.1”"),
    ("pack: small", "pack: large", "1", "pack: a pack has the name of its file; write small, or rename the file"),
    ("pack: small", "pack: [small", "2", "this is not YAML: "),
    ("pack: small", "pack: &here small", None, ""),
    ("intro: {en: A few questions., nl: Een paar vragen.}", "intro: &t {en: A few questions., nl: Een paar vragen.}\nouttro: *t", "5", "outtro: write it out again; references (*) are not read"),
    ("intro: {en: A few questions., nl: Een paar vragen.}", "intro: !!python/name:os.system {}", "4", "intro: "),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "line", "said"), MISTAKES)
def test_a_mistake_is_named_where_it_stands(
    tmp_path: Path, before: str, after: str, line: str | None, said: str
) -> None:
    assert PACK.count(before) == 1
    home = directory(tmp_path / "content", PACK.replace(before, after))
    found = [str(problem) for problem in check([home / "packs" / "small.yaml"])]
    if line is None:
        assert not found
        return
    wanted = f"{home / 'packs' / 'small.yaml'}:{line}: {said}"
    assert any(problem.startswith(wanted) for problem in found), "\n".join(found)


RULES = """\
contradictions:
  - id: both
    when: {all_of: [{answer: first, is: yes}, {proof: second, expired: true}]}
    questions: [first, second]
    say: {en: Both., nl: Beide.}
"""

RULE_MISTAKES = [
    ("{answer: first, is: yes}", "{answer: frist, is: yes}", "33", "contradictions[0].when: there is no question “frist” in any pack"),
    ("{answer: first, is: yes}", "{answer: first, is: maybe}", "33", "contradictions[0].when: “first” has no option “maybe”; it has: no, yes"),
    ("{proof: second, expired: true}", "{proof: secnd, expired: true}", "33", "contradictions[0].when: there is no question “secnd” in any pack"),
    ("expired: true", "expired: false", "33", "contradictions[0].when.all_of[1]: write {proof: second, expired: true} or {proof: second, missing: true}"),
    ("expired: true", "old: true", "33", "contradictions[0].when.all_of[1].old: “old” does not go with “proof”"),
    ("questions: [first, second]", "questions: [first, third]", "34", "contradictions[0].questions[1]: the condition does not look at “third”"),
    ("questions: [first, second]", "questions: []", "34", "contradictions[0].questions: write something here"),
    (", nl: Beide.", "", "35", "contradictions[0].say.nl: the Dutch text is missing; write `nl: …`"),
    ("    say:", "    says:", "35", "contradictions[0].says: unknown key “says”; did you mean “say”?"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "line", "said"), RULE_MISTAKES)
def test_a_mistake_in_a_contradiction_is_named(tmp_path: Path, before: str, after: str, line: str, said: str) -> None:
    assert before in RULES
    home = directory(tmp_path / "content", PACK + RULES.replace(before, after))
    found = [str(problem) for problem in check([home / "packs" / "small.yaml"])]
    assert any(one.startswith(f"{home / 'packs' / 'small.yaml'}:{line}: {said}") for one in found), "\n".join(found)


def test_a_contradiction_may_speak_of_another_pack_and_has_one_meaning(tmp_path: Path) -> None:
    home = directory(tmp_path / "content", PACK + RULES)
    other = home / "packs" / "other.yaml"
    other.write_text(
        PACK.split("sections:")[0].replace("small", "other")
        + 'sections: [{id: more, title: {en: M, nl: M}, questions: [{id: third, control: A-03, ask: {en: "T?", nl: "T?"}, help: {en: H, nl: H}, kind: text, weight: 0}]}]\n'
        + RULES
    )
    assert not check([other])
    other.write_text(other.read_text().replace("Both.", "Two."))
    assert [one.what for one in check([other, home / "packs" / "small.yaml"])] == [
        "the pack “other” has “both” with another say; make them equal or change the id"
    ]
    small = home / "packs" / "small.yaml"
    small.write_text(PACK + RULES + RULES.split("contradictions:\n")[1])
    said = "contradictions[1].id: there is a contradiction “both” already, on line 32; choose another"
    assert any(str(one).endswith(said) for one in check([small]))


def test_only_a_contradiction_looks_at_proof(tmp_path: Path) -> None:
    broken = PACK.replace("when: {answer: first, is: yes}", "when: {not: {proof: first, missing: true}}")
    assert [
        str(one).split(": ", 2)[2] for one in check([directory(tmp_path / "content", broken) / "packs" / "small.yaml"])
    ] == ["only a contradiction looks at proof; write answer instead of proof"]


NEVER = "no facts, answers and tier make this true, so it is never asked; mend the condition"


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("{all_of: [{answer: first, is: yes}, {answer: first, is: no}]}", False),
        ("{all_of: [{answer: first, is: yes}, {not: {answer: first, at_least: no}}]}", False),
        ("{all_of: [{tier: [low]}, {tier: [high, critical]}]}", False),
        ("{all_of: [{fact: data.personal}, {fact: data, in: [none]}]}", False),
        ("{all_of: [{fact: data.personal}, {not: {fact: data, includes: personal}}]}", True),
        ("{all_of: [{fact: data, includes: none}, {fact: data, includes: special}]}", False),
        ("{any_of: [{fact: data.special}, {answer: first, in: [no, yes]}]}", True),
        ("{not: {answer: first, in: [no, yes]}}", False),
        ("{not: {fact: data.special}}", True),
    ],
)
def test_a_question_that_nobody_is_asked_is_named(tmp_path: Path, when: str, asked: bool) -> None:
    path = directory(tmp_path / "content", PACK.replace("{answer: first, is: yes}", when)) / "packs" / "small.yaml"
    wanted = [] if asked else [f"{path}:30: sections[0].questions[1].when: {NEVER}"]
    assert [str(problem) for problem in check([path])] == wanted


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("{answer: second, at_least: 12}", True),
        ("{all_of: [{answer: second, at_least: 12}, {answer: first, is: no}]}", False),
        ("{all_of: [{answer: second, at_least: 12}, {not: {answer: second, at_least: 13}}]}", True),
        ("{all_of: [{answer: second, at_least: 13}, {not: {answer: second, at_least: 12}}]}", False),
        ("{not: {answer: second, at_least: 0}}", False),
    ],
)
def test_what_hangs_on_a_question_is_asked_where_that_one_is(tmp_path: Path, when: str, asked: bool) -> None:
    third = f'      - {{id: third, control: A-03, ask: {{en: "T?", nl: "T?"}}, help: {{en: H, nl: H}}, kind: text, weight: 0, when: {when}}}\n'
    path = directory(tmp_path / "content", PACK + third) / "packs" / "small.yaml"
    assert [problem.what for problem in check([path])] == ([] if asked else [NEVER])


def test_a_contradiction_that_never_holds_is_named(tmp_path: Path) -> None:
    path = directory(tmp_path / "content", PACK + RULES.replace("is: yes", "is: no")) / "packs" / "small.yaml"
    assert [str(problem) for problem in check([path])] == [
        f"{path}:33: contradictions[0].when: no facts, answers and tier make this true, so it never holds; mend the condition"
    ]


def test_a_condition_over_too_much_to_try_is_let_through(tmp_path: Path) -> None:
    codes = ", ".join(f"{{answer: places, includes: {one}{two}}}" for one in "ABCD" for two in "ABCDEF")
    places = '      - {id: places, control: A-03, ask: {en: "P?", nl: "P?"}, help: {en: H, nl: H}, kind: countries, weight: 0}\n'
    third = f'      - {{id: third, control: A-04, ask: {{en: "T?", nl: "T?"}}, help: {{en: H, nl: H}}, kind: text, weight: 0, when: {{all_of: [{codes}]}}}}\n'
    assert not check([directory(tmp_path / "content", PACK + places + third) / "packs" / "small.yaml"])


def test_a_knock_out_that_nobody_can_fail_is_named(tmp_path: Path) -> None:
    broken = PACK.replace("credit: 0, label", "credit: 80, label").replace(
        "        acts_on: frequency", "        acts_on: frequency\n        knock_out: {below: 75, tiers: [high]}"
    )
    assert [
        str(one).split(":", 1)[1] for one in check([directory(tmp_path / "content", broken) / "packs" / "small.yaml"])
    ] == [
        "16: sections[0].questions[0].knock_out.below: no answer can fail this; its worst credit is 80, so write more, or leave the knock-out out"
    ]


def test_a_band_that_no_number_reaches_is_named(tmp_path: Path) -> None:
    broken = PACK.replace("        minimum: 0", "        minimum: 0\n        maximum: 11")
    assert [
        str(one).split(":", 1)[1] for one in check([directory(tmp_path / "content", broken) / "packs" / "small.yaml"])
    ] == ["30: sections[0].questions[1].bands[1].at_least: no number reaches this band; write 11 or less, the maximum"]


def test_a_file_without_mistakes_has_no_problem(tmp_path: Path) -> None:
    assert not check([directory(tmp_path / "content") / "packs" / "small.yaml"])


def test_all_mistakes_are_named_in_one_pass(tmp_path: Path) -> None:
    broken = PACK.replace("weight: 2", "weight: 12").replace(', nl: "Tweede?"', "").replace("is: yes", "is: maybe")
    home = directory(tmp_path / "content", broken)
    problems = check([home / "packs" / "small.yaml"])
    assert {problem.line for problem in problems} == {14, 21}
    home2 = directory(
        tmp_path / "again", PACK.replace("credit: 100, label", "credit: 1000, label").replace("A few questions.", '""')
    )
    assert len(check([home2 / "packs" / "small.yaml"])) == 2


def test_a_circle_of_two_is_named_once(tmp_path: Path) -> None:
    circle = PACK.replace(
        "        acts_on: frequency", "        acts_on: frequency\n        when: {answer: second, at_least: 1}"
    )
    problems = check([directory(tmp_path / "content", circle) / "packs" / "small.yaml"])
    assert [problem.what for problem in problems] == [
        "these questions wait for one another: first → second → first; drop one condition"
    ]


def test_a_knock_out_that_no_answer_can_meet_is_named(tmp_path: Path) -> None:
    broken = PACK.replace("credit: 100, label", "credit: 60, label").replace(
        "        acts_on: frequency", "        acts_on: frequency\n        knock_out: {below: 75, tiers: [high]}"
    )
    problems = check([directory(tmp_path / "content", broken) / "packs" / "small.yaml"])
    assert [problem.what for problem in problems] == [
        "no answer can meet this; its best credit is 60, so write that or less"
    ]


@pytest.mark.parametrize(
    ("bands", "what"),
    [
        ("[{within: 12, credit: 100}]", "there is a gap after this band; end with {credit: …} for older dates"),
        (
            "[{credit: 100}, {within: 12, credit: 0}]",
            "only the last band holds for everything older; write within: and the months",
        ),
        ("[{within: 12, credit: 100}, {within: 6, credit: 50}, {credit: 0}]", "bands rise; write more than 12"),
    ],
)
def test_bands_of_a_date_have_no_gap(tmp_path: Path, bands: str, what: str) -> None:
    start = PACK.index("        minimum: 0")
    broken = PACK[:start].replace("kind: number", "kind: date") + f"        bands: {bands}\n"
    problems = check([directory(tmp_path / "content", broken) / "packs" / "small.yaml"])
    assert what in [problem.what for problem in problems]


def test_regions_have_no_gap_and_name_known_groups(tmp_path: Path) -> None:
    start = PACK.index("        minimum: 0")
    regions = "        regions:\n          - {group: eea, credit: 100}\n          - {group: moon, credit: 10}\n"
    broken = PACK[:start].replace("kind: number", "kind: countries") + regions
    found = [str(one) for one in check([directory(tmp_path / "content", broken) / "packs" / "small.yaml"])]
    assert any("regions[1]: there is a gap after this region" in one for one in found)
    assert any("regions[1].group: there is no group “moon”; risk-model.yaml has: eea, adequate" in one for one in found)


def test_a_question_shared_by_two_packs_is_the_same_in_both(tmp_path: Path) -> None:
    home = directory(tmp_path / "content")
    other = PACK.replace("pack: small", "pack: other").replace("weight: 2", "weight: 3")
    (home / "packs" / "other.yaml").write_text(other)
    problems = check([home / "packs" / "small.yaml"])
    assert [problem.what for problem in problems] == [
        "the pack “other” asks “first” with another weight; make them equal or change the id"
    ]


CHOSEN = "packs: {grade: judgement, source: x, choose: [{pack: privacy, when: {all_of: [{fact: data.personal}, {tier: [high]}]}, because: {en: Too., nl: Ook.}}]}\npolicies:\n"


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("risk-model.yaml", "floor: 50", "floor: 90", "policies.critical.floor: write 75 or less, the approve line"),
        ("risk-model.yaml", "{small: 0.6, ", "{", "frequency.size.value: “small” of “size” is missing; write its figure"),
        ("risk-model.yaml", "{small: 0.6, ", "{small: 0.6, tiny: 0.1, ", "frequency.size.value.tiny: “size” has no option “tiny”; leave it out"),
        ("risk-model.yaml", "business: {any: [5000, 500000]}", "business: {any: [500000, 5000]}", "loss.data.value.business.any: write the 5th percentile first, then a larger 95th"),
        ("risk-model.yaml", "packs: [essentials]", "packs: [esentials]", "policies.low.packs[0]: there is no pack “esentials”; there are: "),
        ("risk-model.yaml", "high: 1, critical: 6", "high: 6, critical: 6", "tiers.thresholds.value.critical: write more than for high"),
        ("risk-model.yaml", "    grade: measured\n", "    grade: guessed\n", "mitigation.frequency_ratio.grade: write one of: measured, derived, judgement"),
        ("risk-model.yaml", "value: 13.8", "value: -13.8", "mitigation.frequency_ratio.value: write more than 0"),
        ("risk-model.yaml", "policies:\n", CHOSEN.replace("privacy", "privcy"), "packs.choose[0].pack: there is no pack “privcy”; there are: "),
        ("risk-model.yaml", "policies:\n", CHOSEN.replace("data.personal", "data.persnal"), "packs.choose[0].when: there is no fact “data.persnal”; intake.yaml has: "),
        ("risk-model.yaml", "policies:\n", CHOSEN.replace(", nl: Ook.", ""), "packs.choose[0].because.nl: the Dutch text is missing; write `nl: …`"),
        ("organisation.yaml", "currency: EUR", "currency: euro", "currency: write a currency code of three capitals, such as EUR"),
        ("organisation.yaml", "appetite: 40000", "appetite: a lot", "appetite: write a number, such as 0.5"),
        ("organisation.yaml", "proof_days: 60", "proof_days: 600", "proof_days: write 180 or less, the days of any condition"),
        ("intake.yaml", "{id: data.special, when: {fact: data, includes: special}}", "{id: data.special, when: {fact: ai.used}}", "facts[1].when: “ai.used” stands after this; name only what stands before"),
        ("intake.yaml", "{id: data.special, when: {fact: data, includes: special}}", "{id: data.special, when: {answer: x, is: y}}", "facts[1].when: the intake comes before any answer of a vendor; write fact instead of answer"),
        ("intake.yaml", "{id: data.special, ", "{id: data.personal, ", "facts[1].id: there is a question or fact “data.personal” already; choose another id"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_model_the_organisation_or_the_intake(
    tmp_path: Path, file: str, before: str, after: str, said: str
) -> None:
    home = directory(tmp_path / "content")
    text = (home / file).read_text()
    assert before in text
    (home / file).write_text(text.replace(before, after, 1))
    line = text[: text.index(before)].count("\n") + 1
    found = [str(problem) for problem in check([home / file])]
    assert any(one.startswith(f"{home / file}:{line}: {said}") for one in found), "\n".join(found)
    with pytest.raises(CatalogueError):
        Catalogue.load(home)


def test_a_published_version_never_changes(tmp_path: Path) -> None:
    home = directory(tmp_path / "content")
    (home / LOCK).write_text(write_lock(locked(read_library(home))))
    pack = home / "packs" / "small.yaml"
    assert not check([pack, home / LOCK])
    pack.write_text("# A comment and more room change nothing.\n\n" + PACK)
    assert not check([pack])
    pack.write_text(PACK.replace("weight: 2", "weight: 3"))
    assert [str(problem) for problem in check([pack])] == [
        f"{pack}:2: version: version 1 is published and has changed; undo the change, or raise the version and lock again"
    ]
    pack.write_text(PACK.replace("weight: 2", "weight: 3").replace('version: "1"', 'version: "2"'))
    assert not check([pack])
    lock = locked(read_library(home))
    assert set(lock["pack"]["small"]) == {"1", "2"}


def test_a_lock_that_is_none_is_named(tmp_path: Path) -> None:
    home = directory(tmp_path / "content")
    (home / LOCK).write_text("pack: 5\n")
    assert "this is not a lock" in str(check([home / LOCK])[0])


def test_a_hostile_file_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    home = directory(tmp_path / "content")
    pack = home / "packs" / "small.yaml"
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    for body in (b"\xff\xfe\x00", b"[" * 5000, b"", b"- 1\n", b"x" * 2_000_001, bomb.encode(), b"5", b"? [a]\n: b\n"):
        pack.write_bytes(body)
        assert check([pack]), body[:20]
    assert check([home / "packs" / "absent.yaml"])
