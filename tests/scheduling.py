"""Which tests run one after another in the same process: those that start the same portal, or kill what they start.

`xdist_group` would say it beside each test, but pytest-xdist 3.8 writes the group into a name that pytest 9.2 no longer
reads, so that every group was torn apart.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER: Final = ("tests/pages/", "tests/journeys/", "tests/crash/")


class Scheduling(LoadScopeScheduling):  # type: ignore[misc] - without types
    """Tests go wherever there is room, the folders `TOGETHER` each to one process, largest first."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    """How pytest-xdist spreads the tests."""
    return Scheduling(config, log)
