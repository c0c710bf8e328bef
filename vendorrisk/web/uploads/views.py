"""Views for the script that sends large files in parts; without it a file goes with its form."""

from __future__ import annotations

from flask import Blueprint, abort, jsonify, request
from flask.typing import ResponseReturnValue

from vendorrisk.domain.access import Permission
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import uploads
from vendorrisk.services.failures import Refused
from vendorrisk.services.uploads import Elsewhere
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_work

blueprint = Blueprint("uploads", __name__)


@blueprint.post("/questionnaires/<assessment_id>/answers/<question_id>/uploads")
@requires(Permission.ANSWER)
def begin(assessment_id: str, question_id: str) -> ResponseReturnValue:
    """Begin to send a file, or go on: how much of it has arrived, and how large a part may be."""
    said = request.form
    name, size, mark = said.get("name", ""), said.get("size", 0, int), said.get("mark", "")
    work, actor = current_work(), current_actor()
    try:
        upload = uploads.begin(work, actor, assessment_id, question_id, name=name, size=size, mark=mark)
    except (BadValue, Refused) as refused:
        return jsonify(why=refused.reason.to(current_language())), 422
    return jsonify(id=upload.id, received=upload.received, part=uploads.PART_BYTES)


@blueprint.post("/uploads/<upload_id>")
@requires(Permission.ANSWER)
def append(upload_id: str) -> ResponseReturnValue:
    """Take the next part; 409 says how much has arrived where it is not the next."""
    if (request.content_length or 0) > uploads.PART_BYTES:
        abort(413)
    offset = request.args.get("offset", -1, int)
    try:
        received = uploads.append(current_work(), current_actor(), upload_id, offset, request.get_data())
    except Elsewhere as elsewhere:
        return jsonify(received=elsewhere.received), 409
    except Refused as refused:
        return jsonify(why=refused.reason.to(current_language())), 422
    return jsonify(received=received)
