"""Views of the vendor: from the list of questionnaires to the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from urllib.parse import quote

from flask import Blueprint, flash, get_template_attribute, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from vendorrisk.domain.access import Permission
from vendorrisk.domain.asking import asked_when
from vendorrisk.domain.lifecycle import UNDECIDED, State
from vendorrisk.domain.questionnaire import Kind
from vendorrisk.domain.validation import BadValue
from vendorrisk.services import answering, talking
from vendorrisk.services.answering import Item, Left, SectionPage
from vendorrisk.services.casework import today
from vendorrisk.services.failures import Refused
from vendorrisk.web.access import current_actor, requires
from vendorrisk.web.answering import entries, words
from vendorrisk.web.answering.entries import Entry
from vendorrisk.web.answering.forms import SubmitForm
from vendorrisk.web.answering.pages import offers_countries, place_of, sections_with, slots_of, what_happens_next
from vendorrisk.web.answering.posting import Posted, add_sent, save_entry, save_page
from vendorrisk.web.answering.reading import Fields
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_work

blueprint = Blueprint("answering", __name__)
words.init_blueprint(blueprint)


@blueprint.get("/questionnaires")
@requires(Permission.ANSWER)
def index() -> ResponseReturnValue:
    """The questionnaires that are shared with one."""
    work = current_work()
    rows = answering.questionnaires(work, current_actor())
    return render_template("answering/index.html", rows=rows, today=today(work))


@blueprint.get("/questionnaires/<assessment_id>")
@requires(Permission.ANSWER)
def show(assessment_id: str) -> ResponseReturnValue:
    """What one is asked, by whom and by when; the sections with what is done; first what the reviewer asks."""
    actor = current_actor()
    tasks = answering.task_list(current_work(), actor, assessment_id)
    unfinished = [row.section for row in tasks.sections if row.answered < row.asked] if tasks.editable else []
    mine = [one for one in tasks.delegations if one.row.holder_id == actor.id]
    return render_template(
        "answering/show.html",
        tasks=tasks,
        upcoming=next(iter(unfinished), None),
        mine=mine,
        others=[one for one in tasks.delegations if one not in mine],
        sections_with=sections_with(tasks.delegations),
        unread=talking.unread(current_work(), current_actor(), tasks),
    )


@blueprint.get("/questionnaires/<assessment_id>/all")
@requires(Permission.ANSWER)
def everything(assessment_id: str) -> ResponseReturnValue:
    """Every question that could be asked, on one page."""
    view = answering.everything(current_work(), current_actor(), assessment_id)
    asked = view.questionnaire
    conditions = {one.id: asked_when(one, asked, current_language()) for one in asked.questions}
    return render_template(
        "answering/everything.html", assessment=view.assessment, questionnaire=asked, conditions=conditions
    )


@blueprint.get("/questionnaires/<assessment_id>/left")
@requires(Permission.ANSWER)
def left(assessment_id: str) -> ResponseReturnValue:
    """What is left to do, of one kind; without a kind, the first of which there is something."""
    view = answering.left_to_do(current_work(), current_actor(), assessment_id)
    kinds, show = view.items, request.args.get("show", "")
    return render_template(
        "answering/left.html",
        assessment=view.assessment,
        show=show if show in kinds else next((kind for kind, items in kinds.items() if items), Left.UNANSWERED),
        kinds=kinds,
        counts={kind: len(items) for kind, items in kinds.items()},
    )


@blueprint.get("/questionnaires/<assessment_id>/answers.json")
@requires(Permission.ANSWER)
def receipt(assessment_id: str) -> ResponseReturnValue:
    """One's own answers to keep: the very bytes of which the fingerprint is."""
    content = answering.receipt(current_work(), current_actor(), assessment_id)
    return send_file(BytesIO(content), mimetype="application/json", as_attachment=True, download_name="answers.json")


@blueprint.route("/questionnaires/<assessment_id>/sections/<section_id>", methods=["GET", "POST"])
@requires(Permission.ANSWER)
def section(assessment_id: str, section_id: str) -> ResponseReturnValue:
    """One section. Posted whole, it saves all that is valid and hands the rest back."""
    work, actor = current_work(), current_actor()
    page = answering.section_page(work, actor, assessment_id, section_id)
    if request.method == "GET":
        return _section_page(page, {})
    posted = save_page(work, actor, page, request.form, request.files)
    _remove_asked(assessment_id)
    _reuse_asked(assessment_id)
    if posted.failed:
        return _section_page(answering.section_page(work, actor, assessment_id, section_id), posted.failed), 422
    return redirect(_after(page, posted), 303)


def _section_page(page: SectionPage, failed: dict[str, Entry]) -> str:
    slots = slots_of(page, answering.files_beside(current_work(), current_actor(), page), failed)
    return render_template(
        "answering/section.html",
        page=page,
        assessment=page.assessment,
        editable=page.editable,
        slots=slots,
        failed=[slot.entry for slot in slots if slot.entry and slot.id in failed],
        place=place_of(page),
        offers_countries=offers_countries(page.section),
        threads=talking.beside(current_work(), page),
        talks=State(page.assessment.state) in UNDECIDED,
    )


