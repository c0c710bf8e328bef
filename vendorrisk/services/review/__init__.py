"""Review: the risk lead's queue, the view of the answers, and the decision."""

from vendorrisk.services.review.assigning import assign, reviewers
from vendorrisk.services.review.comparing import Comparison, Side, compared
from vendorrisk.services.review.looking import look
from vendorrisk.services.review.reading import queue, review
from vendorrisk.services.review.reviewing import accept_rest, return_to_vendor, review_answer
from vendorrisk.services.review.signing import refuse_signature, sign
from vendorrisk.services.review.views import (
    ConditionInput,
    DecisionInput,
    QueueRow,
    ReviewInput,
    ReviewItem,
    ReviewView,
)

__all__ = [
    "Comparison",
    "ConditionInput",
    "DecisionInput",
    "QueueRow",
    "ReviewInput",
    "ReviewItem",
    "ReviewView",
    "Side",
    "accept_rest",
    "assign",
    "compared",
    "look",
    "queue",
    "refuse_signature",
    "return_to_vendor",
    "review",
    "review_answer",
    "reviewers",
    "sign",
]
