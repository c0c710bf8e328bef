"""The terminal report of an assessment: calm, aligned, in either language, and plain text where there is no colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

import click

from vendorrisk.catalogue import CaseFile
from vendorrisk.domain.assessment import Outcome
from vendorrisk.domain.decay import ahead
from vendorrisk.domain.outlook import Outlook
from vendorrisk.domain.proposals import proposed
from vendorrisk.domain.questionnaire import Text
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.recommendation import Recommendation
from vendorrisk.domain.verdict import Verdict
from vendorrisk.domain.wording import SEVERITIES, TIERS, Money, said

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
    "plan": Text("Shortest way to approval", "Kortste weg naar goedkeuring"),
    "planned": Text("after the plan", "na het plan"),
    "plan_days": Text(
        "{steps} steps, {days} days of work: effectiveness as proven {share} %, expected loss {expected} a year",
        "{steps} stappen, {days} dagen werk: aangetoonde effectiviteit {share} %, verwacht verlies {expected} per jaar",
    ),
    "day": Text("days", "dagen"),
    "robustness": Text("How firmly it stands", "Hoe stevig dit staat"),
    "at_worst": Text(
        "If no unproven claim were true: {verdict}.", "Als geen enkele onbewezen bewering klopt: {verdict}."
    ),
    "no_doubt": Text(
        "No single proof would change the recommendation.", "Geen enkel bewijs op zich verandert de aanbeveling."
    ),
    "verify_first": Text("Verify these first:", "Controleer deze het eerst:"),
    "if_untrue": Text("if untrue: {verdict}", "indien onwaar: {verdict}"),
    "if_proven": Text("if proven: {verdict}", "indien bewezen: {verdict}"),
    "changes_on": Text(
        "Nothing renewed, the recommendation changes on {day}: {verdict}.",
        "Als niets wordt vernieuwd, verandert de aanbeveling op {day}: {verdict}.",
    ),
    "simulated": Text("A year, simulated", "Een jaar, gesimuleerd"),
    "any_loss": Text("any loss", "enig verlies"),
    "mean": Text("on average", "gemiddeld"),
    "one_in_20": Text("1 year in 20", "1 jaar op 20"),
    "one_in_100": Text("1 year in 100", "1 jaar op 100"),
    "findings": Text("Draft findings", "Conceptbevindingen"),
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


def report(case_file: CaseFile, outcome: Outcome, seen: Outlook, language: str) -> str:
    """The whole report, ready to print; `seen` is what a year may cost."""
    writer = _Writer(language)
    parts = (
        writer.heading(case_file),
        writer.tier(outcome),
        writer.effectiveness(outcome),
        writer.residual(case_file, outcome),
        writer.simulated(case_file, seen),
        writer.recommendation(outcome.recommendation),
        writer.findings(outcome),
        writer.robustness(case_file, outcome),
        writer.gaps(outcome),
        writer.plan(case_file, outcome.recommendation),
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

    def simulated(self, case_file: CaseFile, seen: Outlook) -> Iterator[str]:
        currency = case_file.case.organisation.currency
        yield self.title("simulated") + "".join(
            f"{self.word(name):>16}" for name in ("any_loss", "mean", "one_in_20", "one_in_100")
        )
        for basis, year in seen.items():
            amounts = (Money(amount, currency).to(self.language) for amount in (year.mean, year.high, year.rare))
            chance = f"{said(Fraction(year.chance), self.language)} %"
            yield f"  {self.word(basis):<{LABEL}}{chance:>16}" + "".join(f"{amount:>16}" for amount in amounts)

    def findings(self, outcome: Outcome) -> Iterator[str]:
        if outcome.findings:
            yield self.title("findings")
        for one in outcome.findings:
            weight = SEVERITIES[one.severity].to(self.language)
            yield from _wrapped("  · ", f"{one.text.to(self.language)} ({weight})")

    def robustness(self, case_file: CaseFile, outcome: Outcome) -> Iterator[str]:
        firm = outcome.recommendation.robustness
        yield self.title("robustness")
        yield from _wrapped("  · ", self.word("at_worst").format(verdict=self.verdict(firm.at_worst)))
        yield from _wrapped("  · ", self.word("verify_first" if firm.verify_first else "no_doubt"))
        for doubt in firm.verify_first:
            follows = (("if_untrue", doubt.if_untrue), ("if_proven", doubt.if_proven))
            moves = [
                self.word(name).format(verdict=self.verdict(verdict))
                for name, verdict in follows
                if verdict is not outcome.recommendation.verdict
            ]
            yield f"    {doubt.line.question.control:<10}{said(doubt.stake, self.language):>6}  {', '.join(moves)}"
        seen = ahead(case_file.case)
        if seen.changes_on:
            verdict = next(step.verdict for step in seen.steps if step.on == seen.changes_on)
            values = {"day": said(seen.changes_on, self.language), "verdict": self.verdict(verdict)}
            yield from _wrapped("  · ", self.word("changes_on").format(**values))

    def plan(self, case_file: CaseFile, advice: Recommendation) -> Iterator[str]:
        plan, organisation = advice.plan, case_file.case.organisation
        if plan is None:
            return
        yield self.title("plan")
        if plan.obstacle is None:
            values = {
                "steps": len(plan.steps),
                "days": plan.days,
                "share": said(plan.proven, self.language),
                "expected": Money(plan.residual.expected, organisation.currency).to(self.language),
            }
            yield from _wrapped("  ", self.word("plan_days").format(**values))
        else:
            yield from _wrapped("  ", plan.obstacle.to(self.language))
        for number, step in enumerate(plan.steps, 1):
            one = proposed(step, organisation)
            due = self.word("before") if one.before_go_live else self.word("days").format(days=one.days)
            effort = f"{one.effort} {self.word('day')}"
            yield from _wrapped(f"{number:>3}. ", f"{one.text.to(self.language)} [{effort}, {due}]")

    def verdict(self, verdict: Verdict) -> str:
        return VERDICTS[verdict][0].to(self.language)

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
