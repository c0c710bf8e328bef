"""Lists in pages, counted and cut by the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

Item = TypeVar("Item")
Row = TypeVar("Row")

PAGE_SIZE: Final = 25


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list: its rows, how many there are in all, its number from 1, and the rows of a full page."""

    rows: Sequence[Item]
    total: int
    number: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one, empty page."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The place in the whole list of the first row here, from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place in the whole list of the last row here."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def paged(
    session: Session,
    query: Select[*tuple[Any, ...]],
    number: int,
    shape: Callable[[Any], Item],
    *,
    size: int = PAGE_SIZE,
) -> Page[Item]:
    """Page `number` of the rows of `query`, which must be ordered; each row is made an item by `shape`.

    A number before the first page gives the first, one past the end gives the last.
    """
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(max(1, number), max(1, -(-total // size)))
    rows = session.execute(query.limit(size).offset((number - 1) * size)).unique().all()
    return Page([shape(row) for row in rows], total, number, size)
