"""The view that verifies a record for anybody."""

from __future__ import annotations

from contextlib import closing
from typing import Final

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from vendorrisk.domain.record import NotARecord
from vendorrisk.services import seals
from vendorrisk.services.verification import Verified, verified
from vendorrisk.web.access import public
from vendorrisk.web.pace import Pace
from vendorrisk.web.verification.forms import RecordForm
from vendorrisk.web.verification.words import FAULTS, NO_RECORD, STANDINGS
from vendorrisk.web.work import current_work

blueprint = Blueprint("verification", __name__)

LARGEST: Final = 10 * 1024 * 1024
"""Bytes of a file that a stranger may bring: a record is a few hundred kilobytes."""
MOST: Final = 20
SECONDS: Final = 60.0
"""How often an address may ask, and in what time."""


@blueprint.record_once
def _set_pace(state: object) -> None:
    state.app.extensions["verification"] = Pace(MOST, SECONDS)  # type: ignore[attr-defined]


@blueprint.route("/verify", methods=["GET", "POST"])
@public
def verify() -> ResponseReturnValue:
    """Whether a file is a genuine record; it is read, told about, and forgotten."""
    form, told = RecordForm(), None
    if form.is_submitted() and not current_app.extensions["verification"].allows(request.remote_addr or ""):
        abort(429)
    if form.validate_on_submit():
        told = _told(form)
    known = seals.certificates(current_work())
    answer = render_template(
        "verification/verify.html", form=form, told=told, certificates=known, faults=FAULTS, standings=STANDINGS
    )
    return answer, 422 if form.errors else 200


def _told(form: RecordForm) -> Verified | None:
    with closing(form.file.data) as file:
        data, code = file.read(LARGEST + 1), "too_large"
    if len(data) <= LARGEST:
        try:
            return verified(current_work(), data)
        except NotARecord as none:
            code = none.code
    form.file.errors = [NO_RECORD[code]]
    return None
