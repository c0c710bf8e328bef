"""Forms of the risk lead: narrow the queue, review an answer, ask the vendor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.credits import FULL
from vendorrisk.domain.lifecycle import State, Whose
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.services.review import ReviewInput
from vendorrisk.web.review.screen import Entry, Typed

ASK: Final = "ask-"
"""Before the id of a question in the name of the field that asks the vendor about it."""

ASK_LIMIT: Final = 2000

STATES: Final = {
    "": _l("Waiting for us"),
    State.SUBMITTED.value: _l("In review"),
    State.SIGNING.value: _l("Waiting for a second signature"),
    State.RETURNED.value: _l("Back with the vendor"),
    State.DECIDED.value: _l("Decided"),
    State.WITHDRAWN.value: _l("Withdrawn"),
}
"""What the queue can be narrowed to: what was submitted at least once; before that the answers are the vendor's own."""

WHOSE: Final = {
    "": _l("Anybody"),
    Whose.MINE.value: _l("Me"),
    Whose.NOBODYS.value: _l("Nobody yet"),
}

TIERS: Final = {
    "": _l("Any tier"),
    Tier.CRITICAL.value: _l("Tier critical"),
    Tier.HIGH.value: _l("Tier high"),
    Tier.MODERATE.value: _l("Tier moderate"),
    Tier.LOW.value: _l("Tier low"),
}


def _choices(named: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(*one) for one in named.items()]


class QueueForm(FlaskForm):  # type: ignore[misc] # Flask-WTF is untyped
    """Which assessments to list; what is not offered narrows nothing."""

    class Meta:
        csrf = False

    state = SelectField(
        _l("Where it stands"), choices=[SelectChoice(*one) for one in STATES.items()], default="", validate_choice=False
    )
    tier = SelectField(
        _l("Tier"), choices=[SelectChoice(*one) for one in TIERS.items()], default="", validate_choice=False
    )

    whose = SelectField(
        _l("Reviewed by"), choices=[SelectChoice(*one) for one in WHOSE.items()], default="", validate_choice=False
    )
    search = StringField(_l("Vendor or engagement"))

    @property
    def chosen(self) -> dict[str, Any]:
        """What narrows the queue, as `services.review.queue` wants it."""
        return {
            "state": self.chosen_state,
            "tier": self.chosen_tier,
            "whose": self.chosen_whose,
            "search": self.search.data or "",
        }

    @property
    def chosen_whose(self) -> Whose | None:
        return Whose(self.whose.data) if self.whose.data in set(Whose) else None

    @property
    def chosen_state(self) -> State | None:
        return State(self.state.data) if self.state.data in set(State) else None

    @property
    def chosen_tier(self) -> Tier | None:
        return Tier(self.tier.data) if self.tier.data in set(Tier) else None


class ReviewForm(FlaskForm):  # type: ignore[misc]
    """What the reviewer makes of one answer; `act` says which of the forms beside it was sent."""

    act = HiddenField()
    assurance = SelectField(
        _l("Count it as"), validators=[Optional()], choices=[SelectChoice(rung.value) for rung in Assurance]
    )
    grade = IntegerField(
        _l("Grade"), validators=[Optional(), NumberRange(0, FULL, _l("Enter a whole number from 0 to 100."))]
    )
    reason = TextAreaField(_l("Why"), validators=[Length(max=ASK_LIMIT, message=_l("Use at most 2,000 characters."))])

    def __init__(self, entry: Entry, **given: Any) -> None:
        super().__init__(**given)
        self.declared, self.acts = entry.declared, entry.task.acts if entry.task else ()
        # The ids that these fields have beside the answer, so that an error leads to its field.
        self.reason.id = f"reason-{self.act.data}-{entry.question.id}"
        self.grade.id = f"grade-{entry.question.id}"

    def validate(self, extra_validators: Any = None) -> bool:
        """Want a grade for a text, and a reason for everything that says less than the vendor does."""
        if self.act.data not in self.acts:
            self.form_errors = [_("That cannot be said about this answer.")]
            return False
        super().validate(extra_validators)
        if self.grade.raw_data and self.grade.raw_data[0] and self.grade.data is None:
            self.grade.errors = [_("Enter a whole number from 0 to 100.")]
        elif self.act.data == "grade" and self.grade.data is None:
            self.grade.errors = [_("Enter a grade.")]
        if self._less and not (self.reason.data or "").strip():
            self.reason.errors = [_("Say why: the vendor and the record will carry it.")]
        return not self.errors

    @property
    def _less(self) -> bool:
        lowered = self.act.data in {"lower", "grade"} and self.rung.rank < self.declared.rank
        return lowered or self.act.data in {"lower", "applies"}

    @property
    def rung(self) -> Assurance:
        """The rung that was chosen, by default the one declared; never above it."""
        chosen = Assurance(self.assurance.data) if self.assurance.data in set(Assurance) else self.declared
        return min(chosen, self.declared, key=lambda one: one.rank)

    @property
    def given(self) -> ReviewInput:
        """What the valid form says."""
        return GIVEN[self.act.data](self)

    @property
    def typed(self) -> Typed:
        """What was typed, to be shown again with what is wrong with it."""
        errors = {name or "act": str(messages[0]) for name, messages in self.errors.items() if messages}
        grade = (self.grade.raw_data or [""])[0]
        return Typed(self.act.data or "", self.assurance.data or "", grade, self.reason.data or "", errors=errors)

    @property
    def said(self) -> str:
        return (self.reason.data or "").strip()


GIVEN: Final[Mapping[str, Callable[[ReviewForm], ReviewInput]]] = {
    "accept": lambda form: ReviewInput(assurance=form.declared),
    "lower": lambda form: ReviewInput(assurance=form.rung, reason=form.said),
    "grade": lambda form: ReviewInput(assurance=form.rung, grade=form.grade.data, reason=form.said),
    "does-not-apply": lambda form: ReviewInput(not_applicable=True, reason=form.said),
    "applies": lambda form: ReviewInput(not_applicable=False, reason=form.said),
}
"""What each act says about an answer."""


class SendBackForm(FlaskForm):  # type: ignore[misc]
    """Questions to the vendor: one field an answer, named `ask-` and the id of the question."""

    def __init__(self, typed: Mapping[str, str], known: frozenset[str], **given: Any) -> None:
        super().__init__(**given)
        asked = {name.removeprefix(ASK): text.strip() for name, text in typed.items() if name.startswith(ASK)}
        self.questions = {question: text for question, text in asked.items() if text and question in known}

    def validate(self, extra_validators: Any = None) -> bool:
        """Want at least one question, none too long."""
        super().validate(extra_validators)
        if not self.questions:
            self.form_errors.append(_("Type at least one question to the vendor, beside the answer it is about."))
        if any(len(text) > ASK_LIMIT for text in self.questions.values()):
            self.form_errors.append(_("A question to the vendor has at most 2,000 characters."))
        return not self.errors

    @property
    def typed(self) -> dict[str, Typed]:
        """What was typed, by question, to be shown again."""
        return {question: Typed(ask=text) for question, text in self.questions.items()}


class AcceptForm(FlaskForm):  # type: ignore[misc]
    """Accept everything that was not reviewed one by one; holds nothing but its token."""
