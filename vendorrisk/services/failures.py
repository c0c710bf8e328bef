"""How a use case says no. Mapped to HTTP once, in `web/errors.py`; the failures of one feature stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vendorrisk.domain.reasons import Reason


class NotFound(Exception):
    """What was asked for does not exist, or is not the actor's to see: nobody can tell which."""


class Stale(Exception):
    """What the actor saw has changed since; nothing was stored."""


class Refused(Exception):
    """A rule forbids it; `reason` says which, in the reader's language."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason
