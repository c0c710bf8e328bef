"""Do the files of a catalogue fit together: what conditions, tables and packs name must be there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from vendorrisk.catalogue.problems import Findings, Place
from vendorrisk.catalogue.questions import Placed
from vendorrisk.domain.conditions import AnswerIs, Condition, FactIs, Operator, ProofIs, named
from vendorrisk.domain.exposure import ANY
from vendorrisk.domain.model import FactTable, RiskModel
from vendorrisk.domain.questionnaire import Contradiction, Intake, Kind, Pack, Question


@dataclass(frozen=True, slots=True)
class Known:
    """What a condition may name: the questions answered as facts, derived facts, and the questions of `where`."""

    intake: Mapping[str, Question]
    derived: frozenset[str]
    answers: Mapping[str, Question]
    broken: frozenset[str] = frozenset()
    """Ids of questions that are there but wrong in themselves: that is one mistake, not two."""
    where: str = "this file"

    @classmethod
    def of(cls, intake: Intake, packs: Iterable[Pack] = (), broken: Iterable[str] = ()) -> Known:
        listed = list(packs)
        return cls(
            {question.id: question for question in intake.questions},
            frozenset(fact.id for fact in intake.facts),
            {question.id: question for pack in listed for question in pack.questions},
            frozenset(broken),
            "any pack" if len(listed) > 1 else "this file",
        )


def check_condition(condition: Condition, known: Known, place: Place, found: Findings) -> None:
    """Notes every comparison in `condition` that can never be made."""
    for part in named(condition):
        name = part.fact if isinstance(part, FactIs) else part.question
        what = _PROBLEMS[type(part)](part, known)
        if what and name not in known.broken:
            found.add(place, what)


def _fact_problem(part: FactIs, known: Known) -> str | None:
    bare = part.operator is Operator.IS and part.values == (True,)
    if part.fact in known.derived:
        return None if bare else f"“{part.fact}” is true or false; write {{fact: {part.fact}}}"
    question = known.intake.get(part.fact)
    if question is None:
        return f"there is no fact “{part.fact}”; intake.yaml has: {', '.join([*known.intake, *sorted(known.derived)])}"
    if bare:
        return f"“{part.fact}” is not true or false; compare it, such as {{fact: {part.fact}, is: …}}"
    return _value_problem(part, question)


def _answer_problem(part: AnswerIs, known: Known) -> str | None:
    question = known.answers.get(part.question)
    if question is None:
        return f"there is no question “{part.question}” in {known.where}"
    return _value_problem(part, question)


def _proof_problem(part: ProofIs, known: Known) -> str | None:
    return None if part.question in known.answers else f"there is no question “{part.question}” in {known.where}"


_PROBLEMS: Final[Mapping[type, Callable[[Any, Known], str | None]]] = {
    FactIs: _fact_problem,
    AnswerIs: _answer_problem,
    ProofIs: _proof_problem,
}


def _value_problem(part: FactIs | AnswerIs, question: Question) -> str | None:
    if part.operator is Operator.AT_LEAST and question.kind not in {Kind.CHOICE, Kind.NUMBER}:
        return f"“{question.id}” has no order; at_least is for a choice or a number"
    if part.operator is Operator.INCLUDES and question.kind not in {Kind.MULTI, Kind.COUNTRIES}:
        return f"“{question.id}” has one answer; write is or in"
    if question.kind is Kind.NUMBER and not all(isinstance(value, int) for value in part.values):
        return f"“{question.id}” is a number; compare it with one"
    unknown = [str(value) for value in part.values if question.options and question.option(str(value)) is None]
    if unknown:
        options = ", ".join(option.id for option in question.options)
        return f"“{question.id}” has no option “{unknown[0]}”; it has: {options}"
    return None


def check_intake(intake: Intake, placed: Placed, found: Findings) -> None:
    """An intake condition may name what stands before it; so there is no circle, and one pass derives all."""
    whole, seen = Known.of(intake, broken=placed.broken), Known({}, frozenset(), {})
    steps = [(question.id, question.when, question) for question in intake.questions]
    for name, when, question in [*steps, *((fact.id, fact.when, None) for fact in intake.facts)]:
        place = (*placed.places[name], "when")
        if when is not None:
            _check_order(when, seen, whole, place, found)
        intake_questions = {**seen.intake, name: question} if question else seen.intake
        seen = Known(intake_questions, seen.derived | ({name} if question is None else set()), {})


def _check_order(when: Condition, seen: Known, whole: Known, place: Place, found: Findings) -> None:
    for part in named(when):
        if not isinstance(part, FactIs):
            found.add(place, "the intake comes before any answer of a vendor; write fact instead of answer")
        elif part.fact in {*whole.intake, *whole.derived} - {*seen.intake, *seen.derived}:
            found.add(place, f"“{part.fact}” stands after this; name only what stands before")
        elif part.fact not in whole.broken and (what := _fact_problem(part, whole)):
            found.add(place, what)


def check_pack(pack: Pack, placed: Placed, known: Known, groups: Iterable[str], found: Findings) -> None:
    """What the pack's conditions and regions name is there, and no questions wait for one another."""
    places, named_groups = placed.places, list(groups)
    for question in pack.questions:
        if question.when is not None:
            check_condition(question.when, known, (*places[question.id], "when"), found)
        for index, region in enumerate(question.regions):
            if region.group is not None and region.group not in named_groups:
                what = f"there is no group “{region.group}”; risk-model.yaml has: {', '.join(named_groups)}"
                found.add((*places[question.id], "regions", index, "group"), what)
    for circle in _circles(known.answers):
        first = next(question.id for question in pack.questions if question.id in circle)
        what = f"these questions wait for one another: {' → '.join([*circle, circle[0]])}; drop one condition"
        found.add((*places[first], "when"), what)


