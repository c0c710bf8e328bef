"""Reads YAML 1.2 into plain values with the line of each: `yes`, `no`, `on` are text, a key stands once.

PyYAML's C parser reads the syntax; what a plain word means is decided here, by the core schema of YAML 1.2. A decimal
number becomes its text (`0.50` → `"0.5"`), marked as `Decimal`, because a float has no one spelling to digest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal as Exact
from pathlib import Path
from typing import Any, Final

import yaml

from vendorrisk.catalogue.problems import TOP, Findings, Place

LIMIT: Final = 2_000_000
"""Bytes: many times the largest file that ships."""

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Decimal(str):
    """A decimal number as text, so that a field for text can refuse it: `version: 2026.10` is not `"2026.1"`."""

    __slots__ = ()


@dataclass(slots=True)
class Document:
    """What a file holds, and what is wrong with its writing; `value` is None when it could not be read at all."""

    value: Any
    found: Findings


def read(path: Path, name: str | None = None) -> Document:
    """The content of the file at `path`, called `name` in problems."""
    found = Findings(name or str(path))
    try:
        body = path.read_bytes()
    except OSError as failure:
        found.add(TOP, f"the file cannot be read: {failure.strerror or failure}")
        return Document(None, found)
    return read_text(body, found)


def read_text(body: bytes, found: Findings) -> Document:
    """The content of a file whose bytes are `body`; problems and lines go into `found`."""
    if len(body) > LIMIT:
        found.add(TOP, f"the file is larger than {LIMIT:,} bytes; content files are small")
        return Document(None, found)
    try:
        node = yaml.compose(body.decode("utf-8"), Loader=_LOADER)
    except UnicodeDecodeError:
        found.add(TOP, "save the file as UTF-8")
        return Document(None, found)
    except RecursionError:
        found.add(TOP, "the file is nested too deep")
        return Document(None, found)
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        found.lines = {TOP: mark.line + 1 if mark else 1}
        found.add(TOP, f"this is not YAML: {failure.problem or failure.context}")
        return Document(None, found)
    except yaml.YAMLError as failure:
        found.add(TOP, f"this is not YAML: {failure}")
        return Document(None, found)
    builder = _Builder(found)
    return Document(builder.value(node, TOP) if node is not None else None, found)


@dataclass(slots=True)
class _Builder:
    """Walks the tree of nodes once."""

    found: Findings
    seen: set[int] = field(default_factory=set)
    lines: dict[Place, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.found.lines = self.lines

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self.seen and not isinstance(node, yaml.ScalarNode):
            self.found.add(place, "write it out again; references (*) are not read")
            return None
        self.seen.add(id(node))
        if node.tag.removeprefix(_CORE) not in _TAGS:
            self.found.add(place, f"leave out the tag {node.tag.replace(_CORE, '!!')}")
            return None
        return _BUILDERS[type(node)](self, node, place)

    def mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            inside = (*place, key)
            if key in values:
                self.lines[inside] = key_node.start_mark.line + 1
                self.found.add(inside, f"“{key}” stands here twice; keep one")
                continue
            self.lines[inside] = key_node.start_mark.line + 1
            values[key] = self.value(value_node, inside)
        return values

    def sequence(self, node: yaml.SequenceNode, place: Place) -> list[Any]:
        return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]

    def scalar(self, node: yaml.ScalarNode, place: Place) -> Any:  # noqa: ARG002 - every builder takes its place
        # The C parser says "" for a plain word, the Python one None.
        return node.value if node.style else _plain(node.value)


_BUILDERS: Final[dict[type, Callable[[_Builder, Any, Place], Any]]] = {
    yaml.MappingNode: _Builder.mapping,
    yaml.SequenceNode: _Builder.sequence,
    yaml.ScalarNode: _Builder.scalar,
}

_CORE: Final = "tag:yaml.org,2002:"
_TAGS: Final = frozenset(["str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq"])
"""What PyYAML calls a value that has no tag of its own."""

_WORDS: Final[dict[str, Any]] = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")


def _plain(text: str) -> Any:
    """What an unquoted word means."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(format(Exact(text).normalize(), "f"))
    return text
