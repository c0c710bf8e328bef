"""What a page of a record costs, against the same words without tables and pictures, both measured in this run.

    uv run python -m benchmarks.record [QUESTIONS]

Both are typeset in this process, warm, the best of three: what remains is layout, which is what the document is built
to keep cheap (fixed tables, no flex rows, static fonts). The child process adds its start: about half a second.
"""
# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

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
from vendorrisk.pdf.typesetting import NothingFetched, typeset

RUNS = 3


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
    body = record(questions).body
    seconds, pages = best(lambda: typeset(body, "en"))
    floor, floor_pages = best(lambda: plain(body))
    print(f"{questions} questions: {seconds:.2f} s of a core, {pages} pages, {seconds / pages:.3f} s a page")
    print(f"the same words plain: {floor:.2f} s, {floor_pages} pages, {floor / floor_pages:.3f} s a page")
    print(f"ratio, whole document: {seconds / floor:.2f}")


if __name__ == "__main__":
    main()
