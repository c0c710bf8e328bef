"""Says what pydantic found as what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from vendorrisk.catalogue.problems import Findings, Place

LANGUAGE_NAMES: Final = {"en": "English", "nl": "Dutch"}

Shaped = TypeVar("Shaped", bound=BaseModel)


def shaped(shape: type[Shaped], value: object, place: Place, found: Findings) -> Shaped | None:
    """`value` in this shape; None, with every problem noted, when it is not."""
    if not isinstance(value, dict):
        found.add(place, f"write keys and values here: {', '.join(shape.model_fields)}")
        return None
    try:
        return shape.model_validate(value)
    except ValidationError as failure:
        for error in failure.errors(include_url=False):
            # A mapping whose key is wrong is located at `[key]` by pydantic.
            inside = tuple(part for part in error["loc"] if part != "[key]")
            found.add((*place, *inside), _said(shape, error))
        return None


def _said(shape: type[BaseModel], error: Mapping[str, Any]) -> str:
    say = _SAYINGS.get(error["type"])
    return say(shape, error) if say else str(error["msg"])


def _unknown(shape: type[BaseModel], error: Mapping[str, Any]) -> str:
    key, known = str(error["loc"][-1]), _keys_at(shape, error["loc"][:-1])
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return f"unknown key “{key}”; did you mean “{near[0]}”?"
    return f"unknown key “{key}”; leave it out, or use one of: {', '.join(known)}"


def _missing(shape: type[BaseModel], error: Mapping[str, Any]) -> str:  # noqa: ARG001 - one signature
    key = str(error["loc"][-1])
    if key in LANGUAGE_NAMES:
        return f"the {LANGUAGE_NAMES[key]} text is missing; write `{key}: …`"
    return f"“{key}” is missing; write `{key}: …`"


def _empty(shape: type[BaseModel], error: Mapping[str, Any]) -> str:  # noqa: ARG001
    key = str(error["loc"][-1])
    return f"write the {LANGUAGE_NAMES[key]} text" if key in LANGUAGE_NAMES else "write something here"


def _keys_at(shape: type[BaseModel], loc: Place) -> list[str]:
    """The keys that the mapping at `loc` may have."""
    current: Any = shape
    for part in loc:
        if isinstance(part, str) and _is_shape(current):
            field = current.model_fields.get(part)
            current = field.annotation if field else None
        else:
            current = next(iter(reversed(get_args(current))), None)
        current = _inner_shape(current) or current
    return list(current.model_fields) if _is_shape(current) else []


def _is_shape(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _inner_shape(kind: Any) -> Any:
    """The shape inside an optional one."""
    return next((one for one in get_args(kind) if _is_shape(one)), None) if type(None) in get_args(kind) else None


_PATTERNS: Final = {
    r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$": "write an id in lower case, digits and hyphens, such as encryption-at-rest",
    r"^[A-Z]{3}$": "write a currency code of three capitals, such as EUR",
    r"^[A-Z]{2}$": "write a country code of two capitals, such as NL",
}

_Saying = Callable[[type[BaseModel], Mapping[str, Any]], str]

_SAYINGS: Final[Mapping[str, _Saying]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "string_too_short": _empty,
    "too_short": _empty,
    "too_long": lambda shape, error: f"write at most {error['ctx']['max_length']} here",  # noqa: ARG005
    "string_type": lambda shape, error: "write a text; quote it if it looks like a number",  # noqa: ARG005
    "int_type": lambda shape, error: "write a whole number",  # noqa: ARG005
    "bool_type": lambda shape, error: "write true or false",  # noqa: ARG005
    "list_type": lambda shape, error: "write a list: [one, two]",  # noqa: ARG005
    "dict_type": lambda shape, error: "write keys and values here",  # noqa: ARG005
    "model_type": lambda shape, error: f"write keys and values here: {', '.join(_keys_at(shape, error['loc']))}",
    "literal_error": lambda shape, error: f"write one of: {error['ctx']['expected']}",  # noqa: ARG005
    "greater_than_equal": lambda shape, error: f"write {error['ctx']['ge']} or more",  # noqa: ARG005
    "less_than_equal": lambda shape, error: f"write {error['ctx']['le']} or less",  # noqa: ARG005
    "greater_than": lambda shape, error: f"write more than {error['ctx']['gt']}",  # noqa: ARG005
    "string_pattern_mismatch": lambda shape, error: _PATTERNS.get(  # noqa: ARG005
        error["ctx"]["pattern"], "write it in another form"
    ),
}
