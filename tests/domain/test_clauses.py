"""The clauses of a contract follow from the facts of the engagement."""

from __future__ import annotations

from typing import Any

import pytest

from vendorrisk.catalogue import Catalogue
from vendorrisk.domain.assessment import context_of
from vendorrisk.domain.clauses import needed
from vendorrisk.domain.questionnaire import Tier


@pytest.mark.parametrize(
    ("facts", "regimes"),
    [
        ({"service": "goods", "data": ("none",), "function": "neither", "access": "none"}, []),
        ({"service": "goods", "data": ("personal",), "function": "neither", "access": "none"}, ["gdpr"]),
        ({"service": "goods", "data": ("none",), "function": "neither", "access": "read"}, ["nis2"]),
        ({"service": "software", "data": ("special",), "function": "regulated"}, ["gdpr", "nis2", "dora"]),
        ({"service": "software", "data": ("none",), "function": "critical"}, ["nis2", "dora", "dora-critical"]),
        ({}, []),
    ],
    ids=str,
)
def test_each_regime_is_needed_where_its_facts_hold(
    catalogue: Catalogue, facts: dict[str, Any], regimes: list[str]
) -> None:
    context = context_of(facts, catalogue.intake, Tier.HIGH)
    assert [regime.id for regime in needed(catalogue.clauses, context)] == regimes


def test_gdpr_and_dora_are_whole(catalogue: Catalogue) -> None:
    """Every letter of GDPR art. 28(3) and of DORA art. 30(2) and 30(3) has its clause."""
    said = {regime.id: " ".join(clause.source.en for clause in regime.clauses) for regime in catalogue.clauses}
    assert all(f"28(3)({letter})" in said["gdpr"] for letter in "abcdefgh")
    assert all(f"30(2)({letter})" in said["dora"] for letter in "abcdefghi")
    assert all(f"({letter})" in said["dora-critical"] for letter in "abcdef")
    assert all(f"({letter})" in said["nis2"] for letter in "abcdefgh")