def _remove_asked(assessment_id: str) -> None:
    """Without a script the button that removes a proof sends the page, so that nothing typed is lost."""
    question_id, slash, proof_id = request.form.get("remove", "").partition("/")
    if slash:
        answering.remove_proof(current_work(), current_actor(), assessment_id, question_id, proof_id)


def _reuse_asked(assessment_id: str) -> None:
    """Without a script so does the button that uses a file again."""
    question_id = request.form.get("known", "")
    if question_id:
        chosen = request.form.get(f"{question_id}.known", "")
        answering.reuse_proof(current_work(), current_actor(), assessment_id, question_id, chosen)


def _after(page: SectionPage, posted: Posted) -> str:
    """Where to go once a page is saved: back to it when there is more to do there, else on."""
    replaced = request.form.get("replace", "")
    buttons = ("stay", "remove", "replace", "known", "keep")
    pressed = next(filter(None, map(request.form.get, buttons)), "")
    here = url_for(
        "answering.section", assessment_id=page.assessment.id, section_id=page.section.id, replace=replaced or None
    )
    if pressed:
        return f"{here}#question-{quote(pressed.partition('/')[0])}"
    if posted.appeared:
        flash(
            ngettext(
                "Your answers brought one more question.",
                "Your answers brought %(num)d more questions.",
                len(posted.appeared),
            )
        )
        return f"{here}#question-{posted.appeared[0]}"
    after = place_of(page).after
    if after is None:
        return url_for("answering.check" if page.whole else "answering.show", assessment_id=page.assessment.id)
    return url_for("answering.section", assessment_id=page.assessment.id, section_id=after.id)


@blueprint.post("/questionnaires/<assessment_id>/answers/<question_id>")
@requires(Permission.ANSWER)
def save(assessment_id: str, question_id: str) -> ResponseReturnValue:
    """Save one answer as it changes: 200 only once it is durable, else 409 (another was first) or 422 (why not)."""
    work, actor = current_work(), current_actor()
    try:
        held = answering.hold_answer(work, actor, assessment_id, question_id)
        blank = Entry(assessment=assessment_id, question=held.question, section=held.section)
    except Refused:
        # Closed by now; saving says so beside what was typed.
        held = None
        question = answering.asked_question(work, actor, assessment_id, question_id)
        blank = Entry(assessment=assessment_id, question=question)
    entry = entries.typed(blank, Fields(request.form, question_id))
    changes = get_template_attribute("answering/save.html", "save")
    outcome = save_entry(work, actor, entry, held)
    if isinstance(outcome, Entry):
        return changes(outcome), 409 if outcome.theirs else 422
    appearing = [item for item in outcome.appearing if item.section == entry.section]
    return str(changes(entries.saved(entry, outcome), outcome, _shown(assessment_id, entry.section, appearing)))


def _shown(assessment_id: str, section_id: str, items: list[Item]) -> list[Entry]:
    """Questions that a save brought to a page, with the files beside them."""
    if not items:
        return []
    work, actor = current_work(), current_actor()
    files = answering.files_beside(work, actor, answering.section_page(work, actor, assessment_id, section_id))
    return [entries.with_files(entries.shown(assessment_id, item), files) for item in items]


@blueprint.post("/questionnaires/<assessment_id>/answers/<question_id>/proofs")
@requires(Permission.ANSWER)
def add_proof(assessment_id: str, question_id: str) -> ResponseReturnValue:
    """Keep a file as proof behind an answer."""
    page, entry = _found(assessment_id, question_id)
    entry = entries.typed(entry, Fields(request.form, question_id))
    refusal = add_sent(current_work(), current_actor(), entry, request.files, request.form.get("upload", ""))
    if not refusal:
        return _proofs(assessment_id, question_id)
    entry = replace(entry, proof_errors=(refusal,))
    if request.headers.get("HX-Request"):
        entry = entries.with_files(entry, answering.files_beside(current_work(), current_actor(), page))
        return render_template("answering/proofs.html", entry=entry, others=()), 422
    return _section_page(page, {question_id: entry}), 422


@blueprint.post("/questionnaires/<assessment_id>/answers/<question_id>/proofs/known")
@requires(Permission.ANSWER)
def reuse_proof(assessment_id: str, question_id: str) -> ResponseReturnValue:
    """Let a file that was given before stand behind an answer too."""
    chosen = request.form.get(f"{question_id}.known", "")
    answering.reuse_proof(current_work(), current_actor(), assessment_id, question_id, chosen)
    return _proofs(assessment_id, question_id)


@blueprint.post("/questionnaires/<assessment_id>/answers/<question_id>/proofs/<proof_id>/remove")
@requires(Permission.ANSWER)
def remove_proof(assessment_id: str, question_id: str, proof_id: str) -> ResponseReturnValue:
    """Take a proof away from an answer."""
    answering.remove_proof(current_work(), current_actor(), assessment_id, question_id, proof_id)
    return _proofs(assessment_id, question_id)


