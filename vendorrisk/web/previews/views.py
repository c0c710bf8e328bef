"""Views of previews: a proof beside the answer that it stands behind, and the pictures of its pages."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from vendorrisk.domain.access import Permission
from vendorrisk.domain.reasons import Reason
from vendorrisk.services import previews
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.answering.telling import told_value
from vendorrisk.web.previews.pages import SIZES, Leaf
from vendorrisk.web.work import current_work

blueprint = Blueprint("previews", __name__)


AGAIN: Final = 2
"""Seconds after which the page of a preview that is being made looks again."""


@blueprint.get("/questionnaires/<assessment_id>/proofs/<proof_id>/preview")
@requires(Permission.SEE_ANSWERS)
def show(assessment_id: str, proof_id: str) -> ResponseReturnValue:
    """One page of a proof, beside what it is to show; until its pages are drawn, a page that waits for them."""
    view = previews.preview(current_work(), current_actor(), assessment_id, proof_id)
    leaf = Leaf.asked(view, request.args)
    said = {"told_value": told_value, "unseen": lambda why: Reason(f"preview.{why}"), "sizes": SIZES}
    answer = make_response(render_template("previews/show.html", view=view, leaf=leaf, **said))
    if view.made is None:
        answer.status_code, answer.headers["Refresh"] = 202, str(AGAIN)
    return answer


@blueprint.get("/questionnaires/<assessment_id>/proofs/<proof_id>/pages/<int:number>")
@requires(Permission.SEE_ANSWERS)
def picture(assessment_id: str, proof_id: str, number: int) -> Response:
    """A page as a picture that we drew; nothing of what was sent is in it."""
    data = previews.picture(current_work(), current_actor(), assessment_id, proof_id, number)
    answer = send_file(BytesIO(data), "image/webp")
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
