"""`vendorrisk assess`: the main job without server or database, from a case in a file to a recommendation."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from vendorrisk import __version__
from vendorrisk.catalogue import CaseFile, Catalogue, CatalogueError, ContentFile, read_case
from vendorrisk.domain.assessment import Outcome
from vendorrisk.domain.assessment import assess as assess_case
from vendorrisk.domain.figures import figures
from vendorrisk.domain.outlook import Outlook, outlook
from vendorrisk.domain.record import EngagementNamed, Parts, Pinned, SealedRecord, VendorNamed, opened, seal
from vendorrisk.resources import questionnaires_directory

BAD_INPUT: Final = 2
FAILED: Final = 1


@click.command("assess")
@click.argument("case", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write the figures to FILE (-: standard output).",
)
@click.option(
    "--pdf", "pdf_file", type=click.Path(dir_okay=False, path_type=Path), help="Write the sealed document to FILE."
)
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.option(
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=questionnaires_directory,
    show_default="the content that ships",
    help="Where the content files are.",
)
def assess(case: Path, json_file: Path | None, pdf_file: Path | None, language: str, directory: Path) -> None:
    """Assess CASE, a file with intake facts and a vendor's answers: tier, effectiveness, residual, recommendation.

    Ends with 0 when there is a result, with 2 when the input is wrong, naming file and line.
    """
    try:
        case_file = read_case(case, Catalogue.load(directory))
    except CatalogueError as failure:
        _end(str(failure), BAD_INPUT)
    outcome = assess_case(case_file.case)
    record = _sealed(case_file, outcome)
    seen = outlook(opened(record.body).plain["figures"], record.digest)
    if str(json_file) != "-":
        # Imported here: a machine that reads JSON needs no report.
        from vendorrisk.cli.report import report

        click.echo(report(case_file, outcome, seen, language))
    if json_file or pdf_file:
        _write(json_file, _json(outcome, case_file, record, seen, language))
        _write(pdf_file, _pdf(record, language) if pdf_file else b"")


def _sealed(case_file: CaseFile, outcome: Outcome) -> SealedRecord:
    return seal(
        Parts(
            case=case_file.case,
            outcome=outcome,
            vendor=VendorNamed(**case_file.vendor.model_dump()),
            engagement=EngagementNamed(**case_file.engagement.model_dump()),
            content=tuple(_pinned(file) for file in case_file.content),
            portal=f"vendorrisk {__version__}",
        )
    )


def _pinned(file: ContentFile) -> Pinned:
    return Pinned(kind=file.kind, name=file.name, version=file.version, digest=file.digest, body=file.body)


def _pdf(record: SealedRecord, language: str) -> bytes:
    # Imported here: plain `assess` has no need of a typesetter.
    from vendorrisk.pdf.renderer import ChildRenderer, RenderFailed

    try:
        return ChildRenderer().render(record.body, language)
    except RenderFailed as failure:
        _end(f"the document could not be made: {failure}", FAILED)


def _json(outcome: Outcome, case_file: CaseFile, record: SealedRecord, seen: Outlook, language: str) -> bytes:
    exact = figures(case_file.case, outcome)
    shares, left = exact["effectiveness"], exact["residual"]
    plain = exact | {
        "case": case_file.id,
        "title": case_file.title.to(language),
        "as_of": case_file.case.as_of.isoformat(),
        "currency": case_file.case.organisation.currency,
        "tier_reasons": [one[language] for one in exact["tier_reasons"]],
        "effectiveness": {name: float(share["percent"]) if share else None for name, share in shares.items()}
        | {"exact": {name: share["exact"] if share else None for name, share in shares.items()}},
        "residual": {name: one["expected"] for name, one in left.items()},
        "residual_detail": left,
        "reasons": [one[language] for one in (*exact["reasons"], *exact["remarks"])],
        "reason_codes": [one["code"] for one in (*exact["reasons"], *exact["remarks"])],
        "conditions": [one | {"text": one["text"][language]} for one in exact["conditions"]],
        "simulation": {basis: asdict(year) for basis, year in seen.items()},
        **_content(case_file),
        "digest": record.digest,
    }
    del plain["remarks"]
    return json.dumps(plain, ensure_ascii=False, indent=2).encode() + b"\n"


def _content(case_file: CaseFile) -> dict[str, Any]:
    named = [
        {"kind": file.kind, "name": file.name, "version": file.version, "digest": file.digest}
        for file in case_file.content
    ]
    packs = [one for one in named if one["kind"] == "pack"]
    model = next(one for one in named if one["kind"] == "model")
    return {
        "pack": " + ".join(f"{one['name']} {one['version']}" for one in packs),
        "model": model["version"],
        "content": named,
    }


def _write(file: Path | None, body: bytes) -> None:
    if file is None:
        return
    if str(file) == "-":
        click.echo(body, nl=False)
        return
    try:
        file.write_bytes(body)
    except OSError as failure:
        _end(f"{file} cannot be written: {failure.strerror}", BAD_INPUT)


def _end(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
