"""A pasted security statement as proposals: which question a sentence seems to answer, what it says, how firmly.

Nothing here is an answer. A person reads the quotation and accepts, changes or drops it; the assurance is `claimed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vendorrisk.domain.answers import Value
from vendorrisk.domain.claims import first_person, goes_on, is_claim, says
from vendorrisk.domain.hedges import Hedge, Why, denial, hedges
from vendorrisk.domain.passages import Passage, is_stamp, passages
from vendorrisk.domain.questionnaire import Question, Questionnaire
from vendorrisk.domain.stems import Token, language_of, places, positions, tokens
from vendorrisk.domain.supports import supported
from vendorrisk.domain.terms import Match, Places, Terms, compiled, fit

LONGEST_TEXT: Final = 400_000
"""Characters that are read; a statement of a hundred pages has fewer, and no text may cost more."""

MOST_QUESTIONS: Final = 3
MOST_PASSAGES: Final = 4
LEAST_SHARE: Final = 0.3
"""A question whose term fits less than this share of the best one is not proposed for the same sentence."""

TOPIC: Final = 1.5
"""What it adds that the heading is about the same question."""

_STAMPED: Final = {"en": "last updated", "nl": "laatst bijgewerkt"}
"""What a line says that holds nothing but a date or a version."""

DENIAL_REACH: Final = 5
NAYS: Final = frozenset({"not", "geen"})
"""A term with such a word looks for a denial: "not sell"."""

SCOPE_REACH: Final = 6
CREDENTIALS: Final = 6
_SCOPE = re.compile(
    r"(?<!\w)(?:with (?:respect|regard) to|regarding|relating to|related to|in relation to|concerning"
    r"|met betrekking tot|omtrent|aangaande|ten aanzien van)(?!\w)",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\((?:e\.g\.|for example|for instance|bijv\.|bijvoorbeeld)[^)]{0,300}\)", re.IGNORECASE)
_PROVIDER = re.compile(
    r"(?<!\w)(?:azure|aws|amazon|google cloud|gcp|equinix|data ?cent(?:er|re)s?|datacent(?:er|ers|rum|ra)"
    r"|(?:hosting|cloud) ?(?:providers?|partij\w*|leverancier\w*))(?!\w)",
    re.IGNORECASE,
)


_CERTIFIED = re.compile(
    rf"(?<!\w)(?:certified|compliant|accredited|gecertificeerde?)\s+(?:\w+\s+){{0,2}}?{_PROVIDER.pattern}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a statement seems to say to one question: the passages, best first, and what weakens them.

    `value` is an answer that the passages support, or None where that cannot be told: the person chooses.
    """

    question_id: str
    control: str
    passages: tuple[Passage, ...]
    hedges: tuple[Hedge, ...]
    value: Value
    language: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A question that a passage points at."""

    question: int
    passage: Passage
    score: float
    hedges: tuple[Hedge, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    passage: Passage
    words: tuple[Token, ...]
    language: str
    before: Passage | None  # the sentence before it, under the same heading
    lead: Passage | None  # the sentence with a colon that it is a point of


def read_statement(text: str, questionnaire: Questionnaire) -> tuple[Reading, ...]:
    """The proposals that `text`, in English or Dutch, holds for the questions, in their order.

    Any text will do; beyond `LONGEST_TEXT` it is not read.
    """
    questions = tuple(questionnaire.questions)
    terms = compiled(questions)
    found: dict[int, list[_Found]] = {}
    for sentence in _sentences(text[:LONGEST_TEXT]):
        for one in _pointed(sentence, terms[sentence.language]):
            found.setdefault(one.question, []).append(one)
    return tuple(_reading(questions[number], found[number]) for number in sorted(found))


def _sentences(text: str) -> Iterator[_Sentence]:
    found = passages(text)
    words = [tokens(passage.text) for passage in found]
    usual = language_of(word for some in words for word in some)
    before = lead = None
    for passage, some in zip(found, words, strict=True):
        if before and before.heading != passage.heading:
            before = lead = None
        yield _Sentence(passage, some, language_of(some, usual), before, lead)
        if passage.text.endswith(":"):
            lead = passage
        elif passage.text.endswith((".", "!", "?")):
            lead = None
        before = passage


def _pointed(sentence: _Sentence, terms: Terms) -> Iterator[_Found]:
    """The questions that a sentence points at: the best, and others that other words of it point at."""
    if not is_claim(sentence.passage.text):
        return
    stamped = is_stamp(sentence.passage.text)
    here = positions(tokens(_STAMPED[terms.language]) if stamped else sentence.words, terms.vocabulary)
    matches = _matches(sentence, here, terms)
    taken: set[int] = set()
    kept: set[int] = set()
    best = max((match.score for match in matches), default=0.0)
    for match in matches:
        known = match.term.question in kept or len(kept) == MOST_QUESTIONS
        if known or match.score < best * LEAST_SHARE or 2 * len(match.places - taken) < len(match.places):
            continue
        taken |= match.places
        kept.add(match.term.question)
        yield _found(sentence, match)


def _matches(sentence: _Sentence, here: Places, terms: Terms) -> list[Match]:
    """The terms that fit, best first; what only mentions a word, or is about somebody else, is left out."""
    above, topics = terms.heading(sentence.passage.heading)
    plain = says(sentence.passage.text)
    found = []
    for term in terms.among(here, above):
        match = fit(term, here, above)
        if match is None or (term.mention and not plain and term.question not in topics):
            continue
        bonus = TOPIC if term.question in topics else 0
        found.append(Match(term, match.score + bonus, match.places))
    if _about_provider(sentence):
        found = [match for match in found if _PROVIDER.search(match.term.text)]
    aside = _aside(sentence.passage.text) | _credentials(sentence.passage.text)
    found = [match for match in found if not match.places <= aside]
    return sorted(found, key=lambda match: (-match.score, match.term.question))


def _aside(text: str) -> frozenset[int]:
    """The places of the words that say what the rest is about ("with regard to our programme"), or are examples."""
    marks = [(match.end(), SCOPE_REACH) for match in _SCOPE.finditer(text)]
    marks += [(match.start(), len(match.group().split()) + 1) for match in _EXAMPLES.finditer(text)]
    spans = ((places(text[:start]), reach) for start, reach in marks)
    return frozenset(place for begin, reach in spans for place in range(begin, begin + reach))


def _credentials(text: str) -> frozenset[int]:
    """The places of a provider's own credentials: "an ISO 27001 certified hosting provider"."""
    marks = (places(text[: match.start()]) for match in _CERTIFIED.finditer(text))
    return frozenset(place for mark in marks for place in range(max(0, mark - CREDENTIALS), mark))


