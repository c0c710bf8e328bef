"""Which passwords are accepted: long ones, not about the person or the portal. No composition rules, no rotation.

Source: NIST SP 800-63B §3.1.1.2 and OWASP ASVS 5.0 §6.2 (length, no composition rules, paste and managers welcome).
"""

from __future__ import annotations

from typing import Any, Final

from flask_babel import gettext as _
from flask_security import PasswordUtil

SHORTEST: Final = 15
LONGEST: Final = 128
VARIETY: Final = 6
CONTEXT: Final = ("vendorrisk", "vendor risk", "password", "wachtwoord", "welkom", "welcome")


def weaknesses(password: str, name: str = "", email: str = "") -> list[str]:
    """What is wrong with `password` for the person with this name and address, in sentences; empty when it will do."""
    if len(password) < SHORTEST:
        return [_("Use at least %(number)d characters. A few words in a row are easy to remember.", number=SHORTEST)]
    if len(password) > LONGEST:
        return [_("Use at most %(number)d characters.", number=LONGEST)]
    if len(set(password)) < VARIETY:
        return [_("This repeats the same few characters. Use a few words in a row.")]
    bare = password.casefold()
    for word in (*CONTEXT, *_about(name, email)):
        bare = bare.replace(word, "")
    if len(bare) < SHORTEST - VARIETY:
        return [_("This leans on your name, your address or the name of the portal. Use other words.")]
    return []


def _about(name: str, email: str) -> list[str]:
    words = [*name.split(), *email.replace("@", ".").split(".")]
    return [word.casefold() for word in words if len(word) > 2]


class PasswordRules(PasswordUtil):
    """The rules above, where Flask-Security asks: on reset and on change."""

    def normalize(self, password: str) -> str:
        """The password as typed; one beyond the greatest length is cut, so that it costs nothing to refuse."""
        return password[: LONGEST + 1]

    def validate(self, password: str, is_register: bool, **given: Any) -> tuple[list[str] | None, str]:  # noqa: ARG002 - the signature is Flask-Security's
        user = given.get("user")
        found = weaknesses(password, getattr(user, "name", ""), getattr(user, "email", ""))
        return found or None, password
