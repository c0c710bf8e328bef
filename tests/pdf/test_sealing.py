"""Every byte of a document is under its seal: whatever is changed, wherever, is found with nothing but the file."""

import io
import random
import re

import pikepdf
import pytest

from tests.pdf.samples import record
from vendorrisk.domain.record import NotARecord, SealedRecord
from vendorrisk.pdf import sealing
from vendorrisk.pdf.sealing import Medium, examine, seal


def flipped(data: bytes, at: int, bits: int = 0x01) -> bytes:
    return data[:at] + bytes([data[at] ^ bits]) + data[at + 1 :]


def places(data: bytes) -> list[int]:
    """150 places in `data`, the same in each run; benchmarks/tampering.py tries a thousand others each time."""
    return random.Random(20261123).sample(range(len(data)), 150)  # noqa: S311 - places, not secrets


def passes(data: bytes) -> bool:
    """Whether `data` is taken for an intact record."""
    try:
        return examine(data).intact
    except NotARecord:
        return False


def with_attachment(body: bytes) -> bytes:
    """A sealed PDF of one blank page with `body` where the record belongs."""
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments[sealing.ATTACHMENT] = pikepdf.AttachedFileSpec(pdf, body, filename=sealing.ATTACHMENT)
        pdf.save(target, compress_streams=True, recompress_flate=True)
    return seal(target.getvalue())


def codes(data: bytes) -> set[str]:
    return {fault.code for fault in examine(data).faults}


def regions(data: bytes) -> dict[str, int]:
    """A byte in each part of a document that matters."""
    attachment = data.index(b"/Type /EmbeddedFile")
    streams = [found.start() + 40 for found in re.finditer(rb"stream\n", data)]
    mark = data.rindex(b"%vendorrisk-seal")
    return {
        "first byte": 0,
        "version": 5,
        "binary comment": 11,
        "first stream": streams[0],
        "attachment": data.index(b"stream", attachment) + 200,
        "attachment's dates": data.index(b"CreationDate", attachment) + 20,
        "last font or object stream": streams[-4],
        "cross-reference stream": streams[-2],
        "mark": mark + 3,
        "digest in the seal": mark + 40,
        "line end of the seal": data.index(b"\n", mark),
        "startxref": data.rindex(b"startxref") + 2,
        "offset": data.rindex(b"startxref") + 11,
        "end of file": len(data) - 4,
        "last byte": len(data) - 1,
    }


def test_an_untouched_document_is_intact(document: bytes, decided: SealedRecord) -> None:
    found = examine(document)
    assert found.intact
    assert found.medium is Medium.PDF
    assert found.digest == decided.digest


def test_any_flipped_byte_is_found(document: bytes) -> None:
    missed = [at for at in places(document) if examine(flipped(document, at)).intact]
    assert not missed


@pytest.mark.parametrize("bits", [0x01, 0x20, 0x5E, 0x80])
def test_a_flip_in_each_region_is_found(document: bytes, bits: int) -> None:
    missed = [name for name, at in regions(document).items() if not codes(flipped(document, at, bits))]
    assert not missed


@pytest.mark.parametrize("part", [0.999, 0.9, 0.5, 0.1])
def test_a_cut_document_is_altered(document: bytes, part: float) -> None:
    assert codes(document[: int(len(document) * part)]) >= {"seal_missing"}


@pytest.mark.parametrize("more", [b"\n", b" ", b"%%EOF\n", b"\x00" * 4096])
def test_an_appended_byte_is_found(document: bytes, more: bytes) -> None:
    assert "seal_missing" in codes(document + more)


def test_bytes_before_the_document_are_found(document: bytes) -> None:
    assert "bytes_changed" in codes(b"\n" + document)


def test_a_document_with_the_record_of_another_is_found_though_its_seal_is_made_anew(document: bytes) -> None:
    """Whoever alters a file can seal it again; the digest that its pages were made for still tells."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(document)) as pdf:
        pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.write(record().body)
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert codes(seal(target.getvalue())) == {"digest_differs"}


def test_the_bare_record_is_examined_too(decided: SealedRecord) -> None:
    found = examine(decided.body)
    assert found.intact
    assert found.medium is Medium.JSON
    assert found.digest == decided.digest


def test_any_changed_byte_of_the_bare_record_is_found(decided: SealedRecord) -> None:
    missed = [at for at in places(decided.body) if passes(flipped(decided.body, at))]
    assert not missed


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"Dear vendor,", "no_record"),
        (b"\x00" * 1000, "no_record"),
        (b"{}", "other_format"),
        (b'{"format": "vendorrisk-record/99"}', "other_format"),
        (b"{" * 100_000, "not_json"),
        (b'{"format": "vendorrisk-record/1", "as_of": 0.5}', "not_json"),
        (b'{"format": "vendorrisk-record/1", "as_of": "\\ud800"}', "not_json"),
        (b"{\xff}", "not_json"),
    ],
)
def test_what_is_no_record_is_said_to_be_none(data: bytes, code: str) -> None:
    with pytest.raises(NotARecord) as refused:
        examine(data)
    assert refused.value.code == code


def test_another_pdf_is_no_record() -> None:
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(target)
    with pytest.raises(NotARecord):
        examine(target.getvalue())


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(NotARecord) as refused:
        examine(bytes(sealing.LARGEST + 1))
    assert refused.value.code == "too_large"


def test_a_record_that_unpacks_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "LARGEST", 100_000)
    bomb = with_attachment(bytes(10_000_000))
    assert len(bomb) < sealing.LARGEST
    assert codes(bomb) == {"record_unreadable"}


def test_only_a_finished_pdf_is_sealed() -> None:
    with pytest.raises(ValueError, match="startxref"):
        seal(b"%PDF-1.7\nno end")
