"""What a page of a record costs, against the same words without tables and pictures, all measured in this run.

    uv run python -m benchmarks.record [QUESTIONS [PROOFS]]

Then what the signature adds. All is made in this process, warm, the best of three: what a document costs is layout,
which is what it is built to keep cheap (fixed tables, no flex rows, static fonts). The child process adds its start:
about half a second.
"""
# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import datetime as dt
import io
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf

# WeasyPrint reads its fonts when it is imported: before that, the child's own set has to be named.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parents[1] / "vendorrisk" / "pdf" / "fonts" / "fonts.conf")
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="vendorrisk-fonts-")

from weasyprint import CSS, HTML

from tests.pdf.samples import record
from vendorrisk.domain.record import opened
from vendorrisk.pdf.composition import compose, stylesheet
from vendorrisk.pdf.signing import sign
from vendorrisk.pdf.typesetting import NothingFetched, typeset
from vendorrisk.storage import SealKeys

RUNS = 3
KEY = SealKeys(Path(tempfile.mkdtemp(prefix="vendorrisk-seal-")) / "seal-key", "Voorbeeldbank N.V.").read()
NOW = dt.datetime.now(dt.UTC)


def best(make: Callable[[], bytes]) -> tuple[float, int]:
    """The least seconds of RUNS runs, and the pages of what they make."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        document = make()
        times.append(time.process_time() - began)
    with pikepdf.open(io.BytesIO(document)) as pdf:
        return min(times), len(pdf.pages)


def plain(body: bytes) -> bytes:
    """The words of the document, a paragraph a cell, in the same type."""
    words = re.sub(r"<svg.*?</svg>", "", compose(opened(body), "en"), flags=re.DOTALL)
    words = re.sub(r"<(/?)(?:table|thead|tbody|tr)\b[^>]*>", r"<\1div>", words)
    words = re.sub(r"<(/?)(?:td|th)\b[^>]*>", r"<\1div>", words)
    fetcher = NothingFetched()
    style = CSS(string=stylesheet(), url_fetcher=fetcher)
    return bytes(HTML(string=words, url_fetcher=fetcher).write_pdf(stylesheets=[style], pdf_tags=True))


def main() -> None:
    questions = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    proofs = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    body = record(questions, proofs=proofs).body
    document = typeset(body, "en")
    seconds, pages = best(lambda: typeset(body, "en"))
    signing, _ = best(lambda: sign(document, KEY, NOW))
    floor, floor_pages = best(lambda: plain(body))
    print(
        f"{questions} questions, {proofs} proofs: {seconds:.2f} s of a core, {pages} pages of {seconds / pages:.3f} s"
    )
    print(f"the same words plain: {floor:.2f} s, {floor_pages} pages, {floor / floor_pages:.3f} s a page")
    print(f"signing it: {signing:.2f} s, {signing / (seconds + signing):.0%} of {seconds + signing:.2f} s for both")
    print(f"ratio, whole document: {seconds / floor:.2f}")


if __name__ == "__main__":
    main()
