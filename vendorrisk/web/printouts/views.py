"""Views of printouts: the PDF once it is there, and until then a page that waits for it."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from flask import Blueprint, make_response, render_template, send_file
from flask.typing import ResponseReturnValue

from vendorrisk.domain.access import Permission
from vendorrisk.services import answering
from vendorrisk.services.answering import PrintoutKind
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_work

blueprint = Blueprint("printouts", __name__)

AGAIN: Final = 2
"""Seconds after which the waiting page looks again."""


@blueprint.get("/questionnaires/<assessment_id>/questions.pdf")
@requires(Permission.ANSWER)
def questions(assessment_id: str) -> ResponseReturnValue:
    """Every question, to read, print and pass round before one begins."""
    return _printout(assessment_id, PrintoutKind.QUESTIONS)


@blueprint.get("/questionnaires/<assessment_id>/answers.pdf")
@requires(Permission.ANSWER)
def answers(assessment_id: str) -> ResponseReturnValue:
    """One's own answers to keep, with answers.json inside."""
    return _printout(assessment_id, PrintoutKind.ANSWERS)


def _printout(assessment_id: str, kind: PrintoutKind) -> ResponseReturnValue:
    pdf = answering.printout(current_work(), current_actor(), assessment_id, kind, current_language())
    if pdf is not None:
        name = f"{kind.value}.pdf"
        return send_file(BytesIO(pdf), mimetype="application/pdf", as_attachment=True, download_name=name)
    waiting = make_response(render_template("printouts/wait.html", assessment_id=assessment_id, kind=kind.value), 202)
    waiting.headers["Refresh"] = str(AGAIN)
    return waiting
