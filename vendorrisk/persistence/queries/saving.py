"""What a save of one answer reads and writes: statements made once, as this is what the portal does most.

Whoever runs them holds the assessment from `TURN` on, so everything read after it stands still until the commit.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BindParameter, and_, bindparam, insert, select, update

from vendorrisk.persistence.models import AnswerRow, AnswerVersion, Assessment, Engagement
from vendorrisk.persistence.queries.answering import in_part_of, whole_of

ASSESSMENT: Final[BindParameter[str]] = bindparam("assessment")
PERSON: Final[BindParameter[str]] = bindparam("person")

TURN: Final = (
    select(Assessment.state)
    .where(Assessment.id == ASSESSMENT, in_part_of(PERSON))
    .with_for_update(of=Assessment, key_share=True)
)
"""Waits for the turn on an assessment of which `person` sees at least a part, as `queries.casework.locked` does."""

HELD: Final = (
    select(
        Assessment.submitted_at,
        Assessment.intake_digest,
        Assessment.model_digest,
        Assessment.organisation_digest,
        Assessment.pack_digests,
        Engagement.facts,
        Engagement.tier,
        whole_of(PERSON).label("whole"),
        AnswerRow.id,
        AnswerRow.version,
        AnswerRow.state,
        AnswerRow.value,
        AnswerRow.comment,
        AnswerRow.exceptions,
        AnswerRow.assurance,
        AnswerRow.inherited_from,
        AnswerRow.unsure,
        AnswerRow.author_id,
        AnswerRow.saved_at,
    )
    .join(Engagement, Engagement.id == Assessment.engagement_id)
    .outerjoin(
        AnswerRow, and_(AnswerRow.assessment_id == Assessment.id, AnswerRow.question_id == bindparam("question"))
    )
    .where(Assessment.id == ASSESSMENT)
)
"""The assessment that is held, whether `person` has the whole of it, and the answer to `question`, if there is one."""

SAID: Final = select(AnswerRow.question_id, AnswerRow.state, AnswerRow.value).where(
    AnswerRow.assessment_id == ASSESSMENT
)
"""What each answer of the assessment says."""

FIRST: Final = insert(AnswerRow)
NEXT: Final = update(AnswerRow).where(AnswerRow.id == bindparam("answer"))
HISTORY: Final = insert(AnswerVersion)
