"""The terminal report of an assessment: calm, aligned, in either language, and plain text where there is no colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

import click

from vendorrisk.catalogue import CaseFile
from vendorrisk.domain.assessment import Outcome
from vendorrisk.domain.proposals import ProposedCondition
from vendorrisk.domain.questionnaire import Text
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.recommendation import Recommendation
from vendorrisk.domain.verdict import Verdict
from vendorrisk.domain.wording import TIERS, Money, said

WIDTH: Final = 100
LABEL: Final = 16
BAR: Final = 40
GAPS: Final = 8

WORDS: Final = {
    "model": Text("risk model", "risicomodel"),
    "as_of": Text("as of", "per"),
    "tier": Text("Tier", "Niveau"),
    "effectiveness": Text("Effectiveness", "Effectiviteit"),
    "residual": Text("Expected loss a year", "Verwacht verlies per jaar"),
    "recommendation": Text("Recommendation", "Aanbeveling"),
    "gaps": Text("Largest gaps, in points of effectiveness", "Grootste gaten, in punten effectiviteit"),
    "control": Text("control", "maatregel"),
    "proof": Text("proof", "bewijs"),
    "conditions": Text("Proposed conditions", "Voorgestelde voorwaarden"),
    "before": Text("before go-live", "vóór ingebruikname"),
    "days": Text("within {days} days", "binnen {days} dagen"),
    "claimed": Text("as claimed", "zoals gesteld"),
    "proven": Text("as proven", "zoals aangetoond"),
    "worst": Text("worst case", "in het ergste geval"),
    "typical": Text("typical vendor", "gemiddeld"),
    "appetite": Text("appetite", "risicobereidheid"),
    "lines": Text("approve from {approve}, floor {floor}", "goedkeuren vanaf {approve}, ondergrens {floor}"),
    "no_score": Text("no score", "geen score"),
}

VERDICTS: Final = {
    Verdict.ASK: (Text("ask for more", "meer vragen"), "yellow"),
    Verdict.APPROVE: (Text("approve", "goedkeuren"), "green"),
    Verdict.APPROVE_WITH_CONDITIONS: (Text("approve with conditions", "goedkeuren onder voorwaarden"), "yellow"),
    Verdict.REJECT: (Text("reject", "afwijzen"), "red"),
}


def report(case_file: CaseFile, outcome: Outcome, language: str) -> str:
    """The whole report, ready to print."""
    writer = _Writer(language)
    parts = (
        writer.heading(case_file),
        writer.tier(outcome),
        writer.effectiveness(outcome),
        writer.residual(case_file, outcome),
        writer.recommendation(outcome.recommendation),
        writer.gaps(outcome),
        writer.conditions(outcome.recommendation.conditions),
    )
    return "\n\n".join("\n".join(line.rstrip() for line in lines) for part in parts if (lines := list(part))) + "\n"


class _Writer:
    def __init__(self, language: str) -> None:
        self.language = language

    def word(self, name: str) -> str:
        return WORDS[name].to(self.language)

    def heading(self, case_file: CaseFile) -> Iterator[str]:
        packs = ", ".join(f"{pack.id} {pack.version}" for pack in case_file.case.questionnaire.packs)
        yield click.style(f"{case_file.vendor.name} · {case_file.engagement.title}", bold=True)
        model = f"{self.word('model')} {case_file.case.model.version}"
        yield f"{self.word('as_of')} {said(case_file.case.as_of, self.language)} · {packs} · {model}"

    def tier(self, outcome: Outcome) -> Iterator[str]:
        yield self.title("tier") + click.style(TIERS[outcome.exposure.tier].to(self.language), bold=True)
        yield from self.sentences(outcome.exposure.reasons)

    def effectiveness(self, outcome: Outcome) -> Iterator[str]:
        advice = outcome.recommendation
        yield self.title("effectiveness") + self.word("lines").format(approve=advice.approve, floor=advice.floor)
        for name in ("claimed", "proven", "worst"):
            share: Fraction | None = getattr(outcome.card, name)
            shown = self.word("no_score") if share is None else f"{said(share, self.language):>5} %"
            yield f"  {self.word(name):<22}{shown}  {_bar(share, advice)}"

    def residual(self, case_file: CaseFile, outcome: Outcome) -> Iterator[str]:
        currency = case_file.case.organisation.currency
        yield self.title("residual")
        amounts = [
            (name, getattr(outcome.residuals, name).expected) for name in ("typical", "claimed", "proven", "worst")
        ]
        for name, amount in [*amounts, ("appetite", outcome.recommendation.appetite)]:
            yield f"  {self.word(name):<22}{Money(amount, currency).to(self.language):>14}"

    def recommendation(self, advice: Recommendation) -> Iterator[str]:
        verdict, colour = VERDICTS[advice.verdict]
        yield self.title("recommendation") + click.style(verdict.to(self.language), fg=colour, bold=True)
        yield from self.sentences((*advice.reasons, *advice.remarks))

    def gaps(self, outcome: Outcome) -> Iterator[str]:
        lines = sorted((line for line in outcome.card.lines if line.lost), key=lambda line: -line.lost)[:GAPS]
        if not lines:
            return
        yield self.title("gaps")
        yield f"  {'':<16}{self.word('control'):>9}{self.word('proof'):>9}"
        for line in lines:
            parts = (said(part, self.language) for part in (line.lost_control, line.lost_proof))
            ask = textwrap.shorten(line.question.ask.to(self.language), WIDTH - 38, placeholder=" …")
            yield f"  {line.question.control:<16}" + "".join(f"{part:>9}" for part in parts) + f"  {ask}"

    def conditions(self, proposed: Iterable[ProposedCondition]) -> Iterator[str]:
        listed = list(proposed)
        if listed:
            yield self.title("conditions")
        for number, one in enumerate(listed, 1):
            due = self.word("before") if one.before_go_live else self.word("days").format(days=one.days)
            yield from _wrapped(f"{number:>3}. ", f"{one.text.to(self.language)} [{due}]")

    def title(self, name: str) -> str:
        return click.style(f"{self.word(name):<{LABEL}}  ", bold=True)

    def sentences(self, reasons: Iterable[Reason]) -> Iterator[str]:
        for reason in reasons:
            yield from _wrapped("  · ", reason.to(self.language))


def _wrapped(mark: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))


def _bar(share: Fraction | None, advice: Recommendation) -> str:
    """A line of a hundred points with the floor and the approve line marked on it."""
    filled = round((share or 0) * BAR)
    marks = {round(advice.floor / 100 * BAR): "┆", round(advice.approve / 100 * BAR): "│"}
    return "".join(marks.get(at, "█" if at < filled else "░") for at in range(BAR))
