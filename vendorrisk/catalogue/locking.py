"""The lock: the digest of every published version, so that one can be added and none can change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from vendorrisk.catalogue.problems import TOP, Findings
from vendorrisk.catalogue.yaml12 import Document

LOCK: Final = "lock.yaml"

HEADER: Final = """\
# The digest of every published version, written by `vendorrisk questionnaire lock`. Do not edit: a version listed here
# is what assessments and records stand on.
"""

Lock: TypeAlias = "dict[str, dict[str, dict[str, str]]]"
"""kind → name → version → digest."""


def read_lock(document: Document) -> Lock | None:
    """The lock in `document`; None, with the problem noted, when it is none."""
    if _is_lock(document.value):
        lock: Lock = document.value
        return lock
    document.found.add(TOP, "this is not a lock; restore it, or write it again with `vendorrisk questionnaire lock`")
    return None


def _is_lock(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(names, Mapping)
        and all(
            isinstance(versions, Mapping) and all(re.fullmatch("[0-9a-f]{64}", str(one)) for one in versions.values())
            for versions in names.values()
        )
        for names in value.values()
    )


def check_lock(lock: Lock, kind: str, name: str, version: str, digest: str, found: Findings) -> None:
    """Notes a file that differs from its locked version. A version that is not locked yet is a draft."""
    known = lock.get(kind, {}).get(name, {}).get(version)
    if known is not None and known != digest:
        what = f"version {version} is published and has changed; undo the change, or raise the version and lock again"
        found.add(("version",), what)


def write_lock(lock: Lock) -> str:
    """The text of the lock file."""
    lines = [HEADER.rstrip()]
    for kind in sorted(lock):
        lines.append(f"{kind}:")
        for name in sorted(lock[kind]):
            lines.append(f"  {name}:")
            lines += [f'    "{version}": "{digest}"' for version, digest in sorted(lock[kind][name].items())]
    return "\n".join(lines) + "\n"
