"""The `reads` terms of a questionnaire, and how well each of them fits a sentence under its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from vendorrisk.domain.questionnaire import LANGUAGES, Question
from vendorrisk.domain.stems import Vocabulary, positions, tokens, words

Places: TypeAlias = Mapping[int, tuple[int, ...]]
"""Word of the vocabulary -> where it stands."""

REACH: Final = 14
"""Words of a term that stand further apart than this say nothing together."""

VAGUE: Final = words(
    "security secure information data access cloud management customer customers system systems service services",
    "policy beveiliging beveiligings informatie informatiebeveiliging* gegevens toegang klant* systemen beleid*",
    "medewerkers",
)
"""Words that half of all headings hold: there, they say nothing."""

SHORT: Final = 9
"""A term of one word with fewer letters is only a mention, unless something beside it says more."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that together point at a question. `weights`: what each is worth, a longer word being more specific."""

    question: int
    words: tuple[int, ...]
    weights: tuple[float, ...]
    joined: tuple[bool, ...]  # stands right after the word before it: "SOC 2"
    vague: frozenset[int]  # its words that name no topic by themselves
    mention: bool
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A term in a sentence: how well it fits, and the places of its words there."""

    term: Term
    score: float
    places: frozenset[int]


@dataclass(slots=True)
class Terms:
    """The terms of one language, found by any of their words."""

    language: str
    vocabulary: Vocabulary
    by_word: dict[int, list[Term]] = field(default_factory=dict)
    _headings: dict[str, tuple[Places, frozenset[int]]] = field(default_factory=dict)

    def among(self, here: Places, above: Places) -> list[Term]:
        """The terms with a word `here` and all others here or `above`, each once, in the order of the questionnaire."""
        present = here.keys() | above.keys()
        seen = {
            id(term): term for word in here for term in self.by_word.get(word, ()) if present.issuperset(term.words)
        }
        return sorted(seen.values(), key=lambda term: (term.question, term.text))

    def heading(self, text: str) -> tuple[Places, frozenset[int]]:
        """The words of a heading, and the questions that it is about by itself."""
        if text not in self._headings:
            places = positions(tokens(text), self.vocabulary)
            self._headings[text] = (
                places,
                frozenset(term.question for term in self.among(places, {}) if fit(term, places, {})),
            )
        return self._headings[text]


def compiled(questions: Iterable[Question]) -> Mapping[str, Terms]:
    """The terms of `questions` by language; a question is known by its number."""
    made = {language: Terms(language, Vocabulary(language)) for language in LANGUAGES}
    for number, question in enumerate(questions):
        for language, terms in made.items():
            for text in question.reads.get(language, ()):
                for spelling in _spellings(text):
                    _add(_term(number, text, spelling, terms.vocabulary), terms)
    return made


def _spellings(text: str) -> Iterator[tuple[tuple[str, bool], ...]]:
    """The words of a term, and which of them stand right after the one before: a hyphen says so, and so do few letters.

    A term with a hyphen is looked for as one word and as two.
    """
    words = text.replace("/", " ").replace("'", "").split()
    yield tuple((word.replace("-", ""), place > 0 and _short(word)) for place, word in enumerate(words))
    if "-" in text:
        parts = [(part, at) for word in words for at, part in enumerate(word.split("-"))]
        yield tuple((part, place > 0 and (at > 0 or _short(part))) for place, (part, at) in enumerate(parts))


def _short(word: str) -> bool:
    return len(word.removesuffix("*")) < 3


def _term(question: int, text: str, spelling: tuple[tuple[str, bool], ...], vocabulary: Vocabulary) -> Term:
    words = [word for word, _ in spelling]
    bare = [word.removesuffix("*") for word in words]
    return Term(
        question,
        tuple(vocabulary.add(word) for word in words),
        tuple(1 + min(len(word), 12) / 6 for word in bare),
        tuple(joined for _, joined in spelling),
        frozenset(vocabulary.add(word) for word in words if word.lower() in VAGUE),
        len(words) == 1 and len(bare[0]) < SHORT and not (bare[0].isupper() and len(bare[0]) > 2),
        text,
    )


def _add(term: Term, terms: Terms) -> None:
    for word in dict.fromkeys(term.words):
        terms.by_word.setdefault(word, []).append(term)


def fit(term: Term, sentence: Places, heading: Places) -> Match | None:
    """How `term` fits: every word in the sentence, near one another, or some of them in the heading; None: not."""
    here = [word for word in term.words if word in sentence]
    above = [word for word in term.words if word not in sentence]
    if not here or any(word not in heading or word in term.vague for word in above):
        return None
    if above and (term.vague.issuperset(here) or len(above) > len(here)):
        return None
    best: tuple[int, tuple[int, ...]] | None = None
    for start in sentence[here[0]][:8]:
        places = tuple(min(sentence[word], key=lambda at: abs(at - start)) for word in here)
        spread = max(places) - min(places)
        if spread <= REACH and _joined(term, sentence) and (best is None or spread < best[0]):
            best = spread, places
    if best is None:
        return None
    worth = sum(
        weight if word in sentence else weight / 2 for word, weight in zip(term.words, term.weights, strict=True)
    )
    return Match(term, worth - best[0] / 10, frozenset(best[1]))


def _joined(term: Term, sentence: Places) -> bool:
    """Whether each word that must stand right after another does."""
    return all(
        not joined
        or any(at - 1 in sentence.get(term.words[place - 1], ()) for at in sentence.get(term.words[place], ()))
        for place, joined in enumerate(term.joined)
    )
