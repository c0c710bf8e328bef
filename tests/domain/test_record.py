"""The sealed record: one spelling, whole, found when changed, and scored again to the same figures."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest

from tests.pdf import assessments
from vendorrisk.domain.canonical import canonical_json
from vendorrisk.domain.record import FORMAT, NotARecord, SealedRecord, close, opened, seal
from vendorrisk.domain.replay import case_of, differences, recompute
from vendorrisk.services.verification import ReplayFailed, replayed


@pytest.fixture(scope="module")
def sealed() -> SealedRecord:
    return assessments.record()


def changed(sealed: SealedRecord, change: Any) -> SealedRecord:
    """The record with `change` made to it, and sealed again as whoever forges it would."""
    record = json.loads(sealed.body)
    change(record)
    return close({name: value for name, value in record.items() if name not in {"format", "checksum"}})


def test_equal_parts_give_equal_bytes(sealed: SealedRecord) -> None:
    assert assessments.record() == sealed


def test_another_decision_gives_another_digest(sealed: SealedRecord) -> None:
    later = replace(assessments.DECISION, decided_at=assessments.DECIDED + dt.timedelta(seconds=1))
    assert assessments.record(later).digest != sealed.digest


def test_it_is_canonical_json_with_all_that_is_needed(sealed: SealedRecord) -> None:
    record = json.loads(sealed.body)
    assert canonical_json(record) == sealed.body
    assert record["format"] == FORMAT
    assert record["kind"] == "record"
    assert [one["kind"] for one in record["content"]] == ["intake", "model", "organisation", *3 * ["pack"]]
    assert record["decision"]["signatures"][0] == {
        "name": "Roos Visser",
        "role": "risk_lead",
        "at": "2026-11-23T11:03:00+00:00",
    }
    assert {"en", "nl"} <= record["figures"]["reasons"][0].keys()
    assert record["answers"]["encryption-at-rest"]["author"] == "Imke Smit"
    assert record["answers"]["encryption-at-rest"]["proofs"][0]["sha256"] == assessments.PROOF.sha256


def test_without_a_decision_it_is_a_calculation() -> None:
    record = json.loads(assessments.record(decision=None).body)
    assert record["kind"] == "calculation"
    assert record["decision"] is record["sealed_at"] is None


def test_a_true_record_opens_without_fault_and_computes_the_same(sealed: SealedRecord) -> None:
    record = opened(sealed.body)
    assert record.digest == sealed.digest
    assert record.faults == ()
    assert replayed(record.plain) == ()


def test_what_was_answered_is_read_back_whole(sealed: SealedRecord) -> None:
    case, library = assessments.case(), assessments.catalogue()
    again = case_of(
        opened(sealed.body).plain,
        intake=library.intake,
        packs=case.questionnaire.packs,
        model=library.model,
        organisation=library.organisation,
    )
    assert again == case
    assert recompute(opened(sealed.body).plain, again) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda body: body.replace(b"Imke Smit", b"Imke Smid", 1), "checksum_differs"),
        (lambda body: body.replace(b'"vendor":', b'"vendor": ', 1), "not_canonical"),
        (lambda body: body + b"\n", "not_canonical"),
        (lambda body: body.replace(b'"version":"2026.1"', b'"version":"2026.2"', 1), "checksum_differs"),
    ],
)
def test_a_changed_record_shows_it(sealed: SealedRecord, change: Any, code: str) -> None:
    assert code in {fault.code for fault in opened(change(sealed.body)).faults}


def test_changed_content_is_named_even_when_the_record_is_sealed_again(sealed: SealedRecord) -> None:
    def lower_the_bar(record: dict[str, Any]) -> None:
        pack = next(one for one in record["content"] if one["kind"] == "pack")
        pack["body"]["title"]["en"] = "Another title"

    faults = opened(changed(sealed, lower_the_bar).body).faults
    assert [(fault.code, fault.detail) for fault in faults] == [("content_changed", "pack baseline 2026.1")]


def test_a_forged_figure_is_named_with_both_values(sealed: SealedRecord) -> None:
    def flatter(record: dict[str, Any]) -> None:
        record["figures"]["effectiveness"]["proven"]["percent"] = "99.0"

    found = replayed(opened(changed(sealed, flatter).body).plain)
    assert [(one.figure, one.recorded) for one in found] == [("effectiveness.proven.percent", '"99.0"')]
    assert found[0].recomputed != '"99.0"'


def test_a_forged_answer_no_longer_computes(sealed: SealedRecord) -> None:
    def better(record: dict[str, Any]) -> None:
        answer = record["answers"]["penetration-test"]
        answer["assurance"], answer["proofs"] = "tested", [dict(record["answers"]["encryption-at-rest"]["proofs"][0])]

    figures = {one.figure for one in replayed(opened(changed(sealed, better).body).plain)}
    assert "effectiveness.proven.exact" in figures


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record["content"].clear(),
        lambda record: record["answers"]["encryption-at-rest"].update(value="no-such-option"),
        lambda record: record["answers"]["encryption-at-rest"].pop("as_of"),
        lambda record: record["answers"].update({"encryption-at-rest": None}),
        lambda record: record.update(as_of="someday"),
        lambda record: record.update(facts=[1, 2]),
        lambda record: record.update(content="gone"),
    ],
)
def test_a_record_that_does_not_fit_its_content_says_so(sealed: SealedRecord, change: Any) -> None:
    forged = opened(changed(sealed, change).body)
    with pytest.raises(ReplayFailed):
        replayed(forged.plain)


def without_packs(record: dict[str, Any]) -> None:
    record["content"] = [one for one in record["content"] if one["kind"] != "pack"]


def test_a_record_without_its_pack_computes_to_nothing(sealed: SealedRecord) -> None:
    forged = opened(changed(sealed, without_packs).body)
    assert "effectiveness.proven" in {one.figure for one in replayed(forged.plain)}


def test_every_differing_leaf_is_found() -> None:
    one = {"a": [1, 2], "b": {"c": "x"}, "d": None, "e": [1]}
    other = {"a": [1, 3], "b": {"c": "y"}, "f": 1, "e": [1, 2]}
    assert [found.figure for found in differences(one, other)] == ["a[1]", "b.c", "e", "f"]
    assert not list(differences(one, one))


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"x"', b'{"format":"x"}', b'{"format":1e400}', b"\xff\xfe"])
def test_what_is_no_record_is_refused(body: bytes) -> None:
    with pytest.raises(NotARecord):
        opened(body)


def test_a_record_of_every_shipped_part_is_small(sealed: SealedRecord) -> None:
    assert len(sealed.body) < 1_000_000
    assert seal(assessments.parts()).body == sealed.body
