"""The forms of procurement; what is asked about an engagement comes from the intake, a field a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, Length, Optional, Regexp

from vendorrisk.countries import countries, country_codes
from vendorrisk.domain.answers import AGREED, Value
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Intake, Kind, Question
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.reassessment import Cause
from vendorrisk.domain.validation import BadValue, checked_value
from vendorrisk.domain.visibility import asked_of_intake
from vendorrisk.services.intake import EngagementRequest
from vendorrisk.web.fields import ChecksField
from vendorrisk.web.language import NAMES, current_language

CONTACT: Final = ("contact_name", "contact_email", "language")
"""The fields of the contact."""

PREFIX: Final = "fact-"
"""Before the id of an intake question in the name of its field."""

WEBSITE: Final = r"^(https?://)?([\w-]+\.)+[\w-]{2,63}(/\S*)?$"

STAGES: Final = {
    State.INVITED: _l("Invited"),
    State.ANSWERING: _l("Vendor is answering"),
    State.SUBMITTED: _l("In review"),
    State.RETURNED: _l("Back with the vendor"),
    State.SIGNING: _l("Waiting for a second signature"),
    State.DECIDED: _l("Decided"),
    State.WITHDRAWN: _l("Withdrawn"),
}
"""What a list of requests can be narrowed to."""


class FilterForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """What to look for in the list of requests."""

    class Meta:
        csrf = False

    search = SearchField(_l("Vendor or engagement"))
    stage = SelectField(
        _l("Where it stands"),
        choices=[
            SelectChoice("", _l("Anywhere")),
            *(SelectChoice(state.value, name) for state, name in STAGES.items()),
        ],
        default="",
    )


class ContactForm(FlaskForm):  # type: ignore[misc]
    """Who at the vendor answers, and in which language they are written to."""

    contact_name = StringField(_l("Name"), [DataRequired(_l("Enter the name of the contact.")), Length(max=120)])
    contact_email = EmailField(
        _l("Email address"),
        [
            DataRequired(_l("Enter the email address of the contact.")),
            Length(max=254),
            Email(_l("Enter an address like name@company.com.")),
        ],
    )
    language = RadioField(_l("Language"), choices=[SelectChoice(*name) for name in NAMES.items()], default="en")


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """Why a request is withdrawn."""

    reason = TextAreaField(_l("Why?"), [DataRequired(_l("Say why, in a few words.")), Length(max=2000)])


class AgainForm(FlaskForm):  # type: ignore[misc]
    """Why a vendor is assessed again before its time."""

    cause = RadioField(
        _l("What happened?"),
        [DataRequired(_l("Choose what happened."))],
        choices=[
            SelectChoice(Cause.INCIDENT.value, _l("An incident")),
            SelectChoice(Cause.SUB_PROCESSOR.value, _l("A new sub-processor")),
            SelectChoice(Cause.CHANGE.value, _l("A change of contract or service")),
        ],
    )
    note = TextAreaField(_l("Tell the vendor about it"), [DataRequired(_l("Say what happened.")), Length(max=2000)])


class RequestForm(ContactForm):
    """A vendor and an engagement; `request_form` adds a field for each question of the intake."""

    intake: Intake
    vendor_name = StringField(
        _l("Name of the vendor"), [DataRequired(_l("Enter the name of the vendor.")), Length(max=200)]
    )
    website = StringField(
        _l("Website"), [Optional(), Length(max=253), Regexp(WEBSITE, message=_l("Enter a website like example.com."))]
    )
    country = SelectField(_l("Country"), [Optional()])
    title = StringField(_l("What is it called?"), [DataRequired(_l("Give the engagement a name.")), Length(max=200)])
    purpose = TextAreaField(_l("What is it for?"), [DataRequired(_l("Say what it is for.")), Length(max=5000)])
    needed_by = DateField(_l("Needed by"), [Optional()])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        # What is wrong is said in the order of the page, on which the contact comes last.
        for name in CONTACT:
            self._fields[name] = self._fields.pop(name)
        listed = [SelectChoice(*country) for country in countries(current_language())]
        self.country.choices = [SelectChoice("", _("Choose a country")), *listed]

    @property
    def facts(self) -> dict[str, Value]:
        """What was said about the engagement and can be used, by intake question."""
        return self._checked()[0]

    @property
    def asked(self) -> frozenset[str]:
        """The intake questions that are asked, given what was said so far."""
        return frozenset(question.id for question in asked_of_intake(self.intake, self.facts))

    def validate(self, extra_validators: Any = None) -> bool:
        """Hold every field to its rules, and every intake question that is asked to the check of its kind."""
        super().validate(extra_validators)
        facts, problems = self._checked()
        asked = self.asked
        for question in self.intake.questions:
            field = self[PREFIX + question.id]
            if question.id in problems:
                field.errors = [problems[question.id].to(current_language())]
            elif question.id in asked and question.required and question.id not in facts:
                field.errors = [_("Answer this question.")]
        return not self.errors

    def request(self) -> EngagementRequest:
        """What the valid form asks for."""
        asked = self.asked
        return EngagementRequest(
            vendor_name=self.vendor_name.data.strip(),
            website=(self.website.data or "").strip(),
            country=self.country.data or "",
            title=self.title.data.strip(),
            purpose=self.purpose.data.strip(),
            facts={fact: value for fact, value in self.facts.items() if fact in asked},
            contact_name=self.contact_name.data.strip(),
            contact_email=self.contact_email.data.strip(),
            language=self.language.data,
            needed_by=self.needed_by.data,
        )

    def _checked(self) -> tuple[dict[str, Value], dict[str, Reason]]:
        facts: dict[str, Value] = {}
        problems: dict[str, Reason] = {}
        for question in self.intake.questions:
            raw = READERS.get(question.kind, _as_typed)(self[PREFIX + question.id].data)
            if raw in (None, "", []):
                continue
            try:
                facts[question.id] = checked_value(question, raw)
            except BadValue as bad:
                problems[question.id] = bad.reason
        return facts, problems


def request_form(intake: Intake) -> type[RequestForm]:
    """The form that asks what `intake` asks, in the reader's language."""
    fields = {PREFIX + question.id: FIELDS[question.kind](question) for question in intake.questions}
    return cast("type[RequestForm]", type("IntakeForm", (RequestForm,), {"intake": intake, **fields}))


