"""What a person of the vendor may see and change of a questionnaire: one rule."""

from __future__ import annotations

import pytest

from vendorrisk.catalogue import Catalogue
from vendorrisk.domain.delegation import Share, sight
from vendorrisk.domain.questionnaire import Questionnaire, merge


@pytest.fixture
def questionnaire(catalogue: Catalogue) -> Questionnaire:
    return merge([catalogue.packs["baseline"]])


def ids(questionnaire: Questionnaire, section: str) -> set[str]:
    return {question.id for part in questionnaire.sections if part.id == section for question in part.questions}


def test_a_member_sees_and_changes_everything(questionnaire: Questionnaire) -> None:
    seen = sight(questionnaire, True, ())
    assert seen.whole
    assert seen.seen == seen.open == {question.id for question in questionnaire.questions}


def test_who_is_neither_member_nor_asked_sees_nothing(questionnaire: Questionnaire) -> None:
    seen = sight(questionnaire, False, ())
    assert not seen.whole
    assert not any(map(seen.sees, questionnaire.questions))


def test_a_section_is_all_of_its_questions_and_no_other(questionnaire: Questionnaire) -> None:
    seen = sight(questionnaire, False, [Share("hosting")])
    assert seen.seen == seen.open == ids(questionnaire, "hosting") != set()


def test_a_question_is_itself_alone_and_only_in_its_own_section(questionnaire: Questionnaire) -> None:
    first, second, *_ = sorted(ids(questionnaire, "hosting"))
    assert sight(questionnaire, False, [Share("hosting", first)]).seen == {first}
    assert sight(questionnaire, False, [Share("hosting", first), Share("hosting", second)]).seen == {first, second}
    assert not sight(questionnaire, False, [Share("organisation", first)]).seen


def test_what_is_done_is_read_and_no_longer_changed(questionnaire: Questionnaire) -> None:
    first = min(ids(questionnaire, "hosting"))
    seen = sight(questionnaire, False, [Share("hosting", done=True), Share("hosting", first)])
    assert seen.seen == ids(questionnaire, "hosting")
    assert seen.open == {first}
