"""Lists are counted and cut by the database, and a page that does not exist is the nearest one that does."""

import pytest
from sqlalchemy import select

from tests.factories import MONDAY
from vendorrisk.persistence.models import Vendor
from vendorrisk.services.paging import Page, paged
from vendorrisk.services.work import Work


def names(work: Work, number: int) -> Page[str]:
    query = select(Vendor.name).order_by(Vendor.name)
    return paged(work.session, query, number, lambda row: str(row.name), size=10)


@pytest.mark.parametrize(
    ("asked", "number", "first", "last"),
    [(1, 1, 1, 10), (3, 3, 21, 23), (99, 3, 21, 23), (0, 1, 1, 10), (-5, 1, 1, 10)],
)
def test_a_page_knows_its_place(work: Work, asked: int, number: int, first: int, last: int) -> None:
    work.session.add_all(Vendor(name=f"vendor {i:02}", name_key=str(i), created_at=MONDAY) for i in range(23))
    work.commit()
    page = names(work, asked)
    assert (page.number, page.first, page.last, page.total, page.pages) == (number, first, last, 23, 3)
    assert page.rows[0] == f"vendor {first - 1:02}"


def test_an_empty_list_has_one_empty_page(work: Work) -> None:
    page = names(work, 1)
    assert (list(page.rows), page.pages, page.first, page.last) == ([], 1, 0, 0)
