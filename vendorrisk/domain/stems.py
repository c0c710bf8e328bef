"""Words of a sentence, brought down to what two forms of a word share; and the terms that are looked for among them.

A Dutch compound is a kind of its last part ("inlogbeleid" is a "beleid"), so a term also matches there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final, Protocol

import snowballstemmer

LONGEST_WORD: Final = 64
LEAST_TAIL: Final = 5
"""Letters that a word needs in order to be found at the end of a compound, and `LEAST_HEAD` before it."""
LEAST_HEAD: Final = 3

_TOKEN = re.compile(r"[^\W_]+(?:[-‐‑'’./@&_+]{1,2}[^\W_]+)*")
_HYPHEN = re.compile(r"[-‐‑­'’]+")
_BROKEN = re.compile(r"(?<=[^\W\d_])(?:\xad|[-‐]\s*[\n\r]\s*(?=[a-zà-ÿ]))")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]{1,7}$")
_PLAIN = str.maketrans("áàâäãåéèêëíìîïóòôöõúùûüýÿçñ", "aaaaaaeeeeiiiiooooouuuuyycn")


def words(*texts: str) -> frozenset[str]:
    """The words of `texts`: a list of words, written as one reads it."""
    return frozenset(word for text in texts for word in text.split())


_COMMON = {
    "en": words("the and of to in is are we our with for by that this all from which when their be has have not"),
    "nl": words(
        "in is we de het een en van wij onze ons met voor door dat dit alle uit die wanneer hun zijn worden niet geen",
    ),
}


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@cache
def _stemmer(language: str) -> _Stemmer:
    stemmer: _Stemmer = snowballstemmer.stemmer({"en": "english", "nl": "dutch_porter"}[language])
    return stemmer


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """What the forms of `word` share in `language`."""
    low = word.lower().translate(_PLAIN)
    return _stemmer(language).stemWord(low) if len(low) <= LONGEST_WORD else low


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is written, and where it stands; the parts of a compound stand one place after the other."""

    text: str
    at: int


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text`. "Back-up" is "backup" and then "back" and "up"; an address stays whole."""
    found: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(_BROKEN.sub("", text)):
        for word in match.group().split("/") if "@" not in match.group() else [match.group()]:
            at = _add(word, at, found)
    return tuple(found)


def places(text: str) -> int:
    """How many places the words of `text` take: where the next one would stand."""
    found = tokens(text)
    return found[-1].at + 1 if found else 0


def _add(word: str, at: int, found: list[Token]) -> int:
    whole = _HYPHEN.sub("", word)
    found.append(Token(whole, at))
    parts = [part for part in _HYPHEN.split(word) if part]
    if len(parts) > 1:
        found.extend(Token(part, at + place) for place, part in enumerate(parts))
    return at + max(1, len(parts))


def language_of(some: Iterable[Token], usual: str = "") -> str:
    """The language that more of the words belong to; unless they tell clearly, `usual`: that of the whole text."""
    counts = dict.fromkeys(_COMMON, 0)
    for word in some:
        for language, common in _COMMON.items():
            counts[language] += word.text.lower() in common
    first, second = sorted(counts, key=lambda language: -counts[language])
    return first if not usual or counts[first] > counts[second] + 1 else usual


@dataclass(slots=True)
class Vocabulary:
    """The words that are looked for in one language: which of them a word of the text is."""

    language: str
    _exact: dict[str, int] = field(default_factory=dict)
    _stems: dict[str, int] = field(default_factory=dict)
    _starts: dict[str, int] = field(default_factory=dict)
    _by_start: dict[str, list[tuple[str, bool, int]]] = field(default_factory=dict)
    _known: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _stemmed: dict[str, str] = field(default_factory=dict)
    _size: int = 0

    def add(self, word: str) -> int:
        """The number of `word`: a word, a stem with `*`, or capitals that only capitals match."""
        bare = word.removesuffix("*")
        if _CAPITALS.match(bare):
            return self._number(self._exact, bare)
        is_start = bare != word
        low = bare.lower().translate(_PLAIN) if is_start else stem(bare, self.language)
        table = self._starts if is_start else self._stems
        fresh = low not in table
        number = self._number(table, low)
        if fresh:
            self._by_start.setdefault(low[:3], []).append((low, is_start, number))
        return number

    def _number(self, table: dict[str, int], word: str) -> int:
        if word not in table:
            table[word] = self._size
            self._size += 1
        return table[word]

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of the words that `word`, as written in the text, is a form of."""
        if len(word) > LONGEST_WORD:
            return ()
        if word not in self._known:
            self._known[word] = tuple(sorted(set(self._find(word))))
        return self._known[word]

    def _find(self, word: str) -> Iterable[int]:
        for capitals in (word, word.removesuffix("s")):
            if capitals in self._exact:
                yield self._exact[capitals]
        low = word.lower().translate(_PLAIN)
        for head in range(len(low)) if self.language == "nl" else (0,):
            if head == 0 or head >= LEAST_HEAD:
                yield from self._at(low, head)

    def _at(self, low: str, head: int) -> Iterable[int]:
        """The words that begin at `head`: the word itself, or the tail of a compound."""
        for looked, is_start, number in self._by_start.get(low[head : head + 3], ()):
            if head and len(looked) < LEAST_TAIL:
                continue
            if low.startswith(looked, head) if is_start else self._stem(low)[head:] == looked:
                yield number

    def _stem(self, low: str) -> str:
        if low not in self._stemmed:
            self._stemmed[low] = stem(low, self.language)
        return self._stemmed[low]


def positions(words: Iterable[Token], vocabulary: Vocabulary) -> Mapping[int, tuple[int, ...]]:
    """Where each word of the vocabulary stands among `words`."""
    found: dict[int, list[int]] = {}
    for word in words:
        for number in vocabulary.of(word.text):
            found.setdefault(number, []).append(word.at)
    return {number: tuple(places) for number, places in found.items()}
