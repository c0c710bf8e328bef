"""The renderer behind `services.ports.Renderer`: each document is made by a child process of its own.

A child because WeasyPrint shares a font map that threads corrupt, because a hostile text may cost memory and time, and
because what typesets foreign text should hold no secret: the child's environment is made here from nothing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from vendorrisk.pdf import framing
from vendorrisk.pdf.limits import WALL_SECONDS
from vendorrisk.services.ports import Pictures

PACKAGE: Final = Path(__file__).resolve().parents[1]
PASSED_ON: Final = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What a process needs to find its libraries; nothing else of ours is passed on."""


READING_SECONDS: Final = 10.0
"""How long somebody waits for a PDF of theirs to be read."""
DRAWING_SECONDS: Final = 45.0
"""How long the worker draws a foreign document, on a busy machine too; its CPU time is held to less."""


class RenderFailed(Exception):
    """The document could not be made; the message says why in one line, the cause stays in the log."""


class ChildRenderer:
    """Renders a record as PDF in a child process with clean environment, a time limit and a memory limit."""

    def __init__(self, seconds: float = WALL_SECONDS) -> None:
        self._seconds = seconds

    def render(self, body: bytes, language: str) -> bytes:
        """The PDF of the record whose canonical JSON is `body`; the same bytes for the same body and language.

        Raises RenderFailed when the record cannot be typeset or takes more time or memory than a document may.
        """
        return self._made("record", body, language)

    def render_printout(self, body: bytes, language: str) -> bytes:
        """The PDF of a questionnaire, blank or answered; the same bytes for the same body and language.

        Raises RenderFailed as `render` does.
        """
        return self._made("printout", body, language)

    def _made(self, kind: str, body: bytes, language: str) -> bytes:
        asked = json.dumps({"kind": kind, "body": body.decode(), "language": language}).encode()
        return child("vendorrisk.pdf", asked, self._seconds)

    def text(self, content: bytes) -> str:
        """The text of a PDF that somebody sent, page by page; empty when it has none that can be read in the time."""
        try:
            return child("vendorrisk.pdf.extraction", content, READING_SECONDS).decode()
        except RenderFailed:
            return ""

    def pictures(self, content: bytes, media_type: str) -> Pictures:
        """The first pages of a PDF, PNG or JPEG that somebody sent, as far as they can be drawn in the time."""
        # Into a file: what was drawn before the time was up is kept, and the child's limit on files bounds it.
        with tempfile.TemporaryFile() as drawn, tempfile.TemporaryDirectory(prefix="vendorrisk-pdf-") as folder:
            try:
                child = subprocess.run(  # noqa: S603 - our own module
                    [sys.executable, "-P", "-m", "vendorrisk.pdf.drawing", media_type],
                    input=content,
                    stdout=drawn,
                    stderr=subprocess.DEVNULL,
                    env=_environment(folder),
                    cwd=folder,
                    timeout=DRAWING_SECONDS,
                    check=False,
                )
                ended = child.returncode
            except subprocess.TimeoutExpired:
                ended = framing.OUT_OF_TIME
            drawn.seek(0)
            return framing.read(drawn.read(), ended)


def child(module: str, given: bytes, seconds: float) -> bytes:
    """What the child process `module` makes of `given`. Raises RenderFailed."""
    with tempfile.TemporaryDirectory(prefix="vendorrisk-pdf-") as folder:
        try:
            ended = subprocess.run(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", module],
                input=given,
                capture_output=True,
                env=_environment(folder),
                cwd=folder,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise RenderFailed(f"the document took more than {seconds:g} seconds") from None
    if ended.returncode or not ended.stdout:
        raise RenderFailed(_last_line(ended.stderr) or f"the renderer ended with {ended.returncode}")
    return ended.stdout


def _environment(folder: str) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
        "PYTHONPATH": str(PACKAGE.parent),
        "PYTHONHASHSEED": "0",
        "LANG": "C.UTF-8",
        "HOME": folder,
        "XDG_CACHE_HOME": folder,
        "FONTCONFIG_FILE": str(PACKAGE / "pdf" / "fonts" / "fonts.conf"),
    }


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
