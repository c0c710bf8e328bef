"""The document: archival, tagged, the same each time, with the whole record in it and nothing foreign let loose."""

import html
import http.server
import io
import threading
from collections.abc import Iterator

import pikepdf
import pikepdf.pdfa
import pytest
from weasyprint import HTML

from tests.pdf import assessments, samples
from vendorrisk.domain.outlook import outlook
from vendorrisk.domain.record import SealedRecord, close, opened
from vendorrisk.domain.wording import Money
from vendorrisk.pdf.asked import Asked
from vendorrisk.pdf.composition import compose
from vendorrisk.pdf.renderer import ChildRenderer
from vendorrisk.pdf.typesetting import NothingFetched

SCRIPTS = """Ελληνικά Русский Tiếng Việt Հայերեն ქართული العربية עברית हिन्दी ไทย 中文 日本語 한국어
emoji 👩‍👩‍👧‍👦 🇳🇱 ✅ ⚠️ tamil தமிழ் mathematics 𝔘𝔫𝔦 private \ue000 turned \u202edevorppa\u202c
Z\u0301\u0336\u0489\u0310\u0352\u0357\u0301\u0336\u0489algo """


def hostile(comment: str) -> SealedRecord:
    decision = {**samples.DECISION, "rationale": comment}
    return samples.record(8, comment=comment, author=comment[:60], decision=decision)


def problems(document: bytes) -> list[str]:
    return [str(finding) for finding in pikepdf.pdfa.validate_written(io.BytesIO(document), "3b").findings]


def test_it_is_pdf_a_3b_in_both_languages(document: bytes, decided: SealedRecord) -> None:
    assert not problems(document)
    assert not problems(ChildRenderer().render(decided.body, "nl"))


def test_the_same_record_gives_the_same_bytes(document: bytes, decided: SealedRecord) -> None:
    assert ChildRenderer().render(decided.body, "en") == document


def test_languages_are_different_documents_of_one_record(document: bytes, calculation: SealedRecord) -> None:
    english, dutch = (ChildRenderer().render(calculation.body, language) for language in ("en", "nl"))
    assert len({document, english, dutch}) == 3


def test_it_is_tagged_titled_and_in_its_language(document: bytes) -> None:
    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo.Title) == "Assessment record: Noordzee HR"
        kinds = set(_kinds(pdf.Root.StructTreeRoot))
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/L", "/P"} <= kinds


def _kinds(node: pikepdf.Object) -> Iterator[str]:
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        children = node.get("/K")
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            if isinstance(child, pikepdf.Dictionary):
                yield from _kinds(child)


def test_pictures_have_a_text_alternative(document: bytes) -> None:
    with pikepdf.open(io.BytesIO(document)) as pdf:
        alternatives = [
            str(node.Alt) for node in pdf.objects if isinstance(node, pikepdf.Dictionary) and "/Alt" in node
        ]
    assert any("approve line at" in text for text in alternatives)
    assert any("Expected loss a year" in text for text in alternatives)


def test_it_carries_the_record_itself(document: bytes, decided: SealedRecord) -> None:
    with pikepdf.open(io.BytesIO(document)) as pdf:
        embedded = pdf.attachments["record.json"]
        assert embedded.get_file().read_bytes() == decided.body
        assert embedded.relationship == pikepdf.Name.Source
        assert str(embedded.obj.EF.F.Params.ModDate) == "D:20261123150300Z"


def test_it_has_nothing_active_in_it(document: bytes) -> None:
    with pikepdf.open(io.BytesIO(document)) as pdf:
        names = {str(key) for node in pdf.objects if isinstance(node, pikepdf.Dictionary) for key in node}
        actions = {str(node.S) for node in pdf.objects if isinstance(node, pikepdf.Dictionary) and "/S" in node}
    assert not names & {"/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/URI"}
    assert not actions & {"/JavaScript", "/Launch", "/URI", "/SubmitForm", "/GoToR"}


def test_a_calculation_says_that_it_is_no_decision(calculation: SealedRecord) -> None:
    page = compose(opened(calculation.body), "en")
    assert "Calculation, not a decision" in page
    assert "Signatures" not in page


