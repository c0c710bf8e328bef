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
"""How long a proof that has ended still holds a rung up; judgement, a usual audit period."""

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
    return min((_standing(last_days(question, proof), as_of) for proof in answer.proofs), default=Standing.CURRENT)


def last_days(question: Question, proof: Proof) -> tuple[dt.date, dt.date] | None:
    """The last day on which `proof` is current, and the last on which it is no more than expired; None: for ever.

    A proof that says when it ends counts by that day alone, however old it is by then: a certificate runs for years.
    The age that the question allows is for proofs that do not say it.
    """
    if proof.expires:
        return proof.expires, months_after(proof.expires, GRACE_MONTHS)
    allowed = question.proof.max_age if question.proof else None
    if not proof.issued or not allowed:
        return None
    end = months_after(proof.issued, allowed)
    return end, months_after(end, allowed)


def _after_review(answer: Answer) -> Assurance:
    accepted = answer.review.assurance if answer.review else None
    return min(answer.assurance, accepted or answer.assurance, key=lambda rung: rung.rank)


def _standing(last: tuple[dt.date, dt.date] | None, as_of: dt.date) -> Standing:
    if last is None or as_of <= last[0]:
        return Standing.CURRENT
    return Standing.EXPIRED if as_of <= last[1] else Standing.LAPSED
