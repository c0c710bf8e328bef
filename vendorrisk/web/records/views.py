"""Views of the sealed records."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from vendorrisk.domain.access import Permission
from vendorrisk.services import records
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.language import NAMES
from vendorrisk.web.records.sealed import Sealed
from vendorrisk.web.work import current_work

blueprint = Blueprint("records", __name__)


@blueprint.get("/records")
@requires(Permission.SEE_RECORD)
def index() -> ResponseReturnValue:
    """Every record that one may see, newest first."""
    page = records.records(current_work(), current_actor(), page=max(request.args.get("page", 1, int), 1))
    return render_template("records/index.html", page=page, may_decide=current_actor().may(Permission.SEE_QUEUE))


@blueprint.get("/records/<record_id>")
@requires(Permission.SEE_RECORD)
def show(record_id: str) -> ResponseReturnValue:
    """One record; asked for by the part that waits for its documents, that part alone."""
    view = records.record(current_work(), current_actor(), record_id)
    template = "records/documents.html" if "HX-Request" in request.headers else "records/show.html"
    review, sealed = current_actor().may(Permission.SEE_QUEUE), Sealed(view)
    return render_template(
        template, view=view, sealed=sealed, ahead=sealed.prospects, languages=NAMES, may_see_review=review
    )


@blueprint.get("/records/<record_id>/<language>.pdf")
@requires(Permission.SEE_RECORD)
def pdf(record_id: str, language: str) -> ResponseReturnValue:
    """The document in one language, to keep."""
    work, actor = current_work(), current_actor()
    document, data = records.document(work, actor, record_id, language)
    name = Sealed(records.record(work, actor, record_id)).file_name(f"{document.language}.pdf")
    return _to_keep(data, "application/pdf", name)


@blueprint.get("/records/<record_id>.json")
@requires(Permission.SEE_RECORD)
def body(record_id: str) -> ResponseReturnValue:
    """The canonical JSON, byte for byte as it was sealed."""
    view = records.canonical(current_work(), current_actor(), record_id)
    return _to_keep(view.record.body.encode(), "application/json", Sealed(view).file_name("json"))


def _to_keep(data: bytes, media_type: str, name: str) -> Response:
    """A file to be kept, never shown inside the portal; its name in the two spellings of RFC 6266."""
    answer = send_file(BytesIO(data), media_type, as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
