"""Why a password is not taken, in sentences; which are taken is `services.passwords`' to say."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l
from flask_security import PasswordUtil

from vendorrisk.services.passwords import LONGEST, SHORTEST, Weakness, weakness

SENTENCES: Final = {
    Weakness.SHORT: _l(
        "Use at least %(number)d characters. A few words in a row are easy to remember.", number=SHORTEST
    ),
    Weakness.LONG: _l("Use at most %(number)d characters.", number=LONGEST),
    Weakness.REPETITIVE: _l("This repeats the same few characters. Use a few words in a row."),
    Weakness.PERSONAL: _l("This leans on your name, your address or the name of the portal. Use other words."),
    Weakness.COMMON: _l("This is among the first that a guesser tries. Use words that do not belong together."),
}


class PasswordRules(PasswordUtil):
    """The portal's rules, where Flask-Security asks: on reset and on change."""

    def normalize(self, password: str) -> str:
        """The password as typed; one beyond the greatest length is cut, so that it costs nothing to refuse."""
        return password[: LONGEST + 1]

    def validate(self, password: str, is_register: bool, **given: Any) -> tuple[list[str] | None, str]:  # noqa: ARG002 - the signature is Flask-Security's
        user = given.get("user")
        found = weakness(password, getattr(user, "name", ""), getattr(user, "email", ""))
        return None if found is None else [str(SENTENCES[found])], password
