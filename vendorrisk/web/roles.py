"""The roles in words: what each is called and what it is for."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l

from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import User

ROLE_NAMES: Final = {
    Role.PROCUREMENT: _l("Procurement"),
    Role.RESPONDENT: _l("Respondent"),
    Role.RISK_LEAD: _l("Risk lead"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.AUDITOR: _l("Auditor"),
}

ROLE_MEANINGS: Final = {
    Role.PROCUREMENT: _l("Requests vendors and follows what becomes of each request."),
    Role.RESPONDENT: _l("Answers for a vendor; sees only what was shared with them."),
    Role.RISK_LEAD: _l("Reviews answers and decides."),
    Role.ADMINISTRATOR: _l("Invites people and sets what they may do. Sees no answers."),
    Role.AUDITOR: _l("Reads everything, changes nothing."),
}


def role_names(user: User) -> str:
    """The roles of a person in words, with commas."""
    return ", ".join(str(ROLE_NAMES[Role(role.name)]) for role in user.roles)
