"""Talk about a question: who hears of a message, and when. The one rule of the mails that tell of messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

GATHERED: Final = dt.timedelta(minutes=30)
"""How long messages are gathered for one mail, counted from the first that it tells of.

So nobody gets two such mails within this time, and nobody waits longer for one.
"""


def hearers(author: str, others: Collection[str], writers: Collection[str]) -> frozenset[str]:
    """Who is to hear of a message, by user id: the other side, and who of one's own wrote in it too; not oneself."""
    return frozenset({*others, *writers} - {author})


def is_due(oldest: dt.datetime, now: dt.datetime) -> bool:
    """Whether a person is to be told now of all that waits for them, of which the first was written at `oldest`."""
    return oldest + GATHERED <= now
