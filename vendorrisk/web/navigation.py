"""The places of the portal: one table says what each is called and who may go there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from vendorrisk import __version__
from vendorrisk.domain.access import Actor, Permission
from vendorrisk.web.access import current_actor
from vendorrisk.web.roles import role_names
from vendorrisk.web.work import current_work


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the header: its endpoint, its name (translated when shown), and what one must be allowed to see it."""

    endpoint: str
    name: str
    permission: Permission

    @property
    def address(self) -> str:
        return url_for(self.endpoint)

    @property
    def current(self) -> bool:
        """Whether this request is for the place itself or for something inside it."""
        if request.endpoint == self.endpoint:
            return True
        return request.path.startswith(self.address + "/")


# In the order of the header; the first that one may see is where one lands after signing in.
PLACES: Final = (
    Place("answering.index", _l("Questionnaires"), Permission.ANSWER),
    Place("review.queue", _l("Queue"), Permission.SEE_QUEUE),
    Place("conditions.index", _l("Conditions"), Permission.SEE_QUEUE),
    Place("acceptances.index", _l("Accepted risks"), Permission.SEE_QUEUE),
    Place("intake.index", _l("Requests"), Permission.FOLLOW_ENGAGEMENT),
    Place("records.index", _l("Records"), Permission.SEE_RECORD),
    Place("admin.users", _l("People"), Permission.MANAGE_USERS),
    Place("admin.content", _l("Content"), Permission.SEE_CONTENT),
    Place("admin.trail", _l("Trail"), Permission.SEE_TRAIL),
)


def places(actor: Actor) -> tuple[Place, ...]:
    """The places that `actor` may go to."""
    return tuple(place for place in PLACES if actor.may(place.permission))


def _around() -> dict[str, Any]:
    """What the header and the footer of every page show."""
    organisation = current_work().catalogue.organisation
    signed_in = bool(current_user and current_user.is_authenticated)
    return {
        "places": places(current_actor()) if signed_in else (),
        "role_names": role_names,
        "organisation_name": organisation.name,
        "contact_email": organisation.contact,
        "portal_version": __version__,
    }


def init_app(app: Flask) -> None:
    """Give every page of `app` its header and footer."""
    app.context_processor(_around)
