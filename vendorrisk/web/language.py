"""Which language and time zone a page speaks: the signed-in person's, else the session's, else the browser's."""

from __future__ import annotations

from typing import Final

from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel
from flask_login import current_user

from vendorrisk.domain.questionnaire import LANGUAGES
from vendorrisk.resources import translations_directory
from vendorrisk.web.work import current_portal

NAMES: Final = {"en": "English", "nl": "Nederlands"}
"""Each language in its own name, for those who cannot read the present one."""

KEY: Final = "language"


def current_language() -> str:
    """The language of this request: `en` or `nl`."""
    if not has_request_context():
        return LANGUAGES[0]
    if "language" not in g:
        g.language = _chosen()
    return str(g.language)


def _chosen() -> str:
    if current_user and current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    if session.get(KEY) in LANGUAGES:
        return str(session[KEY])
    return request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])


def _time_zone() -> str:
    return current_portal().settings.time_zone


def init_app(app: Flask) -> None:
    """Speak the reader's language in every page of `app`."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations_directory())
    Babel(app, locale_selector=current_language, timezone_selector=_time_zone)
    app.context_processor(lambda: {"language": current_language(), "language_names": NAMES})
