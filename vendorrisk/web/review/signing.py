"""Forms with which a decision is signed: the first signature with all of it, and the ones that agree or disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from vendorrisk.domain.decision import ProposedCondition, Verdict
from vendorrisk.domain.model import Organisation
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.wording import PROOFS
from vendorrisk.services.review import ConditionInput, DecisionInput, ReviewView

VERDICTS: Final = [
    SelectChoice(Verdict.APPROVE.value, _l("Approve")),
    SelectChoice(Verdict.APPROVE_WITH_CONDITIONS.value, _l("Approve with conditions")),
    SelectChoice(Verdict.REJECT.value, _l("Reject")),
]
"""What a person can decide."""

MOST_CONDITIONS: Final = 300
SHORT: Final = 90
"""Characters of a question in a list to choose from."""

REMOVE: Final = "remove-"


class ConditionForm(Form):  # type: ignore[misc] # WTForms is untyped
    """One condition; part of the form that signs."""

    question = SelectField(_l("Closes which question"), [DataRequired(_l("Choose the question that it closes."))])
    text = TextAreaField(
        _l("What is to be done"),
        [DataRequired(_l("Say what is to be done.")), Length(max=2000, message=_l("Use at most 2,000 characters."))],
    )
    proof_wanted = StringField(_l("What would show it"), [Length(max=200, message=_l("Use at most 200 characters."))])
    owner = StringField(
        _l("Who does it"),
        [DataRequired(_l("Name who does it.")), Length(max=120, message=_l("Use at most 120 characters."))],
    )
    due_on = DateField(_l("By when"), [InputRequired(_l("Enter the date by which it is done."))])
    before_go_live = BooleanField(_l("Before go-live"))

    def condition(self) -> ConditionInput:
        """The condition that these fields describe."""
        return ConditionInput(
            question=self.question.data,
            text=self.text.data.strip(),
            owner=self.owner.data.strip(),
            due_on=self.due_on.data,
            proof_wanted=(self.proof_wanted.data or "").strip(),
            before_go_live=self.before_go_live.data,
        )


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """A decision, ready to sign: filled with what is recommended, until somebody changes it."""

    answers_digest = HiddenField()
    verdict = RadioField(
        _l("Decision"),
        [InputRequired(_l("Choose a decision."))],
        choices=VERDICTS,
    )
    rationale = TextAreaField(_l("Why"), [Length(max=10_000, message=_l("Use at most 10,000 characters."))])
    conditions = FieldList(FormField(ConditionForm), label=_l("Conditions"), max_entries=MOST_CONDITIONS)

    def __init__(self, view: ReviewView, organisation: Organisation, today: dt.date, **given: Any) -> None:
        super().__init__(data=proposed(view, organisation, today), **given)
        self.view, self.today, self.latest = view, today, today + dt.timedelta(days=organisation.conditional_days)
        for row in self.conditions:
            self._offer(row.form)

    @property
    def conditional(self) -> bool:
        return bool(self.verdict.data == Verdict.APPROVE_WITH_CONDITIONS)

    def rearranged(self, act: str) -> bool:
        """Whether `act` adds or removes a condition, which signs nothing; then it is done."""
        if act == "add" and len(self.conditions) < MOST_CONDITIONS:
            contact = self.view.engagement.contact_name
            row = self.conditions.append_entry({"owner": contact, "due_on": self.latest})
            self._offer(row.form)
            row.form.text.render_kw = {"autofocus": True}
        elif act.startswith(REMOVE):
            self.conditions.entries = [row for row in self.conditions if row.id != act.removeprefix(REMOVE)]
        return act == "add" or act.startswith(REMOVE)

    def validate(self, extra_validators: Any = None) -> bool:
        """Hold the conditions to their rules only when they are part of the decision."""
        if not self.conditional:
            kept, self.conditions.entries = self.conditions.entries, []
            super().validate(extra_validators)
            self.conditions.entries = kept
            return not self.errors
        super().validate(extra_validators)
        for row in self.conditions:
            self._hold_date(row.form.due_on)
        self.conditions.errors = list(self._told())
        return not self.errors

    def _hold_date(self, due_on: DateField) -> None:
        if due_on.data and not self.today <= due_on.data <= self.latest:
            limit = format_date(self.latest, "d MMMM yyyy")
            due_on.errors = [_("Enter a date from today up to %(date)s: no condition may take longer.", date=limit)]

    def _told(self) -> Iterator[str]:
        """What is wrong with each condition, by its number."""
        for number, row in enumerate(self.conditions, start=1):
            for errors in row.form.errors.values():
                yield _("Condition %(number)d: %(error)s", number=number, error=errors[0])

    def refuse(self, reason: Reason, language: str) -> None:
        """Say why the signature does not stand, at the field it is about, and show the answers as they are now."""
        errors = [reason.to(language)]
        if reason.code in FIELDS:
            self[FIELDS[reason.code]].errors = errors
        else:
            self.form_errors = errors
        self.answers_digest.data = self.view.answers_digest

    @property
    def decision(self) -> DecisionInput:
        """What the valid form decides."""
        rows = self.conditions if self.conditional else ()
        return DecisionInput(
            verdict=Verdict(self.verdict.data),
            answers_digest=self.answers_digest.data,
            rationale=(self.rationale.data or "").strip(),
            conditions=tuple(row.form.condition() for row in rows),
        )

    def _offer(self, row: ConditionForm) -> None:
        asked = [(item.question, item.question.ask.to(self.view.assessment.language)) for item in self.view.items]
        listed = [SelectChoice(one.id, f"{one.control} · {ask}"[:SHORT].strip(" ·")) for one, ask in asked]
        row.question.choices = [SelectChoice("", _("Choose a question")), *listed]


FIELDS: Final = {
    "decision.rationale_missing": "rationale",
    "decision.conditions_missing": "conditions",
    "decision.condition": "conditions",
}
"""The field that a refusal is about; every other refusal is about the whole."""


def proposed(view: ReviewView, organisation: Organisation, today: dt.date) -> Mapping[str, Any]:
    """The decision as recommended, in the shape of the form; `ask` is nothing that one can sign."""
    said = view.outcome.recommendation
    return {
        "answers_digest": view.answers_digest,
        "verdict": said.verdict.value if said.verdict is not Verdict.ASK else None,
        "conditions": [_condition(one, view, organisation, today) for one in said.conditions],
    }


def _condition(
    proposed: ProposedCondition, view: ReviewView, organisation: Organisation, today: dt.date
) -> Mapping[str, Any]:
    """A proposed condition in the vendor's language: they are the one who is to read it."""
    language = view.assessment.language
    wanted = [PROOFS[kind].to(language) for kind in proposed.proof if kind in PROOFS]
    return {
        "question": proposed.question,
        "text": proposed.text.to(language),
        "proof_wanted": ", ".join(wanted)[:200],
        "owner": view.engagement.contact_name,
        "due_on": today + dt.timedelta(days=proposed.days or organisation.proof_days),
        "before_go_live": proposed.before_go_live,
    }


class SignForm(FlaskForm):  # type: ignore[misc]
    """Agree with what somebody else signed: exactly that decision, on exactly those answers."""

    decision = HiddenField()


class RefuseForm(FlaskForm):  # type: ignore[misc]
    """Disagree with what was signed, by oneself or by another: the proposal falls."""

    reason = TextAreaField(
        _l("Why?"),
        [DataRequired(_l("Say why, so that the other approver can answer it.")), Length(max=2000)],
    )
