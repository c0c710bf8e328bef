"""`vendorrisk whatif`: which past recommendations would be others under another risk model."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from vendorrisk.app import open_portal
from vendorrisk.catalogue import CatalogueError
from vendorrisk.catalogue.fitting import read_model
from vendorrisk.domain.figures import share_figures
from vendorrisk.domain.model import RiskModel
from vendorrisk.domain.record import NotARecord
from vendorrisk.domain.whatif import Standpoint
from vendorrisk.pdf.sealing import LARGEST, examine
from vendorrisk.services.whatif import Judged, Past, judge, judge_all

BAD_INPUT: Final = 2
FILES: Final = {".json", ".pdf"}


@click.command("whatif")
@click.option("--model", "model_file", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--records",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Judge the records (PDF or JSON) in this directory; no database is asked.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
def whatif(model_file: Path, records: Path | None, as_json: bool) -> None:
    """Judge past assessments under the risk model in a file, each with its own questionnaires, facts and answers.

    Lists those whose recommendation or tier would be another. Nothing is written. Exit 0; 2 when the model is wrong,
    naming file and line.
    """
    try:
        model = read_model(model_file)
    except CatalogueError as failure:
        click.echo(str(failure), err=True)
        sys.exit(BAD_INPUT)
    judged = list(_of_files(records, model) if records else _of_portal(model))
    click.echo(json.dumps(_plain(judged, model), ensure_ascii=False, indent=2) if as_json else _report(judged, model))


def _of_portal(model: RiskModel) -> Iterator[Judged]:
    with open_portal() as portal, portal.work() as work:
        yield from judge_all(work.session, model)


def _of_files(directory: Path, model: RiskModel) -> Iterator[Judged]:
    """Each record once, though its English and its Dutch document both lie here."""
    seen: set[str] = set()
    for file in sorted(directory.iterdir()):
        if file.suffix.lower() not in FILES or not file.is_file():
            continue
        one = _of_file(file, model)
        if one.past.digest not in seen or not one.past.digest:
            seen.add(one.past.digest)
            yield one


def _of_file(file: Path, model: RiskModel) -> Judged:
    unknown = Past("", "", file.name, "")
    try:
        with file.open("rb") as stream:
            found = examine(stream.read(LARGEST + 1))
    except NotARecord:
        return Judged(unknown, None, "it is not a record")
    if found.faults or found.record is None:
        return Judged(unknown, None, "it was changed after it was sealed; see vendorrisk verify")
    return judge(found.digest, found.record.plain, model)


def _report(judged: list[Judged], model: RiskModel) -> str:
    lines = [line for one in judged for line in _lines(one)]
    differ = sum(1 for one in judged if one.comparison and one.comparison.differs)
    unjudged = sum(1 for one in judged if one.comparison is None)
    summary = f"{len(judged)} records under model {model.version}: {differ} would differ, {unjudged} cannot be judged"
    return "\n".join([*lines, summary])


def _lines(one: Judged) -> list[str]:
    named = ", ".join(filter(None, (one.past.vendor, one.past.engagement)))
    head = f"{named}, decided on {one.past.decided_on}" if one.past.decided_on else named
    if one.comparison is None:
        return [f"{head}: cannot be judged under this model: {one.why}"]
    if not one.comparison.differs:
        return []
    then, now = one.comparison.then, one.comparison.now
    return [
        f"{head}: {then.verdict.value} → {now.verdict.value}",
        f"  tier {then.tier.value} → {now.tier.value}",
        f"  proven {_share(then)} → {_share(now)}",
        f"  expected loss {then.expected:,} → {now.expected:,} a year",
    ]


def _share(stand: Standpoint) -> str:
    figures = share_figures(stand.proven)
    return f"{figures['percent']} %" if figures else "no score"


def _plain(judged: list[Judged], model: RiskModel) -> dict[str, Any]:
    return {
        "model": model.version,
        "records": len(judged),
        "differ": [
            asdict(one.past) | {"then": _figures(one.comparison.then), "now": _figures(one.comparison.now)}
            for one in judged
            if one.comparison and one.comparison.differs
        ],
        "cannot_be_judged": [asdict(one.past) | {"why": one.why} for one in judged if one.comparison is None],
    }


def _figures(stand: Standpoint) -> dict[str, Any]:
    return {
        "tier": stand.tier.value,
        "recommendation": stand.verdict.value,
        "proven": share_figures(stand.proven),
        "expected": stand.expected,
    }
