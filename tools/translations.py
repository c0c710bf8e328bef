"""Collects every text of pages, mails and documents, and keeps the Dutch catalogue in step.

`python tools/translations.py` updates `messages.po`, says what still has no Dutch, and compiles `messages.mo`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PO = ROOT / "vendorrisk" / "translations" / "nl" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.svg", "jinja2")]
# lazy_gettext is for texts made at import time, such as the labels of forms.
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def collected() -> Catalog:
    """Every message in the source, with the places it stands."""
    catalog = Catalog(project="vendorrisk", charset="utf-8")
    for folder in ("vendorrisk", "templates"):
        found = extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS)
        for name, _line, message, comments, context in found:
            catalog.add(message, None, [(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def translated() -> Catalog:
    """The Dutch catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="nl", project="vendorrisk", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="nl")


def untranslated(catalog: Catalog) -> Iterator[str]:
    """The messages of `catalog` that have no Dutch, or only a guess."""
    for message in catalog:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(texts)):
            yield message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    catalog = translated()
    catalog.update(collected(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=120, omit_header=False, sort_output=True, no_location=True)
    with MO.open("wb") as file:
        write_mo(file, catalog)
    missing = list(untranslated(catalog))
    for text in missing:
        sys.stdout.write(f"no Dutch: {text}\n")
    sys.stdout.write(f"{len(catalog)} texts, {len(missing)} without Dutch\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
