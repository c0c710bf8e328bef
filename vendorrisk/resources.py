"""Where the files are that are not code: inside the package when installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parent


def templates_directory() -> Path:
    """Where the templates of pages, mails and documents are."""
    return _directory("templates")


def questionnaires_directory() -> Path:
    """Where the shipped content files are."""
    return _directory("questionnaires")


def translations_directory() -> Path:
    """Where the catalogues of translated texts are; these always stand inside the package."""
    return PACKAGE / "translations"


def _directory(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
