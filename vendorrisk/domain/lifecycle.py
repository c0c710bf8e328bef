"""The states of an assessment and the moves between them; a move not in the table does not exist."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where an assessment stands. Who holds it is in `HOLDER`."""

    INVITED = "invited"
    ANSWERING = "answering"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    SIGNING = "signing"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    OPEN = "open"
    SUBMIT = "submit"
    RETURN = "return"
    SIGN = "sign"
    DECIDE = "decide"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


class Holder(StrEnum):
    """Who the clock is charged to."""

    VENDOR = "vendor"
    RISK = "risk"
    NOBODY = "nobody"


class Whose(StrEnum):
    """Of which reviewer one looks for assessments."""

    MINE = "mine"
    NOBODYS = "nobodys"


MOVES: Final[dict[tuple[State, Move], State]] = {
    (State.INVITED, Move.OPEN): State.ANSWERING,
    (State.ANSWERING, Move.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Move.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Move.RETURN): State.RETURNED,
    # A first signature of several, and the one that completes them.
    (State.SUBMITTED, Move.SIGN): State.SIGNING,
    (State.SUBMITTED, Move.DECIDE): State.DECIDED,
    (State.SIGNING, Move.DECIDE): State.DECIDED,
    # The second approver disagrees: the proposal falls and the review is open again.
    (State.SIGNING, Move.REOPEN): State.SUBMITTED,
    (State.INVITED, Move.WITHDRAW): State.WITHDRAWN,
    (State.ANSWERING, Move.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Move.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Move.WITHDRAW): State.WITHDRAWN,
}

HOLDER: Final[dict[State, Holder]] = {
    State.INVITED: Holder.VENDOR,
    State.ANSWERING: Holder.VENDOR,
    State.RETURNED: Holder.VENDOR,
    State.SUBMITTED: Holder.RISK,
    State.SIGNING: Holder.RISK,
    State.DECIDED: Holder.NOBODY,
    State.WITHDRAWN: Holder.NOBODY,
}

EDITABLE: Final = frozenset({State.INVITED, State.ANSWERING, State.RETURNED})
"""The states in which the vendor may change answers."""

UNDECIDED: Final = frozenset(state for state, holder in HOLDER.items() if holder is not Holder.NOBODY)
"""The states in which somebody still has something to do."""


class MoveRefused(Exception):
    """The assessment is not in a state from which this move exists."""

    def __init__(self, state: State, move: Move) -> None:
        super().__init__(f"cannot {move} an assessment that is {state}")
        self.state = state
        self.move = move


def moved(state: State, move: Move) -> State:
    """The state after `move`; raises MoveRefused when the table has no such move."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise MoveRefused(state, move) from None
