"""A small content directory that is right, to be broken one line at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

from vendorrisk.resources import questionnaires_directory

PACK = """\
pack: small
version: "1"
title: {en: Small, nl: Klein}
intro: {en: A few questions., nl: Een paar vragen.}
sections:
  - id: one
    title: {en: One, nl: Een}
    questions:
      - id: first
        control: A-01
        ask: {en: "First?", nl: "Eerste?"}
        help: {en: Help., nl: Hulp.}
        kind: choice
        weight: 2
        acts_on: frequency
        options:
          - {id: no, credit: 0, label: {en: "No", nl: Nee}}
          - {id: yes, credit: 100, label: {en: "Yes", nl: Ja}}
      - id: second
        control: A-02
        ask: {en: "Second?", nl: "Tweede?"}
        help: {en: Help., nl: Hulp.}
        kind: number
        weight: 1
        acts_on: loss
        minimum: 0
        bands:
          - {at_least: 0, credit: 0}
          - {at_least: 12, credit: 100}
        when: {answer: first, is: yes}
"""


def directory(folder: Path, pack: str = PACK) -> Path:
    """The shipped intake, model and organisation, with `pack` beside the packs that the model asks for."""
    shipped = questionnaires_directory()
    (folder / "packs").mkdir(parents=True)
    for name in ("organisation.yaml", "intake.yaml", "risk-model.yaml"):
        shutil.copy(shipped / name, folder / name)
    for path in (shipped / "packs").glob("*.yaml"):
        shutil.copy(path, folder / "packs" / path.name)
    (folder / "packs" / "small.yaml").write_text(pack)
    return folder
