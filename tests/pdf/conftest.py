"""Documents to look into, each rendered once: a decided record and a calculation, of the shipped content."""

import pytest

from tests.pdf import assessments
from vendorrisk.domain.record import SealedRecord
from vendorrisk.pdf.renderer import ChildRenderer


@pytest.fixture(scope="session")
def decided() -> SealedRecord:
    return assessments.record()


@pytest.fixture(scope="session")
def document(decided: SealedRecord) -> bytes:
    """The English document of the decided record."""
    return ChildRenderer().render(decided.body, "en")


@pytest.fixture(scope="session")
def calculation() -> SealedRecord:
    return assessments.record(decision=None)