def _circles(questions: Mapping[str, Question]) -> list[tuple[str, ...]]:
    """Each circle of questions whose conditions name one another, once."""
    needs = {
        question.id: [
            part.question for part in named(question.when) if isinstance(part, AnswerIs) and part.question in questions
        ]
        for question in questions.values()
    }
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = path[path.index(name) :]
            found.setdefault(frozenset(circle), circle)
        elif name not in done:
            for needed in needs[name]:
                walk(needed, (*path, name))
            done.add(name)

    for name in needs:
        walk(name, ())
    return list(found.values())


def check_model(model: RiskModel, known: Known, packs: Iterable[str], found: Findings) -> None:
    """Every table of the model has a figure for every option of the intake question it is by, and its packs exist."""
    names = set(packs)
    tables: list[tuple[FactTable, Place]] = [(model.size, ("frequency", "size", "value"))]
    tables += [(table, ("frequency", "reach", index, "value")) for index, table in enumerate(model.reach)]
    tables += [(FactTable(model.outage.fact, dict.fromkeys(model.outage.hours)), ("loss", "outage", "value"))]  # type: ignore[arg-type]
    for table, place in tables:
        _check_table(table.fact, table.factors, known, place, found)
    _check_data(model, known, found)
    for index, floor in enumerate(model.floors):
        check_condition(floor.when, known, ("tiers", "floors", index, "when"), found)
    asked: list[tuple[str, Place]] = [
        (pack, ("policies", tier.value, "packs", index))
        for tier, policy in model.policies.items()
        for index, pack in enumerate(policy.packs)
    ]
    for index, choice in enumerate(model.choices):
        check_condition(choice.when, known, ("packs", "choose", index, "when"), found)
        asked.append((choice.pack, ("packs", "choose", index, "pack")))
    for pack, place in asked:
        if pack not in names:
            found.add(place, f"there is no pack “{pack}”; there are: {', '.join(sorted(names))}")


def check_alternatives(model: RiskModel, bases: Mapping[str, str], found: Findings) -> None:
    """A tier asks a pack or one that extends it, and not both: whatever the second changes would be lost."""
    chosen: list[tuple[str, Place]] = [
        (choice.pack, ("packs", "choose", index, "pack")) for index, choice in enumerate(model.choices)
    ]
    for tier, policy in model.policies.items():
        listed: list[tuple[str, Place]] = [
            (pack, ("policies", tier.value, "packs", index)) for index, pack in enumerate(policy.packs)
        ]
        for pack, place in [*listed, *chosen]:
            for other in _ancestors(pack, bases).intersection(policy.packs):
                found.add(place, f"“{pack}” extends “{other}”, which {tier} asks already; ask one of them")


def _ancestors(pack: str, bases: Mapping[str, str]) -> set[str]:
    known: set[str] = set()
    while (base := bases.get(pack)) and base not in known:
        known.add(base)
        pack = base
    return known


def _check_table(
    fact: str, options: Iterable[str], known: Known, place: Place, found: Findings, needed: Callable[[str], bool] = bool
) -> None:
    if fact in known.broken:
        return
    question = known.intake.get(fact)
    if question is None or not question.options:
        found.add(place, f"there is no intake question “{fact}” with options")
        return
    given, wanted = set(options), {option.id for option in question.options if needed(option.id)}
    for name in sorted(given - {option.id for option in question.options}):
        found.add((*place, name), f"“{fact}” has no option “{name}”; leave it out")
    for name in sorted(wanted - given):
        found.add(place, f"“{name}” of “{fact}” is missing; write its figure")


def _check_data(model: RiskModel, known: Known, found: Findings) -> None:
    place: Place = ("loss", "data", "value")
    category = known.intake.get(model.data.category)
    exclusive = {option.id for option in category.options if option.exclusive} if category else set()
    _check_table(model.data.category, model.data.cells, known, place, found, lambda name: name not in exclusive)
    for name, cells in model.data.cells.items():
        if ANY not in cells:
            _check_table(model.data.records, cells, known, (*place, name), found)


def check_contradictions(pack: Pack, placed: Placed, known: Known, found: Findings) -> None:
    """What the rules of `pack` name is there: they may speak of the answers of every pack in `known`."""
    for rule in pack.contradictions:
        place = placed.rules[rule.id]
        check_condition(rule.when, known, (*place, "when"), found)
        looked_at = {part.question for part in named(rule.when) if not isinstance(part, FactIs)}
        for index, name in enumerate(rule.questions):
            if name not in looked_at:
                what = f"the condition does not look at “{name}”; leave it out, or compare it under when"
                found.add((*place, "questions", index), what)


def check_shared(
    one: Question | Contradiction, other: Question | Contradiction, pack: str, place: Place, found: Findings
) -> None:
    """What has the same id in two packs is the same in both; where it is not, it is something else."""
    differing = [key.name for key in fields(one) if getattr(one, key.name) != getattr(other, key.name)]
    if differing:
        keys, verb = ", ".join(differing), "asks" if isinstance(one, Question) else "has"
        what = f"the pack “{pack}” {verb} “{one.id}” with another {keys}; make them equal or change the id"
        found.add(place, what)
