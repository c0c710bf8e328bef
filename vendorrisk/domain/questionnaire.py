"""What is asked: packs of sections of questions, as frozen values.

The catalogue reads them from content files; everything else only looks at them. Credits are integers in hundredths,
weights are integers, effort is in days of the vendor's work, ages are in months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from vendorrisk.domain.conditions import Condition

LANGUAGES: Final = ("en", "nl")

HALF: Final = 50
"""What remains of a credit that has exceptions, where the question says nothing else; judgement."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a person reads, in every language of the portal."""

    en: str
    nl: str

    def to(self, language: str) -> str:
        """The text in `language`; English for a language the portal does not speak."""
        return self.nl if language == "nl" else self.en


class Tier(StrEnum):
    """How much care an engagement deserves, from the loss it could cause; ordered."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return list(Tier).index(self)


class Kind(StrEnum):
    """The kinds of question; each has one way to be answered, checked, scored and shown."""

    CHOICE = "choice"
    MULTI = "multi"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    COUNTRIES = "countries"
    TABLE = "table"
    STATEMENT = "statement"


class ActsOn(StrEnum):
    """What a control changes: how often a loss happens, or how large it is."""

    FREQUENCY = "frequency"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing a vendor can truthfully say. `effort` is the days of work to get here from the option before."""

    id: str
    label: Text
    credit: int = 0
    effort: int | None = None
    exclusive: bool = False
    advice: Text | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A step of a number (`bound`: the least value) or of a date (`bound`: the greatest age in months; None: older)."""

    bound: int | None
    credit: int


@dataclass(frozen=True, slots=True)
class Region:
    """A named group of countries and the credit when the worst country is in it; None: anywhere else."""

    group: str | None
    credit: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a `table` question."""

    id: str
    label: Text
    kind: Kind


@dataclass(frozen=True, slots=True)
class KnockOut:
    """A credit under `below` is a knock-out for these tiers; `never_defer`: it is due before go-live."""

    below: int
    tiers: frozenset[Tier]
    never_defer: bool = False


@dataclass(frozen=True, slots=True)
class ProofWanted:
    """The kinds of proof that would verify the answer, and the months after which a proof is old."""

    wanted: tuple[str, ...]
    max_age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, with everything that is needed to ask it, check it, score it and advise on it.

    `scope` asks whether the answer holds for everything that we would use; where it names exceptions, `keeps`
    hundredths of the credit remain.
    """

    id: str
    control: str = ""
    ask: Text
    help: Text | None = None
    kind: Kind
    weight: int = 0
    acts_on: ActsOn | None = None
    options: tuple[Option, ...] = ()
    bands: tuple[Band, ...] = ()
    regions: tuple[Region, ...] = ()
    columns: tuple[Column, ...] = ()
    unit: Text | None = None
    minimum: int | None = None
    maximum: int | None = None
    required: bool = True
    not_applicable: bool = False
    knock_out: KnockOut | None = None
    scope: Text | None = None
    keeps: int = HALF
    proof: ProofWanted | None = None
    inherits_from: str | None = None
    when: Condition | None = None
    maps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sensitive: bool = False

    def option(self, option_id: str) -> Option | None:
        """The option with this id, or None."""
        return next((option for option in self.options if option.id == option_id), None)

    @property
    def scored(self) -> bool:
        return self.weight > 0


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together; one page for the vendor."""

    id: str
    title: Text
    intro: Text | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot all be true: where `when` holds, what is said of `questions` needs a second look."""

    id: str
    when: Condition
    questions: tuple[str, ...]
    say: Text


@dataclass(frozen=True, slots=True)
class Pack:
    """A published version of a questionnaire. `digest` is the SHA-256 of its canonical content."""

    id: str
    version: str
    title: Text
    intro: Text
    sections: tuple[Section, ...]
    digest: str
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in the order it is asked."""
        return (question for section in self.sections for question in section.questions)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact derived from the intake answers: true when its condition is."""

    id: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Intake:
    """What procurement is asked about an engagement, and the facts derived from it."""

    version: str
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]
    digest: str

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What one assessment asks: its packs merged, a question shared by two packs asked once (in the first).

    This, not the pack, is what answering, scoring and the record work on.
    """

    packs: tuple[Pack, ...]
    sections: tuple[Section, ...]
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)

    def question(self, question_id: str) -> Question | None:
        """The question with this id, or None."""
        return next((question for question in self.questions if question.id == question_id), None)

    def section(self, section_id: str) -> Section | None:
        """The section with this id, or None."""
        return next((section for section in self.sections if section.id == section_id), None)


def merge(packs: tuple[Pack, ...]) -> Questionnaire:
    """The questionnaire that asks all `packs`, each question once; sections with the same id become one."""
    asked: set[str] = set()
    sections: dict[str, Section] = {}
    for pack in packs:
        for section in pack.sections:
            fresh = tuple(question for question in section.questions if question.id not in asked)
            asked.update(question.id for question in fresh)
            known = sections.get(section.id)
            if known:
                sections[section.id] = Section(known.id, known.title, known.intro, known.questions + fresh)
            elif fresh:
                sections[section.id] = Section(section.id, section.title, section.intro, fresh)
    rules: dict[str, Contradiction] = {}
    for rule in (rule for pack in packs for rule in pack.contradictions):
        rules.setdefault(rule.id, rule)
    return Questionnaire(packs, tuple(sections.values()), tuple(rules.values()))
