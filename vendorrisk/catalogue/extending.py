"""Packs that extend packs: an organisation adds, rewords, reweighs and drops questions without copying the others.

What comes out is plain content that stands by itself: that, not the file, is digested, locked, pinned and kept in
records, so that a stranger can replay a record without the pack that was extended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vendorrisk.catalogue.messages import shaped
from vendorrisk.catalogue.problems import TOP, Findings, Place
from vendorrisk.catalogue.questions import listed
from vendorrisk.catalogue.shapes import ExtendingShape, ExtendsShape
from vendorrisk.catalogue.yaml12 import Document

EXTENDS: Place = ("extends",)

Plain = dict[str, Any]


def dissolve(documents: Iterable[Document]) -> None:
    """Puts in the place of each pack that extends another the plain pack that it comes to.

    What is wrong goes into the findings of its document, whose value is then None.
    """
    every = list(documents)
    named: dict[str, Document] = {}
    for document in every:
        named.setdefault(_name(document), document)
    for document in every:
        _dissolve(document, named, ())


def extended(document: Document) -> str | None:
    """The id of the pack that the file of `document` extends."""
    extends = document.value.get("extends") if isinstance(document.value, dict) else None
    base = extends.get("pack") if isinstance(extends, dict) else None
    return base if isinstance(base, str) else None


def is_inherited(place: Place, found: Findings) -> bool:
    """Whether what stands at `place` is of the pack that is extended, as it is there or changed."""
    origin = found.origin(place)
    return origin is None or origin[: len(EXTENDS)] == EXTENDS


def _name(document: Document) -> str:
    return str(document.value.get("pack")) if isinstance(document.value, dict) else ""


def _dissolve(document: Document, named: Mapping[str, Document], path: tuple[str, ...]) -> None:
    written, found = document.value, document.found
    if not isinstance(written, dict) or "extends" not in written:
        return
    shape = shaped(ExtendingShape, written, TOP, found)
    # Until it is whole it counts as none, so that a circle comes back to nothing.
    document.value = None
    if shape is None:
        return
    name, wanted = shape.pack, shape.extends.pack
    base = named.get(wanted)
    if wanted in (*path, name):
        circle = " → ".join([*path, name, wanted])
        found.add((*EXTENDS, "pack"), f"these packs extend one another: {circle}; extend a pack that stands by itself")
    elif base is None:
        known = ", ".join(sorted(set(named) - {name, ""}))
        found.add((*EXTENDS, "pack"), f"there is no pack “{wanted}”; there are: {known}")
    else:
        _dissolve(base, named, (*path, name))
        document.value = _extended(written, shape.extends, base.value, found)


def _extended(written: Plain, extends: ExtendsShape, base: Any, found: Findings) -> Plain | None:
    if not isinstance(base, dict):
        found.add((*EXTENDS, "pack"), f"“{extends.pack}” has problems; mend those first")
        return None
    before = len(found.problems)
    _check(written, extends, base, found)
    if len(found.problems) > before:
        return None
    building = _Building(extends)
    building.inherit(base)
    building.add(written, extends.pack, found)
    found.origins = building.origins
    kept = {name: value for name, value in {**base, **written}.items() if name != "extends"}
    rules = {"contradictions": building.rules} if building.rules else {}
    return {**kept, "sections": building.sections, **rules}


def _questions(pack: Plain) -> Iterator[Plain]:
    for section in listed(pack, "sections"):
        yield from (one for one in listed(section, "questions") if isinstance(one, dict))


def _check(written: Plain, extends: ExtendsShape, base: Plain, found: Findings) -> None:
    """Notes what is dropped or changed and not there, and what is still needed of what is dropped."""
    known = {str(question.get("id")): question for question in _questions(base)}
    dropped = set(extends.drop)
    changes: list[tuple[str, Place]] = [(name, (*EXTENDS, "drop", at)) for at, name in enumerate(extends.drop)]
    for key, changed in (("reword", extends.reword), ("reweigh", extends.reweigh)):
        changes += [(name, (*EXTENDS, key, name)) for name in changed]
        for name in dropped & changed.keys():
            found.add((*EXTENDS, key, name), f"“{name}” is dropped; leave it out here, or do not drop it")
    for name, place in changes:
        if name not in known:
            found.add(place, f"“{extends.pack}” has no question “{name}”")
    kept = [question for name, question in known.items() if name not in dropped] + list(_questions(written))
    for at, name in enumerate(extends.drop):
        needing = [str(one.get("id")) for one in kept if name in mentioned(one.get("when"))]
        if needing:
            found.add(
                (*EXTENDS, "drop", at), f"“{needing[0]}” is asked by the answer to “{name}”; drop both or neither"
            )


def mentioned(written: Any) -> set[str]:
    """The ids of the questions that a written condition looks at."""
    if isinstance(written, list):
        return {name for part in written for name in mentioned(part)}
    if not isinstance(written, dict):
        return set()
    own = {str(written[key]) for key in ("answer", "proof") if key in written}
    return own.union(*(mentioned(part) for part in written.values()))


@dataclass
class _Building:
    """The sections and rules of a pack that extends another, and where each part of them stands in its file."""

    extends: ExtendsShape
    sections: list[Plain] = field(default_factory=list)
    rules: list[Any] = field(default_factory=list)
    origins: dict[Place, Place | None] = field(default_factory=dict)

    def inherit(self, base: Plain) -> None:
        """Take over what `base` has, without what is dropped and with what is changed."""
        dropped = set(self.extends.drop)
        for section in listed(base, "sections"):
            kept = [one for one in listed(section, "questions") if not _is_among(one, dropped)]
            if not kept:
                continue
            at = len(self.sections)
            self.origins["sections", at] = None
            self.sections.append({**section, "questions": [self._changed(one, at, i) for i, one in enumerate(kept)]})
        # A rule about a question that is not asked could never hold.
        for rule in listed(base, "contradictions"):
            if not (isinstance(rule, dict) and mentioned(rule.get("when")) & dropped):
                self.origins["contradictions", len(self.rules)] = None
                self.rules.append(rule)

    def _changed(self, question: Any, section: int, at: int) -> Any:
        name = question.get("id") if isinstance(question, dict) else None
        words, weight = self.extends.reword.get(str(name)), self.extends.reweigh.get(str(name))
        place: Place = ("sections", section, "questions", at)
        if words:
            self.origins[place] = (*EXTENDS, "reword", str(name))
            question = {**question, **words.model_dump(exclude_none=True)}
        if weight is not None:
            self.origins[place] = (*EXTENDS, "reweigh", str(name))
            question = {**question, "weight": weight}
        return question

    def add(self, written: Plain, base: str, found: Findings) -> None:
        """Add what the extending file itself writes."""
        homes = {section.get("id"): at for at, section in enumerate(self.sections)}
        taken = {str(question.get("id")) for section in self.sections for question in listed(section, "questions")}
        for index, section in enumerate(listed(written, "sections")):
            for number, question in enumerate(listed(section, "questions")):
                if _is_among(question, taken):
                    place: Place = ("sections", index, "questions", number, "id")
                    found.add(place, f"“{base}” asks “{question['id']}” already; change it under extends, or rename it")
            self._add_section(section, index, homes, base, found)
        for index, rule in enumerate(listed(written, "contradictions")):
            self.origins["contradictions", len(self.rules)] = ("contradictions", index)
            self.rules.append(rule)

    def _add_section(self, section: Any, index: int, homes: dict[Any, int], base: str, found: Findings) -> None:
        at = homes.get(section.get("id")) if isinstance(section, dict) else None
        if at is None:
            self.origins["sections", len(self.sections)] = ("sections", index)
            self.sections.append(section)
            return
        for key in section.keys() - {"id", "questions"}:
            found.add(("sections", index, key), f"“{section['id']}” is a section of “{base}”; leave out its {key}")
        here = self.sections[at]["questions"]
        for number, question in enumerate(listed(section, "questions")):
            self.origins["sections", at, "questions", len(here)] = ("sections", index, "questions", number)
            here.append(question)


def _is_among(question: Any, names: set[str]) -> bool:
    return isinstance(question, dict) and str(question.get("id")) in names
