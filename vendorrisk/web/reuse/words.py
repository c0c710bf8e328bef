"""The words of the pages on reuse that come from tables: sources, hedges, and what became of a cell."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l

from vendorrisk.domain.comparing import Status
from vendorrisk.domain.hedges import Why
from vendorrisk.domain.reuse import Source
from vendorrisk.domain.sheets import Part

SOURCES: Final = {
    Source.WORKBOOK: _l("From your workbook"),
    Source.STATEMENT: _l("From your statement"),
    Source.EARLIER: _l("From your earlier answers"),
}

HEDGES: Final = {
    Why.AVAILABILITY: _l("says “where it is possible”, so perhaps not everywhere"),
    Why.EXPECTATION: _l("says what is expected, not what is done"),
    Why.ALIGNMENT: _l("says that a framework is followed, not that anybody attested it"),
    Why.QUANTITY: _l("says some or most, not all"),
    Why.INTENTION: _l("says what is aimed at or planned"),
    Why.FREQUENCY: _l("says that it happens, not how often"),
    Why.PERMISSION: _l("says what may be done, not what is done"),
    Why.REQUEST: _l("says that it is done for who asks"),
    Why.DENIED: _l("says that it is not so"),
}
"""Why wording is not a full yes, as it follows its quotation."""

PARTS: Final = {
    Part.ANSWER: _l("Answer"),
    Part.REASON: _l("Why it does not apply"),
    Part.EXCEPTIONS: _l("Exceptions"),
    Part.COMMENT: _l("Comment"),
}

STATUSES: Final = {
    Status.CHANGED: _l("changed"),
    Status.STALE: _l("changed, and changed here too since the workbook was made"),
    Status.UNCHANGED: _l("the same"),
    Status.KEPT: _l("left as it was"),
    Status.REFUSED: _l("refused"),
    Status.UNKNOWN: _l("not a question of this list"),
}
