"""A pasted statement is read as proposals: the right control, what weakens it, and no answer beyond its words."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statements import Score, Statement, shared, statements
from vendorrisk.catalogue import Catalogue
from vendorrisk.domain.hedges import Why
from vendorrisk.domain.passages import passages
from vendorrisk.domain.questionnaire import Kind, Questionnaire, merge
from vendorrisk.domain.statements import Reading, read_statement
from vendorrisk.resources import questionnaires_directory

OURS = statements()


@cache
def baseline() -> Questionnaire:
    return merge((Catalogue.load(questionnaires_directory()).packs["baseline"],))


@cache
def everything() -> Questionnaire:
    return merge(tuple(Catalogue.load(questionnaires_directory()).packs.values()))


def read(text: str) -> dict[str, Reading]:
    return {reading.control: reading for reading in read_statement(text, baseline())}


def test_the_founding_statement_yields_24_of_its_29_claims_and_at_most_three_wrong_ones() -> None:
    # Where the machine has no copy, our own Dutch statement, with its 32 controls, has to do as well.
    score = Score.of(shared() or next(one for one in OURS if one.name.startswith("nl")), baseline())
    found, asked = score.controls
    assert asked >= 29
    assert asked - found <= 5
    assert len(score.wrong) <= 3
    assert score.hedges_right == score.hedges_asked


@pytest.mark.parametrize("statement", OURS, ids=lambda one: one.name)
@pytest.mark.parametrize("asked", [baseline, everything])
def test_nine_claims_in_ten_are_found_and_hardly_anything_else(statement: Statement, asked: object) -> None:
    score = Score.of(statement, asked())  # type: ignore[operator]
    assert len(score.found) >= 0.9 * len(score.expected), score.told()
    assert len(score.wrong) <= 1, score.told()
    assert score.hedges_right == score.hedges_asked, score.told()


@pytest.mark.parametrize(
    ("text", "control", "words", "why"),
    [
        ("We use single sign-on wherever it is available.", "ACC-02a", "wherever it is available", Why.AVAILABILITY),
        ("Waar mogelijk gebruiken wij single sign-on.", "ACC-02a", "Waar mogelijk", Why.AVAILABILITY),
        ("Staff are expected to accept our security policies.", "ORG-04b", "are expected to", Why.EXPECTATION),
        ("Our ISMS is aligned with ISO 27001.", "ORG-01", "is aligned", Why.ALIGNMENT),
        ("Ons beveiligingsprogramma volgt de criteria van SOC 2.", "ORG-01", "volgt de criteria", Why.ALIGNMENT),
        ("We review the logs of certain systems.", "CLD-06", "certain", Why.QUANTITY),
        ("We aim to apply critical security patches in a week.", "CLD-05a", "aim to", Why.INTENTION),
        ("Wij streven naar een jaarlijkse pentest.", "ORG-03", "streven", Why.INTENTION),
        ("Our backups are regularly tested.", "CLD-07a", "regularly", Why.FREQUENCY),
        ("Employees are encouraged to use a password manager.", "ACC-06", "encouraged", Why.PERMISSION),
        ("Ons pentestrapport is op aanvraag beschikbaar.", "ORG-03", "op aanvraag", Why.REQUEST),
    ],
)
def test_wording_that_is_no_full_yes_is_quoted_with_its_reason(text: str, control: str, words: str, why: Why) -> None:
    assert (words, why) in {(hedge.words, hedge.why) for hedge in read(text)[control].hedges}


@pytest.mark.parametrize(
    ("text", "control"),
    [
        ("We do not yet hold an ISO 27001 certificate.", "ORG-01"),
        ("Wij laten geen penetratietest uitvoeren.", "ORG-03"),
        ("Our company will not notify you of every breach.", "PRV-04"),
        ("Multi-factor authentication is not enforced for all staff.", "ACC-02b"),
    ],
)
def test_a_denial_is_marked_and_proposes_no_answer(text: str, control: str) -> None:
    reading = read(text)[control]
    assert Why.DENIED in {hedge.why for hedge in reading.hedges}
    assert reading.value is None


def test_a_plain_claim_carries_no_hedge() -> None:
    assert read("All our databases are encrypted at rest.")["CLD-03"].hedges == ()


@pytest.mark.parametrize(
    "text",
    [
        "Skip to content\nProduct\nPricing\nLog in",
        "SOC 2 is a procedure of the American Institute of Certified Public Accountants.",
        "Is your data encrypted at rest?",
        "Read more about our penetration tests.",
        "Trusted by insurers, banks and logistics companies that fight fraud every day.",
        "Our customers entrust us with their plans, and we take that trust seriously.",
        "Every organisation must keep a register of data breaches.",
        "Raadpleeg onze pagina over back-ups.",
        "Wij bouwen software waar mensen graag mee werken.",
        "Onze collega sprak op een congres over AI in de zorg.",
        "Voor vragen over de factuur belt u ons kantoor in Utrecht.",
        "Azure data centers have two-factor authentication and least privilege at every door.",
    ],
)
def test_what_only_mentions_a_word_proposes_nothing_about_the_vendor(text: str) -> None:
    assert {reading.control for reading in read_statement(text, baseline())} <= {"CLD-01"}


def test_what_a_provider_holds_is_not_the_vendors_own() -> None:
    text = "Our service runs on AWS. They are certified for ISO 27001 and SOC 2."
    assert set(read(text)) == {"CLD-01"}
    assert set(read("Amazon is accredited under:\n- ISO 27001\n- SOC 2")) == set()


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        ("All our databases are encrypted.", "encryption-at-rest", "databases"),
        ("Al onze databases zijn versleuteld.", "encryption-at-rest", "databases"),
        ("We use AES-256 encryption.", "encryption-at-rest", None),
        ("An external firm runs a penetration test once a year.", "penetration-test", "within-12m-open"),
        ("We have had a penetration test.", "penetration-test", None),
        ("We will notify you of a data breach within 48 hours.", "breach-notice", "within-48h"),
        ("We will notify you of a data breach.", "breach-notice", None),
        ("All staff sign a confidentiality agreement.", "confidentiality", "all-staff"),
        ("Where possible, all staff sign a confidentiality agreement.", "confidentiality", "some"),
        ("Single sign-on for customers is offered at no extra cost.", "customer-sso", "included"),
        ("New subprocessors are announced 30 days in advance.", "sub-processor-notice", 30),
        ("Our data is hosted in the Netherlands and Germany.", "data-countries", ("DE", "NL")),
        ("Our data is hosted in Europe.", "data-countries", None),
    ],
)
def test_an_answer_is_proposed_only_as_far_as_the_words_go(text: str, question: str, value: object) -> None:
    found = {reading.question_id: reading for reading in read_statement(text, baseline())}
    assert found[question].value == value


@pytest.mark.parametrize("statement", OURS, ids=lambda one: one.name)
def test_an_answer_that_is_proposed_can_be_given_and_is_never_the_worst(statement: Statement) -> None:
    for reading in read_statement(statement.text, everything()):
        question = everything().question(reading.question_id)
        assert question
        if question.kind is Kind.CHOICE and reading.value is not None:
            assert reading.value in {option.id for option in question.options[1:]}


def test_a_heading_gives_the_topic_and_the_sentence_the_claim() -> None:
    text = "Encryption\n\nAll databases have it.\n\nAccess reviews\n\nEvery quarter, user rights."
    assert [one.heading for one in passages(text)] == ["Encryption", "Access reviews"]
    assert "VRM-01a" in read("Risks\n\nWe assess them each year.")
    assert read("Risk assessments\n\nOur house is in Utrecht.") == {}
    assert "ACC-05" in read("Password requirements\n\nAll passwords must meet a minimum.")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We keep logs. We read\nthem daily.", ["We keep logs.", "We read\nthem daily."]),
        ("We keep logs.\r\nWe read them.\r\n", ["We keep logs.", "We read them."]),
        ("• Encryption at rest\n• Backups every night\n", ["Encryption at rest", "Backups every night"]),
        ("1. Access is limited.\n2) Logs are kept.", ["Access is limited.", "Logs are kept."]),
        ("2.1 Logging\nAll logs are kept.", ["All logs are kept."]),
        ("We use tools, e.g. Splunk. They work.", ["We use tools, e.g. Splunk.", "They work."]),
        ("Last updated: July 2023", ["Last updated: July 2023"]),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, sentences: list[str]) -> None:
    assert [one.text for one in passages(text)] == sentences


def test_words_broken_at_the_end_of_a_line_and_hard_spaces_are_read() -> None:
    assert "ORG-03" in read("Each year we have a pene-\ntration test done by an outside\u00a0firm.")
    assert "ORG-03" in read("Each year we have a penetration\u00a0test.")


def test_a_word_with_an_apostrophe_is_read() -> None:
    assert "VRM-01a" in read("De directie beoordeelt ieder jaar onze risico's.")


def test_capitals_are_read_as_capitals() -> None:
    assert "ORG-06" in read("All employees sign an NDA.")
    assert "HRS-01" not in read("Onze mensen hebben een vog el gezien.")


def test_proposals_stand_in_the_order_of_the_questionnaire() -> None:
    order = [question.id for question in everything().questions]
    for statement in OURS:
        found = [order.index(reading.question_id) for reading in read_statement(statement.text, everything())]
        assert found == sorted(found)


def test_a_sentence_is_read_in_its_own_language() -> None:
    text = "We keep all of the logs of our systems. Wij maken van al onze gegevens iedere nacht een reservekopie."
    found = read(text)
    assert (found["CLD-06"].language, found["CLD-07a"].language) == ("en", "nl")


SNIPPETS = [
    "We encrypt all databases at rest. ",
    "Waar dit beschikbaar is hanteren we 2FA. ",
    "- ISO 27001\n",
    "not ",
    "Access\n",
    "...",
    "\u202e",
    "\x00",
    "\r\n",
    "-\n",
    "a" * 70,
    " " * 50,
    "1.2.3.4 ",
]
HOSTILE = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=60)), max_size=30).map("".join)


@given(HOSTILE)
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_the_same_twice_and_quoted_to_the_letter(text: str) -> None:
    found = read_statement(text, baseline())
    assert found == read_statement(text, baseline())
    for reading in found:
        for passage in reading.passages:
            assert passage.text == text[passage.start : passage.end] != ""
        for hedge in reading.hedges:
            assert any(hedge.words in passage.text for passage in reading.passages)


MEGABYTES = [
    *(one * 10**6 for one in ("a", ".", " ", "\n", "-", "“")),
    *(one * 10**5 for one in ("where ", "we may not ", "1.", "A\n", "- \n", "a-\n", "not. Encrypt", "v1 ")),
]


@pytest.mark.parametrize(
    "text",
    MEGABYTES,
    ids=lambda text: text[:12].encode("unicode_escape").decode(),
)
def test_a_megabyte_of_nonsense_is_read_to_its_end(text: str) -> None:
    for reading in read_statement(text, baseline()):
        assert all(len(passage.text) <= 1000 for passage in reading.passages)
