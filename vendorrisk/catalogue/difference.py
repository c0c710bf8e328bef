"""What a new version of a pack changes, question by question, and which answers would have to be given anew.

An assessment stays on the version that it pinned. This says what one that began today would ask otherwise, and which
answers of the old version would not do for the new one: those that are no longer answers, and those never asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final, TypeAlias

from vendorrisk.domain.questionnaire import Contradiction, KnockOut, Pack, Question, Tier


class Kind(StrEnum):
    """What changed about a question, or about the rules of the pack."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    REWEIGHED = "reweighed"
    ANSWERED = "answered"
    OPTIONS = "options"
    CREDITS = "credits"
    KNOCK_OUT = "knock_out"
    CONDITION = "condition"
    PROOF = "proof"
    FILED = "filed"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed about the question (or contradiction) `id`, in a sentence.

    `anew`: whose answers would have to be given anew, None: every answer still does.
    """

    kind: Kind
    id: str
    what: str
    anew: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What `new` asks otherwise than `old`."""

    old: Pack
    new: Pack
    changes: tuple[Change, ...]

    @property
    def anew(self) -> tuple[Change, ...]:
        """The changes after which answers would have to be given anew."""
        return tuple(change for change in self.changes if change.anew)

    @property
    def untouched(self) -> int:
        """How many questions of the old version are the same in the new one."""
        after = {question.id: question for question in self.new.questions}
        return sum(question == after.get(question.id) for question in self.old.questions)


def difference(old: Pack, new: Pack) -> Difference:
    """Every change from `old` to `new`: questions in the order of the new version, then those removed, then rules."""
    before, after = ({question.id: question for question in pack.questions} for pack in (old, new))
    changes = [change for question in after.values() for change in _of_question(before.get(question.id), question)]
    changes += [
        Change(Kind.REMOVED, name, "It is no longer asked; its answers count nowhere.")
        for name in before
        if name not in after
    ]
    return Difference(old, new, (*changes, *_of_rules(old.contradictions, new.contradictions)))


def _of_question(old: Question | None, new: Question) -> Iterator[Change]:
    if old is None:
        asked = "where its condition holds" if new.when else "always"
        anew = "everybody who is asked it" if new.required else None
        yield Change(Kind.ADDED, new.id, f"It is asked {asked}: “{new.ask.en}”", anew)
        return
    for name in (one.name for one in fields(Question)):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield from _TELLERS.get(name, _filed(name))(new, before, after)


_Teller: TypeAlias = Callable[[Question, Any, Any], Iterable[Change]]


def _told(kind: Kind, what: str, anew: str | None = None) -> _Teller:
    """Says `what`, in which {before} and {after} are the values."""
    return lambda question, before, after: [
        Change(kind, question.id, what.format(before=_said(before), after=_said(after)), anew)
    ]


def _filed(name: str) -> _Teller:
    return _told(Kind.FILED, f"Its {name.replace('_', ' ')} changed.")


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = getattr(value, "en", value)
    return "none" if text is None else f"“{text}”" if text is not value else str(text)


def _options(question: Question, before: Any, after: Any) -> Iterator[Change]:
    old, new = ({option.id: option for option in options} for options in (before, after))
    for name in (name for name in old if name not in new):
        yield Change(Kind.OPTIONS, question.id, f"The option “{name}” is gone.", f"those who chose “{name}”")
    for name in (name for name in new if name not in old):
        yield Change(Kind.OPTIONS, question.id, f"There is a new option “{name}”, worth {new[name].credit}.")
    for name in (name for name in new if name in old):
        yield from _option(question, old[name], new[name])
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield Change(Kind.OPTIONS, question.id, "The options stand in another order.")


def _option(question: Question, old: Any, new: Any) -> Iterator[Change]:
    if old.credit != new.credit:
        what = f"The option “{new.id}” is worth {new.credit} instead of {old.credit}."
        yield Change(Kind.CREDITS, question.id, what)
    if old.label != new.label:
        what = f"The option “{new.id}” is worded “{new.label.en}” (nl: “{new.label.nl}”)."
        yield Change(Kind.REWORDED, question.id, what)
    if old.exclusive != new.exclusive:
        anew = f"those who chose “{new.id}” with another" if new.exclusive else None
        goes = "alone" if new.exclusive else "with others"
        yield Change(Kind.OPTIONS, question.id, f"The option “{new.id}” goes {goes}.", anew)
    if (old.effort, old.advice) != (new.effort, new.advice):
        yield Change(Kind.FILED, question.id, f"The effort or advice of the option “{new.id}” changed.")


