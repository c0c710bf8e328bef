"""What stands behind an answer: the rung of the ladder that counts, after review, proof, age and inheritance."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from vendorrisk.domain.ages import months_after, older_than
from vendorrisk.domain.answers import Answer, Assurance, Proof
from vendorrisk.domain.questionnaire import Question

GRACE_MONTHS: Final = 12
"""How long an expired proof of no fixed age still holds a rung up; judgement, a usual audit period."""

UNVERIFIED: Final = frozenset({Assurance.CLAIMED, Assurance.COMMITTED})
"""Rungs on which nobody but the vendor has seen anything: in the worst case they are worth nothing."""


class Standing(IntEnum):
    """How a proof stands on a day; each step costs rungs."""

    CURRENT = 0
    EXPIRED = 1
    LAPSED = 2


@dataclass(frozen=True, slots=True)
class Standard:
    """The day of the assessment, and the months after which an answer itself is stale."""

    as_of: dt.date
    stale_after: int


def effective(question: Question, answer: Answer, standard: Standard) -> Assurance:
    """The assurance that counts for `answer`: declared, lowered by the reviewer, and held up by proof that is current.

    An expired proof costs one rung; one that expired long ago leaves a claim. A stale answer is a claim. A control that
    is inherited from a provider is a claim without that provider's own proof.
    """
    if is_stale(answer, standard):
        return Assurance.CLAIMED
    rung = _after_review(answer)
    if not answer.proofs:
        return Assurance.CLAIMED if answer.inherited_from else min(rung, Assurance.COMMITTED, key=lambda one: one.rank)
    if rung.rank <= Assurance.COMMITTED.rank:
        return rung
    standing = best_standing(question, answer, standard.as_of)
    return Assurance.CLAIMED if standing is Standing.LAPSED else rung.lowered(standing)


def is_stale(answer: Answer, standard: Standard) -> bool:
    """Whether the answer itself is too old to be more than a claim."""
    return older_than(answer.as_of, standard.stale_after, standard.as_of)


def best_standing(question: Question, answer: Answer, as_of: dt.date) -> Standing:
    """How the best of the answer's proofs stands; an answer without proof has nothing that could expire."""
    max_age = question.proof.max_age if question.proof else None
    return min((_standing(proof, max_age, as_of) for proof in answer.proofs), default=Standing.CURRENT)


def _after_review(answer: Answer) -> Assurance:
    accepted = answer.review.assurance if answer.review else None
    return min(answer.assurance, accepted or answer.assurance, key=lambda rung: rung.rank)


def _standing(proof: Proof, max_age: int | None, as_of: dt.date) -> Standing:
    ends = [proof.expires] if proof.expires else []
    if proof.issued and max_age:
        ends.append(months_after(proof.issued, max_age))
    if not ends or as_of <= min(ends):
        return Standing.CURRENT
    return Standing.LAPSED if older_than(min(ends), max_age or GRACE_MONTHS, as_of) else Standing.EXPIRED
