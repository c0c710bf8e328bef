"""Which passwords are taken, and how they are kept. No composition rules, no rotation, exactly as typed.

Source: NIST SP 800-63B-4 §3.1.1.2 (15 characters where a password is the only factor; common and contextual ones
refused) and OWASP ASVS 5.0 §6.2.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from argon2 import PasswordHasher

SHORTEST: Final = 15
LONGEST: Final = 128
"""Longer ones are refused before they are hashed: hashing must not be made expensive from outside."""
VARIETY: Final = 6
"""Different characters that a password has at least."""
PORTAL_WORDS: Final = frozenset({"vendorrisk", "vendor", "portal"})
REST: Final = SHORTEST - VARIETY
"""Characters that must be left when what others know or guess is taken out."""

_hasher = PasswordHasher()


class Weakness(StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    REPETITIVE = "repetitive"
    PERSONAL = "personal"
    COMMON = "common"


class WeakPassword(Exception):
    """The password is not taken; `weakness` says why."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness.value)
        self.weakness = weakness


def weakness(password: str, name: str = "", email: str = "") -> Weakness | None:
    """What is wrong with `password` for the person of this name and address, or None when it is taken."""
    if len(password) < SHORTEST:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    if len(set(password)) < VARIETY:
        return Weakness.REPETITIVE
    if len(_without(password, _about(name, email))) < REST:
        return Weakness.PERSONAL
    return Weakness.COMMON if len(_without(password, _common())) < VARIETY else None


def check(password: str, name: str, email: str) -> None:
    """Raise WeakPassword unless `password` is taken."""
    found = weakness(password, name, email)
    if found is not None:
        raise WeakPassword(found)


def hashed(password: str) -> str:
    """The salted argon2id hash that is kept; any argon2 library can check it."""
    return _hasher.hash(password)


def _without(password: str, words: frozenset[str]) -> str:
    """What is left of `password` without `words`; the longest go first, digits at their ends with them."""
    bare = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        if word in bare:
            bare = re.sub(rf"[\W\d_]*{re.escape(word)}[\W\d_]*", "", bare)
    return bare


def _about(name: str, email: str) -> frozenset[str]:
    words = re.split(r"[\W_]+", f"{name} {email}".casefold())
    return frozenset(word for word in words if len(word) > 2) | PORTAL_WORDS


@cache
def _common() -> frozenset[str]:
    """The words and runs that guessers try first, in English and Dutch: `common-passwords.txt`, one a line."""
    text = files("vendorrisk.services").joinpath("common-passwords.txt").read_text("utf-8")
    return frozenset(text.split())