def _knock_out(question: Question, before: KnockOut | None, after: KnockOut | None) -> Iterator[Change]:
    if after is None:
        yield Change(Kind.KNOCK_OUT, question.id, "It is no longer a knock-out.")
        return
    tiers = ", ".join(tier.value for tier in Tier if tier in after.tiers)
    defer = ", due before go-live" if after.never_defer else ""
    now = "It became a knock-out" if before is None else "Its knock-out changed: it is now"
    yield Change(Kind.KNOCK_OUT, question.id, f"{now} under {after.below} for {tiers}{defer}.")


def _minimum(question: Question, before: int | None, after: int | None) -> Iterator[Change]:
    anew = f"those who answered less than {after}" if after is not None and (before is None or after > before) else None
    yield Change(Kind.ANSWERED, question.id, f"The least number is {_said(after)} instead of {_said(before)}.", anew)


def _maximum(question: Question, before: int | None, after: int | None) -> Iterator[Change]:
    anew = f"those who answered more than {after}" if after is not None and (before is None or after < before) else None
    yield Change(Kind.ANSWERED, question.id, f"The largest number is {_said(after)} instead of {_said(before)}.", anew)


def _required(question: Question, before: bool, after: bool) -> Iterator[Change]:  # noqa: ARG001 - one signature
    what = "An answer is required." if after else "An answer is no longer required."
    yield Change(Kind.ANSWERED, question.id, what, "those who left it open" if after else None)


def _applicable(question: Question, before: bool, after: bool) -> Iterator[Change]:  # noqa: ARG001
    what = "It may be said not to apply." if after else "It can no longer be said not to apply."
    yield Change(Kind.ANSWERED, question.id, what, None if after else "those who said that it does not apply")


_CREDITED: Final = _told(Kind.CREDITS, "Its answers are worth something else.")
_PROVEN: Final = _told(Kind.PROOF, "Other proof is wanted, or for another time.")

_TELLERS: Final[Mapping[str, _Teller]] = {
    "ask": _told(Kind.REWORDED, "It asks {after} instead of {before}"),
    "help": _told(Kind.REWORDED, "Its help is worded otherwise: {after}"),
    "weight": _told(Kind.REWEIGHED, "It weighs {after} instead of {before}."),
    "acts_on": _told(Kind.REWEIGHED, "It acts on {after} instead of {before}."),
    "kind": _told(Kind.ANSWERED, "It is answered with {after} instead of {before}.", "everybody who is asked it"),
    "columns": _told(Kind.ANSWERED, "Its rows have other columns.", "everybody who is asked it"),
    "unit": _told(Kind.ANSWERED, "It is answered in {after} instead of {before}.", "everybody who is asked it"),
    "minimum": _minimum,
    "maximum": _maximum,
    "required": _required,
    "not_applicable": _applicable,
    "options": _options,
    "bands": _CREDITED,
    "regions": _CREDITED,
    "keeps": _told(Kind.CREDITS, "With exceptions, {after} hundredths of its credit remain instead of {before}."),
    "scope": _told(Kind.REWORDED, "It asks for exceptions otherwise: {after} instead of {before}"),
    "knock_out": _knock_out,
    "when": _told(Kind.CONDITION, "It is asked under another condition.", "those who were not asked it and now are"),
    "proof": _PROVEN,
    "inherits_from": _PROVEN,
}
"""How a change of each member of a question is said; any other member only files it otherwise."""


def _of_rules(old: Iterable[Contradiction], new: Iterable[Contradiction]) -> Iterator[Change]:
    before, after = ({rule.id: rule for rule in rules} for rules in (old, new))
    for name, rule in after.items():
        if name not in before:
            yield Change(Kind.CONTRADICTION, name, f"It is new: “{rule.say.en}”")
        elif rule != before[name]:
            yield Change(Kind.CONTRADICTION, name, f"It changed: “{rule.say.en}”")
    for name in (name for name in before if name not in after):
        yield Change(Kind.CONTRADICTION, name, "It is no longer looked for.")


def told(found: Difference) -> Iterator[str]:
    """The difference in lines to read: each change, then the answers to be given anew."""
    yield f"{found.old.id} {found.old.version} → {found.new.id} {found.new.version}"
    for change in found.changes:
        yield f"  {change.id}: {change.what}"
    if not found.changes:
        yield "  Nothing that is asked or scored changed."
    yield "1 question is the same." if found.untouched == 1 else f"{found.untouched} questions are the same."
    yield "Answers to be given anew:" if found.anew else "Every answer still does."
    for change in found.anew:
        yield f"  {change.id}: by {change.anew}"


def as_plain(found: Difference) -> dict[str, Any]:
    """The difference ready for JSON."""
    return {
        **{
            name: {"pack": pack.id, "version": pack.version, "digest": pack.digest}
            for name, pack in (("old", found.old), ("new", found.new))
        },
        "changes": [
            {"kind": one.kind.value, "id": one.id, "what": one.what, "anew": one.anew} for one in found.changes
        ],
        "anew": list(dict.fromkeys(change.id for change in found.anew)),
        "untouched": found.untouched,
    }
