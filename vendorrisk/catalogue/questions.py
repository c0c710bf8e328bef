"""Questions and sections from their written form, for packs and intake alike."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from vendorrisk.catalogue.conditions import parse_condition
from vendorrisk.catalogue.messages import shaped
from vendorrisk.catalogue.problems import Findings, Place
from vendorrisk.catalogue.question_checks import check_question
from vendorrisk.catalogue.shapes import (
    AskedShape,
    BandShape,
    IntakeQuestionShape,
    KnockOutShape,
    OptionShape,
    QuestionShape,
    SectionShape,
    TextShape,
)
from vendorrisk.domain.questionnaire import (
    Band,
    Column,
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
    """The sections of a file, and where each of its questions stands in it."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.places: dict[str, Place] = {}


def build_sections(written: Iterable[Any], shape: type[AskedShape], found: Findings) -> Placed:
    """The sections written under `sections`; a question that is wrong is left out, its problems noted."""
    placed, ids = Placed(), set[str]()
    for number, item in enumerate(written):
        place: Place = ("sections", number)
        section = shaped(SectionShape, item, place, found)
        if section is None:
            continue
        if section.id in ids:
            found.add((*place, "id"), f"there is a section “{section.id}” already; choose another id")
        ids.add(section.id)
        questions = [
            question
            for index, one in enumerate(section.questions)
            if (question := _question(one, shape, (*place, "questions", index), found, placed)) is not None
        ]
        intro = text_of(section.intro)
        placed.sections.append(Section(section.id, Text(section.title.en, section.title.nl), intro, tuple(questions)))
    return placed


def _question(
    written: object, shape: type[AskedShape], place: Place, found: Findings, placed: Placed
) -> Question | None:
    asked = shaped(shape, written, place, found)
    if asked is None:
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