def _proofs(assessment_id: str, question_id: str) -> ResponseReturnValue:
    """What the proofs of a question have become, as the part of its page or as the way back to it."""
    page, entry = _found(assessment_id, question_id)
    if request.headers.get("HX-Request"):
        files = answering.files_beside(current_work(), current_actor(), page)
        shown = [entries.with_files(entries.shown(assessment_id, item), files) for item in page.items]
        able = [one for one in shown if not one.locked and one.question.kind is not Kind.STATEMENT]
        others = [one for one in able if one.question.id != question_id]
        return render_template("answering/proofs.html", entry=entries.with_files(entry, files), others=others)
    here = url_for("answering.section", assessment_id=assessment_id, section_id=page.section.id)
    return redirect(f"{here}#question-{question_id}", 303)


def _found(assessment_id: str, question_id: str) -> tuple[SectionPage, Entry]:
    """One question that is asked now, as it is stored, with the page of its section. Raises NotFound."""
    page, item = answering.page_of_question(current_work(), current_actor(), assessment_id, question_id)
    return page, entries.shown(assessment_id, item)


@blueprint.get("/questionnaires/<assessment_id>/proofs/<proof_id>")
@requires(Permission.SEE_ANSWERS)
def proof(assessment_id: str, proof_id: str) -> ResponseReturnValue:
    """A document, always to be kept, never to be shown inside the portal."""
    kept, data = answering.read_proof(current_work(), current_actor(), assessment_id, proof_id)
    answer = send_file(BytesIO(data), kept.media_type, as_attachment=True, download_name=kept.name)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@blueprint.post("/questionnaires/<assessment_id>/contradictions/<rule_id>")
@requires(Permission.ANSWER)
def explain(assessment_id: str, rule_id: str) -> ResponseReturnValue:
    """Say how answers that seem to contradict can all be true."""
    text = request.form.get("text", "")
    try:
        answering.explain(current_work(), current_actor(), assessment_id, rule_id, text)
    except (BadValue, Refused) as refusal:
        return _check_page(assessment_id, {rule_id: (text, refusal.reason.to(current_language()))}), 422
    return redirect(url_for("answering.check", assessment_id=assessment_id) + "#contradictions", 303)


@blueprint.get("/questionnaires/<assessment_id>/check")
@requires(Permission.ANSWER)
def check(assessment_id: str) -> ResponseReturnValue:
    """Every answer once more, what is missing first; afterwards the answers as they were submitted."""
    return _check_page(assessment_id, {})


def _check_page(assessment_id: str, refused: Mapping[str, tuple[str, str]]) -> str:
    """The page, with explanations that were not taken, by rule: what was typed and why not."""
    view = answering.check_answers(current_work(), current_actor(), assessment_id)
    told = [(part.section, [entries.shown(assessment_id, item) for item in part.items]) for part in view.sections]
    contradictions = [(one, [entries.shown(assessment_id, item) for item in one.items]) for one in view.contradictions]
    return render_template(
        "answering/check.html",
        assessment=view.assessment,
        sections=told,
        missing=[entries.shown(assessment_id, item) for item in view.missing],
        contradictions=contradictions,
        unexplained=view.unexplained,
        refused=refused,
        unsure=[entries.shown(assessment_id, item) for item in view.unsure],
        outstanding=view.outstanding,
        editable=view.editable,
    )


@blueprint.route("/questionnaires/<assessment_id>/submit", methods=["GET", "POST"])
@requires(Permission.ANSWER)
def submit(assessment_id: str) -> ResponseReturnValue:
    """Stand for the answers with name and position, and hand them in."""
    work, actor = current_work(), current_actor()
    view = answering.check_answers(work, actor, assessment_id)
    if not view.editable:
        return redirect(url_for("answering.submitted", assessment_id=assessment_id), 303)
    if view.missing or view.unexplained:
        return redirect(url_for("answering.check", assessment_id=assessment_id), 303)
    form = SubmitForm(name=actor.name)
    if form.validate_on_submit() and _handed_in(form, assessment_id):
        return redirect(url_for("answering.submitted", assessment_id=assessment_id), 303)
    return render_template("answering/submit.html", form=form, assessment=view.assessment), 422 if form.errors else 200


def _handed_in(form: SubmitForm, assessment_id: str) -> bool:
    try:
        answering.submit(
            current_work(), current_actor(), assessment_id, form.name.data.strip(), form.title.data.strip()
        )
    except (BadValue, Refused) as refusal:
        form.form_errors.append(refusal.reason.to(current_language()))
        return False
    return True


@blueprint.get("/questionnaires/<assessment_id>/submitted")
@requires(Permission.ANSWER)
def submitted(assessment_id: str) -> ResponseReturnValue:
    """The receipt, and what happens next."""
    view = answering.check_answers(current_work(), current_actor(), assessment_id)
    if view.assessment.submitted_at is None or view.editable:
        return redirect(url_for("answering.show", assessment_id=assessment_id), 303)
    organisation = current_work().catalogue.organisation.name
    steps = what_happens_next(view.assessment, organisation)
    return render_template("answering/submitted.html", assessment=view.assessment, answered=view.answered, steps=steps)
