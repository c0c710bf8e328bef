"""Who may use a route: each view is marked once, here it is held, and an app with an unmarked view does not start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, TypeVar, cast

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from vendorrisk.domain.access import Actor, Permission
from vendorrisk.persistence.models import User
from vendorrisk.services import accounts

PUBLIC: Final = "public"
SIGNED_IN: Final = "signed in"
Mark: TypeAlias = Permission | str
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

_ATTRIBUTE: Final = "access_mark"
_PLACE: Final = "place"

FOREIGN_VIEWS: Final[Mapping[str, Mark]] = {
    "static": PUBLIC,
    "security.login": PUBLIC,
    "security.logout": PUBLIC,
    "security.forgot_password": PUBLIC,
    "security.reset_password": PUBLIC,
    "security.change_password": SIGNED_IN,
}
"""The marks of views that are not ours to decorate."""


class Unmarked(RuntimeError):
    """A route that says nothing about who may use it."""


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a view for those whose roles are granted `permission`."""
    return _marking(permission)


def public(view: View) -> View:
    """Mark a view for everybody, signed in or not."""
    return _marking(PUBLIC)(view)


def signed_in(view: View) -> View:
    """Mark a view for everybody who has signed in, whatever their roles."""
    return _marking(SIGNED_IN)(view)


def _marking(mark: Mark) -> Callable[[View], View]:
    def marked(view: View) -> View:
        setattr(view, _ATTRIBUTE, mark)
        return view

    return marked


def mark_of(app: Flask, endpoint: str) -> Mark | None:
    """The mark of the view at `endpoint`, or None when it has none."""
    return FOREIGN_VIEWS.get(endpoint) or getattr(app.view_functions[endpoint], _ATTRIBUTE, None)


def check_marks(app: Flask) -> None:
    """Raise `Unmarked` when a route of `app` leads to a view without a mark."""
    unmarked = sorted({rule.endpoint for rule in app.url_map.iter_rules() if mark_of(app, rule.endpoint) is None})
    if unmarked:
        raise Unmarked("who may use these? mark them with @requires, @signed_in or @public: " + ", ".join(unmarked))


def current_person() -> User:
    """The account of who makes this request; only where somebody is signed in."""
    return cast("User", current_user._get_current_object())  # noqa: SLF001 - how werkzeug gives the object behind its proxy


def current_actor() -> Actor:
    """Who makes this request; only where somebody is signed in."""
    return accounts.actor_of(current_person())


def keep_place() -> None:
    """Remember where the visitor was going, by the name of the place; an address given from outside is never used.

    What a script fetches is no place to go to.
    """
    going = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    if request.method == "GET" and request.endpoint and going:
        session[_PLACE] = [request.endpoint, dict(request.view_args or {})]


def kept_place() -> str | None:
    """The address of the place that was kept before signing in, once; None when there is none."""
    place = session.pop(_PLACE, None)
    if place is None or place[0] not in current_app.view_functions:
        return None
    return url_for(place[0], **place[1])


def _hold() -> ResponseReturnValue | None:
    """Refuse the request before its view when the mark of the view says so."""
    if request.endpoint is None:
        return None
    mark = mark_of(current_app, request.endpoint)
    if mark == PUBLIC:
        return None
    if not current_user.is_authenticated:
        return _to_sign_in()
    if isinstance(mark, Permission) and not current_actor().may(mark):
        abort(403)
    return None


def _to_sign_in() -> ResponseReturnValue:
    if request.headers.get("HX-Request"):
        abort(401)
    keep_place()
    return redirect(url_for("security.login"), 303)


def init_app(app: Flask) -> None:
    """Hold the marks on every request of `app`."""
    app.before_request(_hold)
