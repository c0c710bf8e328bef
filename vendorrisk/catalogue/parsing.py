"""Domain values from the plain content of a file, which may come from YAML, from the database, or out of a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from vendorrisk.catalogue.conditions import parse_condition
from vendorrisk.catalogue.messages import shaped
from vendorrisk.catalogue.model_building import build_model
from vendorrisk.catalogue.problems import TOP, CatalogueError, Findings, Place
from vendorrisk.catalogue.questions import Placed, build_contradictions, build_sections, listed
from vendorrisk.catalogue.shapes import (
    ClausesShape,
    FactShape,
    IntakeQuestionShape,
    IntakeShape,
    ModelShape,
    OrganisationShape,
    PackShape,
    QuestionShape,
    RegimeShape,
    TextShape,
)
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.clauses import Clause, Regime
from vendorrisk.domain.model import Organisation, RiskModel
from vendorrisk.domain.questionnaire import Fact, Intake, Pack, Text

Built = TypeVar("Built")


def parse_pack(body: Mapping[str, Any]) -> Pack:
    """The pack whose plain content is `body`. Raises CatalogueError, like all of these."""
    return _strictly("pack", body, build_pack)


def parse_intake(body: Mapping[str, Any]) -> Intake:
    """The intake whose plain content is `body`."""
    return _strictly("intake", body, build_intake)


def parse_model(body: Mapping[str, Any]) -> RiskModel:
    """The risk model whose plain content is `body`."""
    return _strictly("model", body, build_risk_model)


def parse_organisation(body: Mapping[str, Any]) -> Organisation:
    """The organisation whose plain content is `body`."""
    return _strictly("organisation", body, build_organisation)


def _strictly(kind: str, body: object, build: Callable[[Any, Findings], Built | None]) -> Built:
    found = Findings(kind)
    built = build(body, found)
    if built is None or found.problems:
        raise CatalogueError(found.problems)
    return built


def build_pack(body: Any, found: Findings) -> Pack | None:
    """The pack in `body`, without the questions that are wrong; problems go into `found`."""
    placed = placed_pack(body, found)
    return placed[0] if placed else None


def placed_pack(body: Any, found: Findings) -> tuple[Pack, Placed] | None:
    """The pack in `body`, and where its questions stand."""
    shape = shaped(PackShape, body, TOP, found)
    placed = build_sections(body, QuestionShape, found)
    build_contradictions(body, placed, found)
    if shape is None:
        return None
    title, intro = Text(shape.title.en, shape.title.nl), Text(shape.intro.en, shape.intro.nl)
    rules = tuple(placed.contradictions)
    return Pack(shape.pack, shape.version, title, intro, tuple(placed.sections), digest(body), rules), placed


def build_intake(body: Any, found: Findings) -> Intake | None:
    """The intake in `body`; problems go into `found`."""
    placed = placed_intake(body, found)
    return placed[0] if placed else None


def placed_intake(body: Any, found: Findings) -> tuple[Intake, Placed] | None:
    """The intake in `body`, and where its questions and derived facts stand."""
    shape = shaped(IntakeShape, body, TOP, found)
    placed = build_sections(body, IntakeQuestionShape, found)
    facts = []
    for index, written in enumerate(listed(body, "facts")):
        place: Place = ("facts", index)
        fact = shaped(FactShape, written, place, found)
        if fact is None:
            continue
        if fact.id in placed.places:
            found.add((*place, "id"), f"there is a question or fact “{fact.id}” already; choose another id")
        placed.places.setdefault(fact.id, place)
        when = parse_condition(fact.when, (*place, "when"), found)
        facts += [Fact(fact.id, when)] if when is not None else []
    if shape is None:
        return None
    return Intake(shape.version, tuple(placed.sections), tuple(facts), digest(body)), placed


def build_clauses(body: Any, found: Findings) -> tuple[Regime, ...]:
    """The regimes in `body` with their clauses, without those that are wrong; problems go into `found`."""
    regimes, seen = [], set[str]()
    for index, written in enumerate(listed(body, "regimes") if shaped(ClausesShape, body, TOP, found) else ()):
        place: Place = ("regimes", index)
        shape = shaped(RegimeShape, written, place, found)
        when = parse_condition(shape.when, (*place, "when"), found) if shape else None
        if shape is None or when is None:
            continue
        for name in (shape.id, *(one.id for one in shape.clauses)):
            if name in seen:
                found.add(place, f"there is a regime or clause “{name}” already; choose another id")
            seen.add(name)
        clauses = tuple(Clause(one.id, _text(one.source), _text(one.text)) for one in shape.clauses)
        regimes.append(Regime(shape.id, _text(shape.title), _text(shape.why), when, clauses))
    return tuple(regimes)


def _text(shape: TextShape) -> Text:
    return Text(shape.en, shape.nl)


def build_risk_model(body: Any, found: Findings) -> RiskModel | None:
    """The risk model in `body`; problems go into `found`."""
    shape = shaped(ModelShape, body, TOP, found)
    return build_model(shape, body, found) if shape else None


def build_organisation(body: Any, found: Findings) -> Organisation | None:
    """The organisation in `body`; problems go into `found`."""
    shape = shaped(OrganisationShape, body, TOP, found)
    if shape is None:
        return None
    if shape.proof_days > shape.conditional_days:
        found.add(("proof_days",), f"write {shape.conditional_days} or less, the days of any condition")
    return Organisation(
        name=shape.organisation,
        currency=shape.currency,
        appetite=shape.appetite,
        outage_hour=shape.outage_hour,
        contact=shape.contact,
        languages=tuple(shape.languages),
        conditional_days=shape.conditional_days,
        proof_days=shape.proof_days,
        digest=digest(body),
    )
