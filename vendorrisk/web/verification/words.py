"""What the page says of a file, sentence by sentence."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l

from vendorrisk.services.verification import Standing

FAULTS: Final = {
    "bytes_changed": _l("The bytes of the file were changed after it was sealed."),
    "bytes_added": _l("Bytes were added after the signature."),
    "signature_broken": _l("The signature under the file is damaged, or is not that of a record."),
    "seal_missing": _l("The seal at the end of the file is missing or damaged."),
    "record_unreadable": _l("The record inside the file cannot be read."),
    "digest_differs": _l("The record inside the file is not the one that its pages were made of."),
    "not_canonical": _l("The record is not written as it was sealed."),
    "checksum_differs": _l("The record was changed after it was sealed: its checksum differs."),
    "content_changed": _l("The questionnaire or the model that it was scored with was changed."),
}

NO_RECORD: Final = {
    "empty": _l("The file is empty."),
    "too_large": _l("The file is larger than any record."),
    "no_record": _l("This is neither a PDF with a record in it nor the JSON of one."),
    "not_json": _l("This begins as JSON, but is none."),
    "other_format": _l("This is JSON, but not of a record."),
}

STANDINGS: Final = {
    Standing.ISSUED: _l("This portal issued it, and every byte is as it was issued."),
    Standing.SEALED: _l("It was sealed with a key of this organisation, though this portal keeps another file of it."),
    Standing.OTHER_DOCUMENT: _l("This portal issued the record, but not this file: its pages may say something else."),
    Standing.UNKNOWN: _l("The file is whole, but this portal did not issue it, and no key of ours sealed it."),
}
