# ruff: noqa: E501 - a table of mistakes reads across
"""`vendorrisk assess` and `vendorrisk questionnaire`, as a person and as a program use them."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from vendorrisk.cli import COMMANDS, SUMMARIES, main
from vendorrisk.resources import questionnaires_directory

EXAMPLES = questionnaires_directory() / "examples"
STATEMENT = EXAMPLES / "saas-statement.yaml"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [str(one) for one in arguments])
    return result.exit_code, result.stdout, result.stderr


def figures(*arguments: object) -> dict[str, object]:
    code, out, err = run("assess", *arguments, "--json", "-")
    assert (code, err) == (0, "")
    read: dict[str, object] = json.loads(out)
    return read


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_example_has_a_report(path: Path, language: str) -> None:
    code, out, err = run("assess", path, "--language", language)
    assert (code, err) == (0, "")
    assert "{" not in out
    assert all(len(line) <= 110 for line in out.splitlines())
    assert {"en": "Recommendation", "nl": "Aanbeveling"}[language] in out


def test_the_founding_statement_s_report_says_what_matters() -> None:
    _, out, _ = run("assess", STATEMENT)
    plain = " ".join(out.split())
    for expected in (
        "Tier high",
        "as claimed 37.7 %",
        "as proven 18.8 %",
        "approve with conditions",
        "Knock-out not yet proven: ORG-03",
        "July 2023, 40 months before this assessment",
        "before go-live]",
        "Shortest way to approval",
        "If no unproven claim were true: reject.",
        "Verify these first: ",
        "A year, simulated any loss on average 1 year in 20 1 year in 100",
        "after the plan",
    ):
        assert expected in plain


def test_the_json_has_the_figures_that_programs_read() -> None:
    read = figures(STATEMENT)
    assert read["tier"] == "high"
    assert read["recommendation"] == "approve_with_conditions"
    effectiveness, residual = read["effectiveness"], read["residual"]
    assert isinstance(effectiveness, dict)
    assert isinstance(residual, dict)
    assert (effectiveness["claimed"], effectiveness["proven"], effectiveness["worst"]) == (37.7, 18.8, 0.0)
    assert round(float(Fraction(effectiveness["exact"]["claimed"])) * 100, 1) == 37.7
    assert residual["claimed"] < residual["proven"]
    assert isinstance(residual["proven"], int)
    assert {"reasons", "contributions", "knock_outs", "pack", "model", "digest"} <= set(read)
    assert read["pack"] == "baseline 2026.1"
    assert len(str(read["digest"])) == 64


def test_contributions_in_the_json_add_up_exactly() -> None:
    read = figures(STATEMENT)
    lost = sum((Fraction(one["lost"]) for one in read["contributions"]), Fraction(0))  # type: ignore[attr-defined]
    assert lost == 1 - Fraction(read["effectiveness"]["exact"]["proven"])  # type: ignore[index]
    for one in read["contributions"]:  # type: ignore[attr-defined]
        assert Fraction(one["lost"]) == Fraction(one["control_part"]) + Fraction(one["proof_part"])


def test_reasons_are_sentences_in_the_language_asked_for() -> None:
    english, dutch = figures(STATEMENT)["reasons"], figures(STATEMENT, "--language", "nl")["reasons"]
    assert isinstance(english, list)
    assert isinstance(dutch, list)
    assert len(english) == len(dutch)
    assert not set(english) & set(dutch)
    assert any(sentence.startswith("De antwoorden zijn van juli 2023, 40 maanden") for sentence in dutch)


def test_the_same_case_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run("assess", STATEMENT, "--json", tmp_path / name)[0] == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.slow
def test_the_pdf_holds_the_record_that_the_json_names(tmp_path: Path) -> None:
    from vendorrisk.pdf.sealing import examine

    file = tmp_path / "record.pdf"
    code, out, _ = run("assess", STATEMENT, "--json", "-", "--pdf", file)
    assert code == 0
    found = examine(file.read_bytes())
    assert found.intact
    assert found.digest == json.loads(out)["digest"]


# Bad input


def bad(tmp_path: Path, before: str, after: str) -> tuple[int, str, str]:
    text = STATEMENT.read_text()
    assert before in text
    file = tmp_path / "case.yaml"
    file.write_text(text.replace(before, after, 1))
    return run("assess", file)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("penetration-test: {value: within-12m-open", "penetration-test: {value: last-year", "answers.penetration-test.value: Choose one of the options. There are: never, "),
        ("penetration-test: {", "penetration-tests: {", "answers.penetration-tests: there is no question “penetration-tests” in baseline"),
        ("as_of: 2026-11-23", "as_of: last monday", "as_of: write a date, such as 2026-11-23"),
        ("answers_as_of: 2023-07-31", "answers_as_of: 2027-07-31", "the answer is as of 2027-07-31, after the case's own 2026-11-23"),
        ("  data: [personal]", "  data: [secret]", "facts.data: Choose one of the options. There are: none, "),
        ("  downtime: week\n", "", "facts: “downtime” is missing (How long can we do without it?); write `downtime:` and month, week, day, hour"),
        ("  access: none", "  acces: none", "facts.acces: the intake has no question “acces”; it has: "),
        ("penetration-test: {value: within-12m-open", "penetration-test: {not_applicable: no", "“penetration-test” always applies; write a value"),
        ("penetration-test: {value: within-12m-open", "penetration-test: {value: never, assurance: sure", "answers.penetration-test.assurance: write one of: claimed, committed, "),
        ("penetration-test: {value: within-12m-open", "penetration-test: {value: never, proof: [report]", "answers.penetration-test.proof[0]: there is no proof “report”"),
        ("case: saas-statement", "case: saas-statement\npacks: [base]", "packs[0]: there is no pack “base”; there are: "),
        ("case: saas-statement", "case: saas-statement\ncase: again", "case: “case” stands here twice; keep one"),
    ],
)  # fmt: skip
def test_bad_input_ends_with_2_and_names_file_and_line(tmp_path: Path, before: str, after: str, said: str) -> None:
    code, out, err = bad(tmp_path, before, after)
    assert (code, out) == (2, "")
    assert said in err
    for line in err.splitlines():
        assert line.startswith(str(tmp_path / "case.yaml") + ":")
        assert int(line.removeprefix(str(tmp_path / "case.yaml") + ":").split(":")[0]) >= 1


def test_a_case_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    code, out, err = run("assess", tmp_path / "absent.yaml")
    assert (code, out) == (2, "")
    assert "absent.yaml:1: the file cannot be read" in err


def test_a_place_that_cannot_be_written_ends_with_2(tmp_path: Path) -> None:
    code, _, err = run("assess", STATEMENT, "--json", tmp_path / "absent" / "figures.json")
    assert code == 2
    assert "cannot be written" in err


# The command


def test_assess_starts_without_web_database_or_typesetter() -> None:
    code = (
        "import sys; from vendorrisk.cli import main\n"
        f"main(['assess', {str(STATEMENT)!r}], standalone_mode=False)\n"
        "loaded = {name.split('.')[0] for name in sys.modules} & {'flask', 'sqlalchemy', 'weasyprint', 'huey'}\n"
        "assert not loaded, loaded"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "approve with conditions" in ran.stdout


def test_the_command_says_json_and_nothing_else_on_standard_output() -> None:
    command = [sys.executable, "-c", "from vendorrisk.cli import main; main()", "assess", str(STATEMENT), "--json", "-"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["tier"] == "high"


def test_every_command_has_a_summary() -> None:
    assert set(COMMANDS) == set(SUMMARIES)
    code, out, _ = run("--help")
    assert code == 0
    assert all(name in out for name in COMMANDS)


def test_the_shipped_content_is_checked_and_listed() -> None:
    code, out, err = run("questionnaire", "check")
    assert (code, err) == (0, "")
    assert "without a problem" in out
    code, out, _ = run("questionnaire", "list")
    assert code == 0
    assert "baseline" in out


def test_a_file_with_mistakes_is_named_with_all_of_them(tmp_path: Path) -> None:
    from tests.catalogue.content import PACK, directory

    home = directory(tmp_path / "content", PACK.replace("weight: 2", "weight: 22").replace('nl: "Tweede?"', 'nl: ""'))
    code, out, err = run("questionnaire", "check", home / "packs" / "small.yaml")
    assert (code, out) == (1, "")
    assert err.count("small.yaml:") == 2
    assert run("questionnaire", "lock", "--directory", home)[0] == 2
    assert run("questionnaire", "list", "--directory", home)[0] == 2


def test_locking_publishes_once(tmp_path: Path) -> None:
    from tests.catalogue.content import directory

    home = directory(tmp_path / "content")
    assert "written" in run("questionnaire", "lock", "--directory", home)[1]
    assert "nothing new" in run("questionnaire", "lock", "--directory", home)[1]
    assert run("questionnaire", "check", "--directory", home)[0] == 0
