"""Views of what belongs in the contract: a page, and the same as plain text."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, Response, render_template, send_file

from vendorrisk.domain.access import Permission
from vendorrisk.services.contract import contract
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_work

blueprint = Blueprint("contract", __name__)


@blueprint.get("/requests/<engagement_id>/contract")
@requires(Permission.FOLLOW_ENGAGEMENT)
def show(engagement_id: str) -> str:
    """The conditions and clauses, to read, print and copy."""
    view = contract(current_work(), current_actor(), engagement_id)
    return render_template("contract/show.html", view=view, plain=render_template("contract/contract.txt", view=view))


@blueprint.get("/requests/<engagement_id>/contract.txt")
@requires(Permission.FOLLOW_ENGAGEMENT)
def text(engagement_id: str) -> Response:
    """The same as a text file, to keep."""
    view = contract(current_work(), current_actor(), engagement_id)
    content = render_template("contract/contract.txt", view=view).encode()
    name = f"{view.engagement.vendor.name} - contract-{current_language()}.txt"
    return send_file(BytesIO(content), "text/plain; charset=utf-8", as_attachment=True, download_name=name)