def _about_provider(sentence: _Sentence) -> bool:
    """Whether a sentence is about the vendor's own provider: what holds for that one is no claim of the vendor."""
    text = sentence.passage.text
    if sentence.lead and not first_person(sentence.lead.text) and _PROVIDER.search(sentence.lead.text):
        return True
    if goes_on(text):
        return bool(sentence.before and _PROVIDER.search(sentence.before.text))
    return not first_person(text) and bool(_PROVIDER.search(" ".join(text.split()[:4])))


def _found(sentence: _Sentence, match: Match) -> _Found:
    text = sentence.passage.text
    weak = hedges(text)
    denied = denial(text)
    if denied and not NAYS & set(match.term.text.split()):
        at = places(text[: denied.start()])
        if any(abs(place - at) <= DENIAL_REACH for place in match.places):
            weak = (*weak, Hedge(denied.group(), Why.DENIED))
    return _Found(match.term.question, sentence.passage, match.score, weak, sentence.language)


def _reading(question: Question, found: list[_Found]) -> Reading:
    best = sorted(found, key=lambda one: (-one.score, one.passage.start))[:MOST_PASSAGES]
    weak = tuple(dict.fromkeys(hedge for one in best for hedge in one.hedges))
    said = tuple(one.passage.text for one in best)
    value = supported(question, said, weak, best[0].language)
    return Reading(question.id, question.control, tuple(one.passage for one in best), weak, value, best[0].language)