def test_a_decision_shows_who_signed_why_and_on_what(decided: SealedRecord) -> None:
    page = compose(opened(decided.body), "en")
    for shown in ("Rejected", "Roos Visser", "Daan de Boer", "withdrew its offer", "Encrypt the backups too."):
        assert shown in page
    assert assessments.DECISION.answers_digest in page


def test_it_lists_the_draft_findings_with_their_weight() -> None:
    members = samples.members(8)
    page = compose(opened(close(members).body), "nl")
    assert "<b>middel</b> · Deze twee kunnen niet allebei waar zijn." in page
    assert "Conceptbevindingen" in page
    members["figures"]["findings"] = []
    assert "Conceptbevindingen" not in compose(opened(close(members).body), "nl")


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "The shortest way to approval"), ("nl", "De kortste weg naar goedkeuring")]
)
def test_it_shows_the_plan_its_robustness_and_the_simulated_year(language: str, heading: str) -> None:
    record = opened(assessments.record(decision=None).body)
    figures, page = record.plain["figures"], html.unescape(compose(record, language))
    assert heading in page
    steps = figures["plan"]["steps"]
    assert steps
    assert all(step[language] in page for step in steps)
    asks = Asked(record.plain, language).asks
    for doubt in figures["robustness"]["verify_first"]:
        assert asks[doubt["question"]] in page
    rare = outlook(figures, record.digest)["proven"].rare
    assert Money(rare, "EUR").to(language) in page.replace("\xa0", " ")


def test_it_says_which_packs_were_asked_and_why() -> None:
    assert "Basis. Dit wordt gevraagd bij: hoog." in compose(opened(close(samples.members(8)).body), "nl")


def test_every_question_asked_is_in_it_with_its_control(decided: SealedRecord) -> None:
    record = opened(decided.body)
    page = compose(record, "nl")
    for question in assessments.case().questionnaire.questions:
        if any(line["question"] == question.id for line in record.plain["figures"]["answers"]):
            assert html.escape(question.ask.nl).replace("&#x27;", "&#39;") in page


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "{{7*7}}", "<style>*{display:none}</style>", "&amp;", "<img src=x onerror=y>"]
)
def test_markup_is_printed_literally(text: str) -> None:
    page = compose(opened(hostile(text).body), "en")
    assert f">{html.escape(text)}<" in page
    assert f">{text}<" not in page or text == html.escape(text)


def test_what_is_endless_leaves_the_document_whole() -> None:
    """Long names, no score, many signatures: still a document, still archival."""
    members = samples.members(6)
    members["vendor"]["name"] = "شركة " + "Verzekeringsmaatschappij" * 8
    members["engagement"] = {**members["engagement"], "title": "Tłumaczenia i 翻译 " * 12, "purpose": "purpose " * 300}
    members["decision"] = {**samples.DECISION, "signatures": [{**samples.SIGNATURE, "name": "N" * 120}] * 6}
    for scored in (members["figures"]["effectiveness"], *members["figures"]["sections"]):
        scored.update(worst=None, proven=None, claimed=None)
    members["figures"]["contributions"] = []
    assert not problems(ChildRenderer().render(close(members).body, "nl"))


def test_every_script_is_printed_and_archival() -> None:
    document = ChildRenderer().render(hostile(SCRIPTS + "W" * 500).body, "en")
    assert not problems(document)


def test_a_text_of_the_largest_size_is_typeset() -> None:
    comment = "ten words that say very little about any control. " * 400
    assert not problems(ChildRenderer().render(samples.record(4, comment=comment).body, "en"))


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """A web server that writes down what is asked of it."""
    asked: list[str] = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_nothing_is_fetched_whatever_the_markup_asks(canary: tuple[str, list[str]]) -> None:
    """Even if foreign markup got past escaping, it would reach neither network nor disk."""
    address, asked = canary
    page = f"""<link rel=stylesheet href={address}/css><link rel=attachment href=file:///etc/passwd>
    <style>@import url({address}/import); body {{ background: url({address}/background) }}
    @font-face {{ font-family: x; src: url(HTTP{address[4:]}/font) }}</style>
    <img src={address}/img><img src=file:///etc/passwd><object data={address}/object></object>
    <embed src={address}/embed>
    <svg><image href={address}/svg /></svg><p style="font-family: x">text</p>"""
    document = HTML(string=page, url_fetcher=NothingFetched()).write_pdf()
    assert not asked
    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert not pdf.attachments
