"""Questions and sections from their written form, for packs and intake alike."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from vendorrisk.catalogue.conditions import parse_condition
from vendorrisk.catalogue.messages import shaped
from vendorrisk.catalogue.problems import Findings, Place
from vendorrisk.catalogue.question_checks import check_question
from vendorrisk.catalogue.shapes import (
    AskedShape,
    BandShape,
    ContradictionShape,
    IntakeQuestionShape,
    KnockOutShape,
    OptionShape,
    QuestionShape,
    SectionShape,
    TextShape,
)
from vendorrisk.domain.questionnaire import (
    HALF,
    Band,
    Column,
    Contradiction,
    Kind,
    KnockOut,
    Option,
    ProofWanted,
    Question,
    Region,
    Section,
    Text,
)

Asked = TypeVar("Asked", bound=AskedShape)


class Placed:
    """The sections of a file, where its questions and rules stand, and the ids of questions that could not be read."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.contradictions: list[Contradiction] = []
        self.rules: dict[str, Place] = {}
        self.places: dict[str, Place] = {}
        self.broken: set[str] = set()


def build_sections(body: Any, shape: type[AskedShape], found: Findings) -> Placed:
    """The sections of the file `body`; what is wrong is left out, its problems noted, and hides nothing beside it."""
    placed = Placed()
    for number, item in enumerate(listed(body, "sections")):
        place: Place = ("sections", number)
        section = shaped(SectionShape, item, place, found)
        questions = tuple(
            question
            for index, one in enumerate(listed(item, "questions"))
            if (question := _question(one, shape, (*place, "questions", index), found, placed)) is not None
        )
        if section is None:
            continue
        if any(section.id == one.id for one in placed.sections):
            found.add((*place, "id"), f"there is a section “{section.id}” already; choose another id")
        title = Text(section.title.en, section.title.nl)
        placed.sections.append(Section(section.id, title, text_of(section.intro), questions))
    return placed


def build_contradictions(body: Any, placed: Placed, found: Findings) -> None:
    """Adds the contradictions of the file `body` to what is `placed`; problems go into `found`."""
    for index, written in enumerate(listed(body, "contradictions")):
        place: Place = ("contradictions", index)
        shape = shaped(ContradictionShape, written, place, found)
        if shape is None:
            continue
        if shape.id in placed.rules:
            first = found.line(placed.rules[shape.id])
            found.add((*place, "id"), f"there is a contradiction “{shape.id}” already, on line {first}; choose another")
        placed.rules.setdefault(shape.id, place)
        when = parse_condition(shape.when, (*place, "when"), found, on_proof=True)
        if when is not None:
            say = Text(shape.say.en, shape.say.nl)
            placed.contradictions.append(Contradiction(shape.id, when, tuple(shape.questions), say))


def listed(holder: Any, key: str) -> list[Any]:
    """The list under `key`, if there is one."""
    items = holder.get(key) if isinstance(holder, dict) else None
    return items if isinstance(items, list) else []


def _question(
    written: object, shape: type[AskedShape], place: Place, found: Findings, placed: Placed
) -> Question | None:
    asked = shaped(shape, written, place, found)
    if asked is None:
        placed.broken.add(str(written.get("id")) if isinstance(written, dict) else "")
        return None
    if asked.id in placed.places:
        first = found.line(placed.places[asked.id])
        found.add((*place, "id"), f"there is a question “{asked.id}” already, on line {first}; choose another id")
        return None
    placed.places[asked.id] = place
    question = _built(asked, place, found)
    check_question(question, asked, place, found)
    return question


def text_of(written: TextShape | None) -> Text | None:
    return Text(written.en, written.nl) if written else None


def _built(asked: AskedShape, place: Place, found: Findings) -> Question:
    members: dict[str, Any] = {
        "id": asked.id,
        "ask": Text(asked.ask.en, asked.ask.nl),
        "kind": asked.kind,
        "options": tuple(_option(option) for option in asked.options),
        "columns": tuple(Column(one.id, Text(one.label.en, one.label.nl), Kind(one.kind)) for one in asked.columns),
        "unit": text_of(asked.unit),
        "minimum": asked.minimum,
        "maximum": asked.maximum,
        "required": asked.required,
        "when": parse_condition(asked.when, (*place, "when"), found) if asked.when is not None else None,
    }
    return Question(**members, **_OWN[type(asked)](asked))


def _intake_members(asked: IntakeQuestionShape) -> dict[str, Any]:
    return {"help": text_of(asked.help)}


def _pack_members(asked: QuestionShape) -> dict[str, Any]:
    proof = ProofWanted(tuple(asked.proof.wanted), asked.proof.max_age) if asked.proof else None
    return {
        "help": text_of(asked.help),
        "control": asked.control,
        "weight": asked.weight,
        "acts_on": asked.acts_on,
        "bands": tuple(_band(band, asked.kind) for band in asked.bands),
        "regions": tuple(Region(region.group, region.credit) for region in asked.regions),
        "not_applicable": asked.not_applicable == "with-reason",
        "knock_out": _knock_out(asked.knock_out) if asked.knock_out else None,
        "scope": text_of(asked.scope.ask) if asked.scope else None,
        "keeps": asked.scope.keeps if asked.scope else HALF,
        "proof": proof,
        "inherits_from": asked.inherits_from,
        "maps": {name: tuple(places) for name, places in asked.maps.items()},
        "reads": {"en": tuple(asked.reads.en), "nl": tuple(asked.reads.nl)},
        "sensitive": asked.sensitive,
    }


_OWN: Final[dict[type, Any]] = {IntakeQuestionShape: _intake_members, QuestionShape: _pack_members}


def _option(option: OptionShape) -> Option:
    label = Text(option.label.en, option.label.nl)
    return Option(option.id, label, option.credit, option.effort, option.exclusive, text_of(option.advice))


def _band(band: BandShape, kind: Kind) -> Band:
    return Band(band.at_least if kind is Kind.NUMBER else band.within, band.credit)


def _knock_out(rule: KnockOutShape) -> KnockOut:
    return KnockOut(rule.below, frozenset(rule.tiers), rule.never_defer)
