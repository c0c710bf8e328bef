"""What nobody may do with a decision, whoever asks and however often: each is refused by the service itself.

The same through pages and forms is in tests/web/test_review_decision.py and test_acceptances.py.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from tests.services.office import Office
from vendorrisk.domain.access import Role
from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.decision import DecisionRefused, Verdict
from vendorrisk.persistence.models import Signature
from vendorrisk.services import review
from vendorrisk.services.failures import Stale
from vendorrisk.services.review import ReviewInput

REST = "encryption-at-rest"


class Table:
    """An assessment in review that wants two signatures, with people around it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.owner, self.lead, self.second = (office.person(Role.RISK_LEAD, name) for name in ("Ole", "Lena", "Lars"))
        self.assessment, _ = office.submitted(self.owner, heavy=True)

    def signatures(self) -> int:
        return self.office.do(lambda work: work.session.scalar(select(func.count()).select_from(Signature)) or 0)


def own_request(table: Table) -> None:
    table.office.sign(table.owner, table.assessment)


def the_same_person_twice(table: Table) -> None:
    table.office.sign(table.lead, table.assessment)
    table.office.sign(table.lead, table.assessment)


def stale_answers(table: Table) -> None:
    seen = table.office.decision(table.lead, table.assessment)
    lowered = ReviewInput(assurance=Assurance.CLAIMED)
    table.office.do(review.review_answer, table.second, table.assessment.id, REST, lowered)
    table.office.do(review.sign, table.lead, table.assessment.id, seen)


def missing_rationale(table: Table) -> None:
    table.office.sign(table.lead, table.assessment, Verdict.REJECT)


def decided_twice(table: Table) -> None:
    for who in (table.lead, table.second):
        table.office.sign(who, table.assessment)
    table.office.sign(table.office.person(Role.RISK_LEAD, "Lies"), table.assessment, Verdict.REJECT, rationale="No.")


def another_proposal(table: Table) -> None:
    table.office.sign(table.lead, table.assessment)
    given = table.office.decision(table.second, table.assessment, Verdict.REJECT, rationale="No.", proposal="")
    table.office.do(review.sign, table.second, table.assessment.id, given)


@pytest.mark.parametrize(
    ("act", "refusal", "signed"),
    [
        (own_request, "own_request", 0),
        (the_same_person_twice, "signed_already", 1),
        (stale_answers, "stale_answers", 0),
        (missing_rationale, "rationale_missing", 0),
        (decided_twice, None, 2),
        (another_proposal, None, 1),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_forbidden_act_is_refused_and_leaves_nothing(
    office: Office, act: Callable[[Table], None], refusal: str | None, signed: int
) -> None:
    table = Table(office)
    with pytest.raises(DecisionRefused if refusal else Stale) as refused:
        act(table)
    assert getattr(refused.value, "code", None) == refusal
    assert table.signatures() == signed
