"""Templates hold no decisions, no inline code or style, and none lies about unused."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
FILES = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".svg", ".txt"})
PAGES = [path for path in FILES if path.suffix != ".txt" and "emails" not in path.parts]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_inline_code_or_style(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text), "a script stands in a file of its own"
    assert not re.search(r"\son[a-z]+=", text), "an event is bound in a script"
    if "documents" not in path.parts:
        assert not re.search(r"<style|\sstyle=", text), "style stands in a stylesheet"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_nothing_is_marked_safe(path: Path) -> None:
    assert "|safe" not in path.read_text().replace(" ", ""), "escape, or build markup with Markup in one reviewed place"


def test_every_template_is_used() -> None:
    sources = [path.read_text() for path in [*(ROOT / "vendorrisk").rglob("*.py"), *FILES]]
    whole = "\n".join(sources)
    unused = []
    for path in FILES:
        name = str(path.relative_to(TEMPLATES))
        # Mails and answer kinds are found by the name of their message or kind.
        if name.startswith("emails/"):
            found = f'"{path.parent.name}"' in whole
        elif name.startswith("components/answers/"):
            found = "components/answers/" in whole
        else:
            found = name in whole or name.removeprefix("security/") in whole
        if not found:
            unused.append(name)
    assert not unused


def test_one_component_a_file() -> None:
    for path in (TEMPLATES / "components").rglob("*.html"):
        public = [name for name in re.findall(r"macro (\w+)\(", path.read_text()) if not name.startswith("_")]
        assert len(public) <= 1, f"{path.name} holds {public}"
