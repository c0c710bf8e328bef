"""Views of the administrator and the auditor."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from vendorrisk.domain.access import Permission, Role
from vendorrisk.domain.events import EventKind
from vendorrisk.services import accounts, trail
from vendorrisk.services.failures import Refused
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.admin import content as published
from vendorrisk.web.admin.events import KIND_NAMES
from vendorrisk.web.admin.forms import InviteForm, UserForm
from vendorrisk.web.roles import ROLE_MEANINGS
from vendorrisk.web.work import current_work

blueprint = Blueprint("admin", __name__)


def _page_number() -> int:
    return max(request.args.get("page", 1, int), 1)


@blueprint.get("/admin/users")
@requires(Permission.MANAGE_USERS)
def users() -> ResponseReturnValue:
    """Everybody with an account."""
    page = accounts.users(current_work(), current_actor(), _page_number())
    return render_template("admin/users.html", page=page)


@blueprint.route("/admin/users/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def invite() -> ResponseReturnValue:
    """Invite a colleague; the account is made when they accept."""
    form = InviteForm()
    if form.validate_on_submit():
        accounts.invite_staff(
            current_work(), current_actor(), form.email.data, form.name.data, Role(form.role.data), form.language.data
        )
        flash(_("An invitation is on its way to %(email)s.", email=form.email.data), "good")
        return redirect(url_for("admin.users"), 303)
    return render_template("admin/invite.html", form=form, meanings=ROLE_MEANINGS), 422 if form.errors else 200


@blueprint.route("/admin/users/<user_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_USERS)
def user(user_id: str) -> ResponseReturnValue:
    """What one person may do; nobody changes this for themselves, and one administrator always stays."""
    work, actor = current_work(), current_actor()
    person = accounts.user(work, actor, user_id)
    held = [role.name for role in person.roles]
    form = UserForm(outsider=set(held) == {Role.RESPONDENT}, data={"roles": held, "active": person.active})
    if form.validate_on_submit():
        try:
            accounts.change_user(work, actor, user_id, frozenset(map(Role, form.roles.data)), form.active.data)
        except Refused as refused:
            form.form_errors.append(refused)
        else:
            flash(_("%(name)s: saved.", name=person.name), "good")
            return redirect(url_for("admin.users"), 303)
    answer = render_template(
        "admin/user.html", person=person, form=form, meanings=ROLE_MEANINGS, own=person.id == actor.id
    )
    return answer, 422 if form.errors else 200


@blueprint.get("/admin/trail", endpoint="trail")
@requires(Permission.SEE_TRAIL)
def trail_page() -> ResponseReturnValue:
    """Every act with who, when and on what, newest first, and whether the chain is whole."""
    work, actor = current_work(), current_actor()
    kinds = {kind.value: kind for kind in EventKind}
    kind, subject = kinds.get(request.args.get("kind", "")), request.args.get("subject", "").strip()
    page = trail.events(work, actor, kind=kind, subject=subject, page=_page_number())
    return render_template(
        "admin/trail.html",
        page=page,
        kinds=KIND_NAMES,
        kind=kind,
        subject=subject,
        chain=trail.verify_chain(work) if "check" in request.args else None,
    )


@blueprint.get("/content")
@requires(Permission.SEE_CONTENT)
def content() -> ResponseReturnValue:
    """What is published: questionnaires, intake, model and organisation, each with version and digest."""
    return render_template("admin/content.html", files=published.files(current_work()), names=published.FILE_NAMES)


@blueprint.get("/content/<digest>")
@requires(Permission.SEE_CONTENT)
def content_file(digest: str) -> ResponseReturnValue:
    """One published file in full: every question with its options, or every figure."""
    work = current_work()
    file = work.catalogue.files.get(digest) or abort(404)
    return render_template(
        "admin/content_file.html",
        file=file,
        sections=published.sections(work, digest),
        names=published.FILE_NAMES,
        kinds=published.KIND_NAMES,
    )
