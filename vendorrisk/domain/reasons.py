"""Reasons: why something is as it is, as a code with parameters, and the one table of sentences that says each.

A code is for ever (records and tests name it); its sentence may be edited. Parameters are values, not text, so that
money, dates and tiers are said in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vendorrisk.domain.questionnaire import Text
from vendorrisk.domain.sentences import SENTENCES
from vendorrisk.domain.wording import said

__all__ = ["SENTENCES", "Reason", "both"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence to be said: its code in `SENTENCES`, and the values it speaks of."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    def to(self, language: str) -> str:
        """The sentence in `language` (English for a language the portal does not speak)."""
        spoken = "nl" if language == "nl" else "en"
        values = {name: said(value, spoken) for name, value in self.params.items()}
        return SENTENCES[self.code].to(spoken).format(**values)


def both(reason: Reason) -> Text:
    """The sentence in every language, for what is kept."""
    return Text(reason.to("en"), reason.to("nl"))