def _label(question: Question) -> str:
    return question.ask.to(current_language())


def _rules(question: Question) -> list[Any]:
    # Marks the field as optional on the page; whether it is answered when it must be is for `RequestForm.validate`.
    return [] if question.required else [Optional()]


def _options(question: Question) -> list[SelectChoice]:
    return [SelectChoice(option.id, option.label.to(current_language())) for option in question.options]


def _choice(question: Question) -> Field:
    return RadioField(_label(question), _rules(question), choices=_options(question), validate_choice=False)


def _several(question: Question) -> Field:
    return ChecksField(_label(question), _rules(question), choices=_options(question), validate_choice=False)


def _number(question: Question) -> Field:
    unit = f" ({question.unit.to(current_language())})" if question.unit else ""
    shape = {"inputmode": "numeric", "autocomplete": "off"}
    return StringField(_label(question) + unit, _rules(question), render_kw=shape)


def _date(question: Question) -> Field:
    return StringField(_label(question), _rules(question), render_kw={"type": "date"})


def _text(question: Question) -> Field:
    return TextAreaField(_label(question), _rules(question))


def _countries(question: Question) -> Field:
    return StringField(_label(question), _rules(question), render_kw={"autocomplete": "off"})


def _statement(question: Question) -> Field:
    return BooleanField(_label(question), _rules(question))


FIELDS: Final[Mapping[Kind, Callable[[Question], Field]]] = {
    Kind.CHOICE: _choice,
    Kind.MULTI: _several,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.COUNTRIES: _countries,
    Kind.STATEMENT: _statement,
}
"""The field of each kind of intake question; procurement is asked no tables."""


def _as_typed(data: Any) -> Any:
    return data.strip() if isinstance(data, str) else data


READERS: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    Kind.COUNTRIES: lambda data: country_codes(data or ""),
    Kind.STATEMENT: lambda data: AGREED if data else "",
}
"""How the data of a field becomes what `checked_value` takes, where that is not as it was typed."""
