"""A record read for its reader: the plain values of the JSON turned into what a document shows, in one language.

It reads what stands in the record alone, its own pinned content included, and computes nothing that the record does not
say; so the document of an old record never needs the code or the content of its day.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cached_property

from babel.dates import format_date
from babel.numbers import format_decimal

from vendorrisk import charts
from vendorrisk.charts import Chart
from vendorrisk.domain.outlook import Outlook, outlook
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.domain.record import FORMAT, Opened, Plain, pinned
from vendorrisk.domain.wording import SEVERITIES, TIERS, Money
from vendorrisk.pdf.asked import Asked, exact
from vendorrisk.pdf.legible import legible

TURNS = ("worse", "better", "otherwise", "new", "gone")
"""How answers changed, in the order in which one wants to read of them (`domain.changes.Turn`)."""

DIGEST_SHOWN = 12
"""Characters of a digest by which people tell records apart; the whole stands under "How to verify"."""


def made_at(record: Plain) -> dt.datetime:
    """The record's own time: when it was sealed, or for a calculation the start of the day it is made for."""
    sealed = record.get("sealed_at")
    if sealed:
        return dt.datetime.fromisoformat(sealed).astimezone(dt.UTC)
    return dt.datetime.combine(dt.date.fromisoformat(record["as_of"]), dt.time(), dt.UTC)


class Reading:
    """What the document of `record` shows in `language`."""

    def __init__(self, record: Opened, language: str) -> None:
        self.digest = record.digest
        self.short = record.digest[:DIGEST_SHOWN]
        self.language = language
        self.plain: Plain = legible(record.plain)
        self.figures: Plain = self.plain["figures"]
        self.decision: Plain | None = self.plain["decision"]
        self.asked = Asked(self.plain, language)

    @property
    def calculation(self) -> bool:
        return bool(self.plain["kind"] == "calculation")

    @property
    def keywords(self) -> str:
        """What the document says of itself to a machine: the format and the digest of its record."""
        return f"{FORMAT}, sha256:{self.digest}"

    @property
    def portal(self) -> str:
        return str(self.plain["portal"])

    @property
    def vendor(self) -> str:
        return str(self.plain["vendor"]["name"])

    @property
    def vendor_details(self) -> str:
        vendor = self.plain["vendor"]
        return " · ".join(filter(None, (vendor["website"], vendor["country"])))

    @property
    def engagement(self) -> Plain:
        engagement: Plain = self.plain["engagement"]
        return engagement

    @property
    def attested(self) -> Plain | None:
        attested: Plain | None = self.plain["attested"]
        return attested

    @property
    def trail(self) -> Plain | None:
        trail: Plain | None = self.plain["trail"]
        return trail

    @property
    def made_at(self) -> dt.datetime:
        return made_at(self.plain)

    @property
    def sealed(self) -> bool:
        return bool(self.plain["sealed_at"])

    @property
    def as_of(self) -> dt.date:
        return dt.date.fromisoformat(self.plain["as_of"])

    @cached_property
    def contents(self) -> list[Plain]:
        return pinned(self.plain)

    @property
    def organisation(self) -> str:
        return str(next(one["body"]["organisation"] for one in self.contents if one["kind"] == "organisation"))

    @property
    def verdict(self) -> str:
        return str(self.decision["verdict"] if self.decision else self.recommendation)

    @property
    def recommendation(self) -> str:
        return str(self.figures["recommendation"])

    @property
    def departs(self) -> bool:
        return self.verdict != self.recommendation

    @property
    def signers(self) -> str:
        return ", ".join(one["name"] for one in self.decision["signatures"]) if self.decision else ""

    @property
    def tier(self) -> str:
        return TIERS[Tier(self.figures["tier"])].to(self.language)

    @property
    def tier_reasons(self) -> list[str]:
        return [self.asked.text(reason) for reason in self.figures["tier_reasons"]]

    @property
    def reasons(self) -> list[str]:
        return [self.asked.text(reason) for reason in self.figures["reasons"]]

    @property
    def remarks(self) -> list[str]:
        return [self.asked.text(remark) for remark in self.figures["remarks"]]

    @property
    def planned(self) -> int | None:
        """The expected loss a year with the plan carried out; None where there is none, or nothing is to be done."""
        plan = self.figures.get("plan")
        return int(plan["residual"]["expected"]) if plan and plan["steps"] else None

    @property
    def findings(self) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """The draft findings: how heavy each is, what it says, and the controls and questions it is about."""
        return [
            (SEVERITIES[one["severity"]].to(self.language), self.asked.text(one), self.asked.named(one["questions"]))
            for one in self.figures.get("findings", ())
        ]

    @property
    def follows(self) -> Plain | None:
        """The record before this one with what changed since, what is worth less first; None for a first one."""
        kept: Plain | None = self.plain.get("follows")
        if kept is None:
            return None
        ordered = sorted(kept["changes"], key=lambda one: TURNS.index(one["turn"]))
        return {**kept, "changes": ordered, "proven": exact(kept["proven"])}

    @property
    def acceptances(self) -> list[Plain]:
        """The risks that somebody took on, each with the questions whose knock-outs it lifts, in words."""
        return [
            {**one, "asks": [ask for _, ask in self.asked.named(one["questions"])]}
            for one in self.plain.get("acceptances", ())
        ]

    @property
    def lines(self) -> Plain:
        lines: Plain = self.figures["lines"]
        return lines

    @property
    def proposed(self) -> list[Plain]:
        """The conditions that the model proposes, to be shown where the decision shows none of its own."""
        proposed: list[Plain] = self.figures["conditions"]
        return [] if self.decision else proposed

    @cached_property
    def year(self) -> Outlook | None:
        """A simulated year on each basis, seeded by the record's digest; None for a record without its makings."""
        return outlook(self.figures, self.digest) if "parts" in self.figures.get("exposure", {}) else None

    @property
    def way(self) -> Chart | None:
        return charts.effort(self.figures.get("plan"), self.lines["approve"])

    @property
    def firmness(self) -> Chart | None:
        return charts.ageing(self.figures, self.as_of, self.lines["approve"], self._short)

    @property
    def losses(self) -> Chart | None:
        return charts.exceedance(self.year, self.lines["appetite"], self.money, self._points) if self.year else None

    def _points(self, hundredths: float) -> str:
        return str(format_decimal(hundredths, format="0.0", locale=self.language))

    def _short(self, day: dt.date) -> str:
        return str(format_date(day, "d MMM yyyy", locale=self.language))

    def residual(self, basis: str) -> Plain:
        residual: Plain = self.figures["residual"][basis]
        return residual

    def effectiveness(self, basis: str) -> Fraction | None:
        return exact(self.figures["effectiveness"][basis])

    def money(self, amount: float) -> str:
        return Money(amount, self.plain["currency"]).to(self.language).replace(" ", "\u00a0")
