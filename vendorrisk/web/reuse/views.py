"""Views of reuse: what a vendor brings becomes proposals, and each waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from vendorrisk.domain.access import Permission
from vendorrisk.domain.comparing import Line, Preview, Status
from vendorrisk.domain.hedges import Why
from vendorrisk.domain.reuse import Source
from vendorrisk.domain.sheets import Part
from vendorrisk.services import answering
from vendorrisk.services.answering import Accepted, Proposed
from vendorrisk.services.failures import Refused
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.answering.telling import told_value
from vendorrisk.web.language import current_language
from vendorrisk.web.reuse.forms import StatementForm, WorkbookForm
from vendorrisk.web.reuse.words import HEDGES, PARTS, SOURCES, STATUSES
from vendorrisk.web.work import current_work

blueprint = Blueprint("reuse", __name__)

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORTH_A_LINE: Final = (Status.REFUSED, Status.UNKNOWN, Status.STALE)
"""What of a workbook is told line by line; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal as its page shows it: `said` what it proposes part by part, `now` the answer that there is."""

    proposed: Proposed
    source: str
    said: tuple[tuple[str, str], ...]
    now: str
    hedges: tuple[tuple[str, str], ...]


@blueprint.get("/questionnaires/<assessment_id>/reuse")
@requires(Permission.ANSWER)
def show(assessment_id: str) -> ResponseReturnValue:
    """What can be used again, and the proposals that wait for a decision."""
    return _page(assessment_id)


@blueprint.post("/questionnaires/<assessment_id>/reuse/statement")
@requires(Permission.ANSWER)
def statement(assessment_id: str) -> ResponseReturnValue:
    """Propose what a security statement says."""
    form = StatementForm()
    if not form.validate_on_submit():
        return _page(assessment_id, statement=form), 422
    try:
        file = form.document.data
        text = answering.text_of(current_work(), file.stream.read()) if file else form.text.data or ""
        made = answering.propose_from_statement(
            current_work(), current_actor(), assessment_id, text, file.filename if file else ""
        )
    except Refused as refusal:
        form.text.errors = [refusal.reason.to(current_language())]
        return _page(assessment_id, statement=form), 422
    if made:
        flash(
            ngettext("We found one answer in it.", "We found %(num)d answers in it.", made)
            + " "
            + _("Nothing is saved before you accept it.")
        )
    else:
        flash(_("We found nothing in it that answers an open question."))
    return _back(assessment_id)


@blueprint.get("/questionnaires/<assessment_id>/questionnaire.xlsx")
@requires(Permission.ANSWER)
def download(assessment_id: str) -> ResponseReturnValue:
    """The questionnaire as a workbook, with what is answered so far."""
    content = answering.export_sheet(current_work(), current_actor(), assessment_id, current_language())
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=_("questionnaire") + ".xlsx")


@blueprint.post("/questionnaires/<assessment_id>/reuse/workbook")
@requires(Permission.ANSWER)
def workbook(assessment_id: str) -> ResponseReturnValue:
    """Propose what a workbook says, and tell of each cell that could not be taken."""
    form = WorkbookForm()
    if not form.validate_on_submit():
        return _page(assessment_id, workbook=form), 422
    file = form.workbook.data
    try:
        preview = answering.propose_from_workbook(
            current_work(), current_actor(), assessment_id, file.stream.read(), file.filename or ""
        )
    except Refused as refusal:
        form.workbook.errors = [refusal.reason.to(current_language())]
        return _page(assessment_id, workbook=form), 422
    return _page(assessment_id, preview=preview)


@blueprint.post("/questionnaires/<assessment_id>/reuse/earlier")
@requires(Permission.ANSWER)
def earlier(assessment_id: str) -> ResponseReturnValue:
    """Propose the answers of an earlier assessment."""
    made, afresh = answering.propose_from_earlier(
        current_work(), current_actor(), assessment_id, request.form.get("earlier", "")
    )
    flash(
        ngettext("One earlier answer is proposed.", "%(num)d earlier answers are proposed.", made)
        + " "
        + ngettext(
            "One is asked afresh, because it weighs much, is old, or its proof has ended.",
            "%(num)d are asked afresh, because they weigh much, are old, or their proof has ended.",
            afresh,
        )
    )
    return _back(assessment_id)


@blueprint.post("/questionnaires/<assessment_id>/reuse/settle")
@requires(Permission.ANSWER)
def settle(assessment_id: str) -> ResponseReturnValue:
    """Save the proposals that were ticked, or drop them."""
    ticked = dict(map(_ticked, request.form.getlist("proposal")))
    dropping = request.form.get("act") == "drop"
    if not dropping:
        # Who chose an answer where none was proposed meant to give it, ticked or not.
        ticked |= {name: one for name, one in map(_ticked, request.form.getlist("unclear")) if one.value}
    result = answering.settle(
        current_work(), current_actor(), assessment_id, {} if dropping else ticked, ticked if dropping else ()
    )
    if not ticked:
        flash(_("Tick the proposals first that you want to accept or drop."))
    elif dropping:
        flash(ngettext("One proposal is dropped.", "%(num)d proposals are dropped.", len(ticked)))
    else:
        flash(ngettext("One answer is saved.", "%(num)d answers are saved.", len(result.saved)))
    for one in result.not_saved:
        flash(one.reason.to(current_language()), "warn")
    return _back(assessment_id)


def _ticked(ticked: str) -> tuple[str, Accepted]:
    """The proposal that a box stands for, with the version that was shown beside it and the answer chosen there."""
    name, _colon, version = ticked.partition(":")
    seen = int(version) if version.isdecimal() and len(version) < 10 else 0
    return name, Accepted(seen, request.form.get(f"answer-{name}"))


def _back(assessment_id: str) -> ResponseReturnValue:
    return redirect(url_for("reuse.show", assessment_id=assessment_id), 303)


def _page(assessment_id: str, preview: Preview | None = None, **forms: Any) -> str:
    page = answering.reuse_page(current_work(), current_actor(), assessment_id)
    return render_template(
        "reuse/show.html",
        page=page,
        assessment=page.assessment,
        cards=[_card(one) for one in page.proposals],
        statement=forms.get("statement") or StatementForm(formdata=None),
        workbook=forms.get("workbook") or WorkbookForm(formdata=None),
        counts=_counts(preview) if preview else [],
        told=_told(preview) if preview else [],
    )


def _counts(preview: Preview) -> list[tuple[str, int]]:
    counted = [(str(word), len(preview.of(status))) for status, word in STATUSES.items()]
    return [(word, number) for word, number in counted if number]


def _told(preview: Preview) -> list[tuple[Line, str, str]]:
    """Each cell that wants a look: the cell, how it stands, and why."""
    lines = [line for status in WORTH_A_LINE for line in preview.of(status)]
    language = current_language()
    return [(one, str(STATUSES[one.status]), one.reason.to(language) if one.reason else "") for one in lines]


def _card(proposed: Proposed) -> Card:
    kept, item = proposed.proposal, proposed.item
    said = [(str(PARTS[Part(name)]), _words(item.question, name, value)) for name, value in kept.parts.items()]
    row = item.row
    return Card(
        proposed=proposed,
        source=str(SOURCES[Source(kept.source)]),
        said=tuple(one for one in said if kept.source != Source.STATEMENT or one[0] != str(PARTS[Part.COMMENT])),
        now=told_value(item.question, row.value) or row.comment if row else "",
        hedges=tuple((one["words"], str(HEDGES[Why(one["why"])])) for one in kept.hedges),
    )


def _words(question: Any, part: str, value: Any) -> str:
    return told_value(question, value) if part == Part.ANSWER else str(value)
