"""What is ahead of an assessment, drawn for a page: the way to approval, how firmly it stands, what a year may cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import format_date

from vendorrisk import charts
from vendorrisk.charts import Chart
from vendorrisk.domain.outlook import Outlook, outlook
from vendorrisk.web.filters import money, points


@dataclass(frozen=True, slots=True)
class Prospects:
    """The figures of an assessment, the year simulated from them, and the charts of both."""

    figures: Mapping[str, Any]
    seen: Outlook
    way: Chart | None
    firmness: Chart | None
    year: Chart | None


def prospects(figures: Mapping[str, Any], as_of: dt.date, seed: str = "") -> Prospects | None:
    """The prospects of an assessment with these figures; `seed` is a record's digest. None for figures without them."""
    if "parts" not in figures["exposure"]:
        return None
    seen, lines = outlook(figures, seed), figures["lines"]
    return Prospects(
        figures=figures,
        seen=seen,
        way=charts.effort(figures["plan"], lines["approve"]),
        firmness=charts.ageing(figures, as_of, lines["approve"], _short),
        year=charts.exceedance(seen, lines["appetite"], money, points),
    )


def _short(day: dt.date) -> str:
    return str(format_date(day, "d MMM yyyy"))
