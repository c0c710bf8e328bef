"""Conditions from their written form: `{fact: …}`, `{answer: …, is: …}`, `{tier: […]}`, `all_of`, `any_of`, `not`.

A contradiction may also look at proof: `{proof: …, expired: true}` and `{proof: …, missing: true}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from vendorrisk.catalogue.problems import Findings, Place
from vendorrisk.domain.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    FactIs,
    Not,
    Operand,
    Operator,
    ProofIs,
    ProofState,
    TierIn,
    named,
)
from vendorrisk.domain.questionnaire import Tier

FORMS: Final = "{fact: …}, {answer: …, is: …}, {tier: […]}, {all_of: […]}, {any_of: […]} or {not: …}"
OPERATORS: Final = ", ".join(operator.value for operator in Operator)


def parse_condition(written: object, place: Place, found: Findings, *, on_proof: bool = False) -> Condition | None:
    """The condition written at `place`; None, with the problem noted, when it is none.

    `on_proof`: whether it may look at proof, which only a contradiction does: what is asked hangs on no document.
    """
    condition = _parsed(written, place, found)
    if not on_proof and any(isinstance(part, ProofIs) for part in named(condition)):
        found.add(place, "only a contradiction looks at proof; write answer instead of proof")
        return None
    return condition


def _parsed(written: object, place: Place, found: Findings) -> Condition | None:
    head = next((key for key in _PARSERS if isinstance(written, Mapping) and key in written), None)
    if head is None or not isinstance(written, Mapping):
        found.add(place, f"write a condition: {FORMS}")
        return None
    for key in written:
        if key != head and key not in _COMPARED.get(head, ()):
            found.add((*place, key), f"“{key}” does not go with “{head}”; write {FORMS}")
            return None
    return _PARSERS[head](written, place, found)


def _compared(
    head: str, make: Callable[[str, Operator, tuple[Operand, ...]], Condition]
) -> Callable[[Mapping[str, Any], Place, Findings], Condition | None]:
    def parse(written: Mapping[str, Any], place: Place, found: Findings) -> Condition | None:
        name, given = written[head], [key for key in written if key != head]
        if not isinstance(name, str):
            found.add((*place, head), "write the id of a question or fact")
            return None
        if not given and head == "fact":
            return make(name, Operator.IS, (True,))
        if len(given) != 1:
            found.add(place, f"compare it with exactly one of: {OPERATORS}")
            return None
        values = written[given[0]]
        listed = values if isinstance(values, list) else [values]
        if not listed or not all(isinstance(one, str | int) for one in listed):
            found.add((*place, given[0]), "write a value, or a list of values")
            return None
        return make(name, Operator(given[0]), tuple(listed))

    return parse


def _proof(written: Mapping[str, Any], place: Place, found: Findings) -> Condition | None:
    name, given = written["proof"], {key: value for key, value in written.items() if key != "proof"}
    if not isinstance(name, str):
        found.add((*place, "proof"), "write the id of a question")
        return None
    if len(given) != 1 or set(given.values()) != {True}:
        found.add(place, f"write {{proof: {name}, expired: true}} or {{proof: {name}, missing: true}}")
        return None
    return ProofIs(name, ProofState(next(iter(given))))


def _tier(written: Mapping[str, Any], place: Place, found: Findings) -> Condition | None:
    tiers = written["tier"] if isinstance(written["tier"], list) else [written["tier"]]
    if not tiers or not set(map(str, tiers)) <= set(Tier):
        found.add((*place, "tier"), f"write some of: {', '.join(Tier)}")
        return None
    return TierIn(frozenset(map(str, tiers)))


def _several(
    head: str, make: Callable[[tuple[Condition, ...]], Condition]
) -> Callable[[Mapping[str, Any], Place, Findings], Condition | None]:
    def parse(written: Mapping[str, Any], place: Place, found: Findings) -> Condition | None:
        listed = written[head]
        if not isinstance(listed, list) or not listed:
            found.add((*place, head), "write a list of conditions")
            return None
        parts = [_parsed(part, (*place, head, index), found) for index, part in enumerate(listed)]
        whole = tuple(part for part in parts if part is not None)
        return make(whole) if len(whole) == len(parts) else None

    return parse


def _not(written: Mapping[str, Any], place: Place, found: Findings) -> Condition | None:
    part = _parsed(written["not"], (*place, "not"), found)
    return Not(part) if part is not None else None


_COMPARED: Final[Mapping[str, tuple[str, ...]]] = {
    "fact": tuple(Operator),
    "answer": tuple(Operator),
    "proof": (ProofState.EXPIRED, ProofState.MISSING),
}
"""The keys that go with the first one of a comparison."""

_PARSERS: Final[Mapping[str, Callable[[Mapping[str, Any], Place, Findings], Condition | None]]] = {
    "fact": _compared("fact", FactIs),
    "answer": _compared("answer", AnswerIs),
    "proof": _proof,
    "tier": _tier,
    "all_of": _several("all_of", AllOf),
    "any_of": _several("any_of", AnyOf),
    "not": _not,
}
