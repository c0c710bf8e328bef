"""One letter of every kind, with the values that the use cases give it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.factories import MONDAY
from vendorrisk.mail import Letter

DAY = dt.date(2026, 12, 7)
SHARED = {"organisation": "Example Bank", "portal": "https://vendors.example.com"}
ABOUT = {
    "vendor": "Cloudkeep",
    "engagement": "Payroll in the cloud",
    "purpose": "Salaries of all staff",
    "requester": "Pia Procurement",
    "contact": "Vera",
    "due_on": DAY,
    "link": "https://vendors.example.com/questionnaires/1",
}
INVITED = {"name": "Vera", "inviter": "Pia Procurement", "role": "risk_lead", "expires_on": DAY}
CONDITIONS = [
    {"text": "Switch on two-factor sign-in", "due_on": DAY, "before_go_live": False},
    {"text": "Sign the agreement", "due_on": DAY, "before_go_live": True},
]
CONDITION = {
    "text": "Switch on two-factor sign-in",
    "owner": "Vera Visser",
    "act": "show",
    "note": "Switched on for all.",
}
DELEGATED = {
    "name": "Dirk",
    "coordinator": "Vera Visser",
    "about": "Hosting",
    "message": "You know this best.",
    "note": "All but the last one.",
}
NEWS = {
    "vendor": "Cloudkeep",
    "engagement": "Payroll in the cloud",
    "ask": "Who tests your security?",
    "authors": "Vera, Otto",
    "link": "https://vendors.example.com/talk/1/security-test",
}
VALUES: dict[str, dict[str, Any]] = {
    "staff-invitation": INVITED | {"link": "https://vendors.example.com/invitation/x.y"},
    "vendor-invitation": ABOUT | INVITED | {"questions": 61, "minutes": 90},
    "reminder": ABOUT,
    "reassessment": ABOUT | {"why": "There was an incident.", "note": "The leak of November.", "proposed": 12},
    "reassessment-begun": ABOUT | {"why": "It is time."},
    "declined": ABOUT | {"reason": "We stop this service next year."},
    "returned": ABOUT | {"questions": ["Who tests your security?"]},
    "delegated": ABOUT | DELEGATED,
    "delegation-reminder": ABOUT | DELEGATED,
    "delegation-ended": ABOUT | DELEGATED,
    "delegation-done": ABOUT | DELEGATED,
    "digest": {"news": [NEWS], "link": NEWS["link"]},
    "submitted": ABOUT,
    "signature-wanted": ABOUT,
    "review-assigned": ABOUT,
    "decided-requester": ABOUT | {"verdict": "approve_with_conditions", "conditions": CONDITIONS},
    "decided-vendor": ABOUT | {"verdict": "reject", "conditions": []},
    "condition-reminder": ABOUT | {"conditions": CONDITIONS},
    "condition-answered": ABOUT | CONDITION | {"act": "send_back"},
    "condition-shown": ABOUT | CONDITION,
    "overdue": ABOUT | {"holder": "vendor", "days": 3},
    "acceptance-ends": ABOUT | {"until": DAY, "questions": ["Who tests your security?"]},
    "standing-requester": ABOUT | {"suspended": True, "conditions": CONDITIONS},
    "standing-vendor": ABOUT | {"suspended": False, "conditions": []},
    "password-reset": {"name": "Ann", "link": "https://vendors.example.com/reset/x"},
    "password-changed": {"name": "Ann", "link": ""},
}


def letter(message: str, language: str = "en", *, to: str = "vera@vendor.example", **values: Any) -> Letter:
    """A letter of kind `message`, with some of its values replaced."""
    shown = SHARED | VALUES[message] | values
    return Letter(id="0" * 31 + "1", message=message, to=to, language=language, values=shown, written_at=MONDAY)
