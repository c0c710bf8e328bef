"""There and back: what is written is what is read, for every kind of question, in both languages."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.sheets.filling import SMALL, answered, members, reading, said, sheet, shipped
from vendorrisk.domain.comparing import Status, compared
from vendorrisk.domain.questionnaire import LANGUAGES, Questionnaire
from vendorrisk.domain.sheets import Given, Part, edition
from vendorrisk.sheets.writing import workbook


def hold_identity(questionnaire: Questionnaire, answers: dict[str, Given], language: str) -> None:
    written = sheet(questionnaire, answers, language)
    result = reading(workbook(written), questionnaire)
    assert said(result) == {(name, part): value for name, one in answers.items() for part, value in one.parts.items()}
    assert result.versions == {name: one.version for name, one in answers.items()}
    assert (result.assessment, result.questionnaire) == ("an-assessment", edition(questionnaire))
    preview = compared(result, answers, lambda _: None)
    assert {line.status for line in preview.lines} <= {Status.UNCHANGED}
    assert not preview.chosen()


@drawn(answered(SMALL), st.sampled_from(LANGUAGES))
def test_every_kind_comes_back_as_it_went(answers: dict[str, Given], language: str) -> None:
    hold_identity(SMALL, answers, language)


# A failure here is large and takes minutes to make smaller; the test above finds the small ones.
@settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck))
@drawn(answered(shipped()), st.sampled_from(LANGUAGES))
def test_the_questions_that_ship_come_back_as_they_went(answers: dict[str, Given], language: str) -> None:
    hold_identity(shipped(), answers, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_that_ships_comes_back_from_its_label(language: str) -> None:
    for number in range(max(len(question.options) for question in shipped().questions)):
        options = {one.id: one.options[number].id for one in shipped().questions if len(one.options) > number}
        multi = {one.id for one in shipped().questions if one.kind == "multi"}
        answers = {
            name: Given(1, {Part.ANSWER: (option,) if name in multi else option}) for name, option in options.items()
        }
        hold_identity(shipped(), answers, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_workbook_says_nothing(language: str) -> None:
    result = reading(workbook(sheet(shipped(), {}, language)), shipped())
    assert said(result) == {}
    assert compared(result, {}, lambda _: None).lines == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_sheet_is_the_same_bytes(language: str) -> None:
    assert workbook(sheet(SMALL, {}, language)) == workbook(sheet(SMALL, {}, language))


@drawn(answered(SMALL), st.sampled_from(LANGUAGES))
def test_nothing_in_a_workbook_is_run_or_fetched(answers: dict[str, Given], language: str) -> None:
    files = members(workbook(sheet(SMALL, answers, language)))
    assert not any(re.search(r"vba|external|connections|activex|embeddings", name, re.IGNORECASE) for name in files)
    for name, body in files.items():
        assert b"<f>" not in body, name
        assert b"<f " not in body, name
        assert b'TargetMode="External"' not in body, name


def test_what_looks_like_a_formula_is_kept_as_text() -> None:
    hostile = '=HYPERLINK("http://x")'
    answers = {"story": Given(1, {Part.ANSWER: hostile, Part.COMMENT: "@SUM(A1)", Part.EXCEPTIONS: "-1+2"})}
    result = reading(workbook(sheet(SMALL, answers)))
    assert said(result)["story", Part.ANSWER] == hostile
    body = members(workbook(sheet(SMALL, answers)))["xl/sharedStrings.xml"].decode()
    assert "<t>=HYPERLINK(" in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hint_and_text_fits_what_a_spreadsheet_takes(language: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # xlsxwriter leaves out what does not fit, and warns
        workbook(sheet(shipped(), {}, language))
