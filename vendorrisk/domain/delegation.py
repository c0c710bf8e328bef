"""Delegation: which part of a questionnaire a person of the vendor may see and change. The one rule, for every query.

A member of the assessment (a coordinator) sees all of it. A colleague sees what was delegated to them and not taken
back, and changes it until they say that it is done. Whoever is neither sees nothing: foreign equals absent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from vendorrisk.domain.questionnaire import Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Share:
    """What was delegated to one person: a section, or one question of it; `done` once they gave it back."""

    section: str
    question: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees of one questionnaire, and what of that they may change; ids of questions."""

    whole: bool
    seen: frozenset[str]
    open: frozenset[str]

    def sees(self, question: Question) -> bool:
        """Whether `question` is there at all for this person."""
        return question.id in self.seen


class Stage(StrEnum):
    """How far a delegation is."""

    INVITED = "invited"
    HELD = "held"
    DONE = "done"


def sight(questionnaire: Questionnaire, member: bool, shares: Collection[Share]) -> Sight:
    """What a person may see of `questionnaire`: a member all of it, anybody else their `shares`."""
    if member:
        everything = frozenset(question.id for question in questionnaire.questions)
        return Sight(True, everything, everything)
    return Sight(
        False, _questions(questionnaire, shares), _questions(questionnaire, [one for one in shares if not one.done])
    )


def covers(share: Share, section: str, question: str) -> bool:
    """Whether `question` of `section` is part of `share`."""
    return share.section == section and share.question in ("", question)


def _questions(questionnaire: Questionnaire, shares: Iterable[Share]) -> frozenset[str]:
    listed = list(shares)
    return frozenset(
        question.id
        for section in questionnaire.sections
        for question in section.questions
        if any(covers(share, section.id, question.id) for share in listed)
    )
