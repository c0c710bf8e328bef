"""The sealed record of an assessment: one canonical JSON that holds everything needed to judge it again in ten years.

Its digest is the SHA-256 of its very bytes. Inside it carries a checksum over all its other members, so that a changed
record is found even when nobody is left to ask for the digest.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any, Final, TypeAlias

from vendorrisk.domain.answers import Answer
from vendorrisk.domain.assessment import Case, Outcome
from vendorrisk.domain.canonical import canonical_json, digest
from vendorrisk.domain.changes import Change, Turn
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.figures import figures, share_figures
from vendorrisk.domain.recommendation import answer_text
from vendorrisk.domain.scoring import Line
from vendorrisk.domain.validation import plain_value

FORMAT: Final = "vendorrisk-record/1"

Plain: TypeAlias = Mapping[str, Any]
"""What JSON holds, as read back from a record."""


class NotARecord(Exception):
    """What was given is no record at all. `code`: empty, too_large, no_record, not_json, other_format."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a record or its file that is not as it was sealed.

    `code`: bytes_changed, seal_missing, record_unreadable, digest_differs, not_canonical, checksum_differs,
    content_changed; `detail` names what, where there is something to name.
    """

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that comes out otherwise when it is computed again: its place, as recorded, and as recomputed."""

    figure: str
    recorded: str
    recomputed: str


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """A record as it is kept: its canonical JSON, and the SHA-256 of those bytes in hex."""

    digest: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A record read back, with the faults that show without any other knowledge."""

    digest: str
    plain: Plain
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorNamed:
    name: str
    website: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementNamed:
    """What the vendor is to do for us, and who asked for it when."""

    title: str
    purpose: str = ""
    requested_by: str = ""
    requested_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A content file as it was used: `kind` is intake, pack, model or organisation; `body` its plain content, whole."""

    kind: str
    name: str
    version: str
    digest: str
    body: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """One approver's signature: the name and role at the time, and when (UTC)."""

    name: str
    role: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionSet:
    """A condition that the decision carries."""

    question: str
    text: str
    proof_wanted: str
    owner: str
    due_on: dt.date
    before_go_live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken:
    """What was decided, by whom, on which answers (their digest), and under which conditions."""

    verdict: Verdict
    rationale: str
    answers_digest: str
    decided_at: dt.datetime
    signatures: tuple[Signed, ...]
    conditions: tuple[ConditionSet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The record of the assessment before this one, by its digest, and what changed since, question by question."""

    digest: str
    decided_at: dt.datetime
    verdict: Verdict
    proven: Fraction | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attested:
    """Who of the vendor submitted the answers and stands by them."""

    name: str
    title: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailHead:
    """The last event of the audit trail at sealing: it anchors the trail in every record."""

    position: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a record is made of. Without `decision` it is a calculation, made by `vendorrisk assess`.

    `authors` and `reviewers` are names by question id. `content` is what `case` was read from: intake, model,
    organisation, and the packs in the order in which they were merged.
    """

    case: Case
    outcome: Outcome
    vendor: VendorNamed
    engagement: EngagementNamed
    content: tuple[Pinned, ...]
    portal: str
    authors: Mapping[str, str] = field(default_factory=dict)
    reviewers: Mapping[str, str] = field(default_factory=dict)
    sealed_at: dt.datetime | None = None
    attested: Attested | None = None
    decision: DecisionTaken | None = None
    trail: TrailHead | None = None
    follows: Followed | None = None


def seal(parts: Parts) -> SealedRecord:
    """The sealed record of `parts`; equal parts give equal bytes."""
    case = parts.case
    return close(
        {
            "kind": "record" if parts.decision else "calculation",
            "as_of": case.as_of,
            "sealed_at": parts.sealed_at,
            "portal": parts.portal,
            "currency": case.organisation.currency,
            "vendor": asdict(parts.vendor),
            "engagement": asdict(parts.engagement),
            "facts": {name: plain_value(value) for name, value in case.facts.items()},
            "answers": {name: _answer(parts, answer) for name, answer in case.answers.items()},
            "content": [asdict(one) for one in parts.content],
            "figures": figures(case, parts.outcome),
            "attested": asdict(parts.attested) if parts.attested else None,
            "decision": asdict(parts.decision) if parts.decision else None,
            "trail": asdict(parts.trail) if parts.trail else None,
        }
        # Members that not every record has: those made before there were any recompute byte for byte.
        | ({"acceptances": [asdict(one) for one in case.acceptances]} if case.acceptances else {})
        | ({"follows": _follows(parts.follows)} if parts.follows else {})
    )


def _answer(parts: Parts, answer: Answer) -> Plain:
    members = asdict(answer)
    members["author"] = parts.authors.get(answer.question, "")
    if answer.review:
        members["review"]["reviewer"] = parts.reviewers.get(answer.question, "")
    return members


def _follows(earlier: Followed) -> Plain:
    return {
        "digest": earlier.digest,
        "decided_at": earlier.decided_at,
        "verdict": earlier.verdict,
        "proven": share_figures(earlier.proven),
        "changes": [
            {
                "question": one.question.id,
                "control": one.question.control,
                "ask": asdict(one.question.ask),
                "turn": one.turn.value,
                "then": _said(one.then),
                "now": _said(one.now),
            }
            for one in earlier.changes
            if one.turn is not Turn.SAME
        ],
    }


def _said(line: Line | None) -> Plain | None:
    return {**asdict(answer_text(line)), "assurance": line.assurance.value} if line else None


def close(members: Mapping[str, object]) -> SealedRecord:
    """The sealed record of `members`, with format and checksum added."""
    body = {"format": FORMAT, **members}
    sealed = canonical_json({**body, "checksum": digest(body)})
    return SealedRecord(hashlib.sha256(sealed).hexdigest(), sealed)


def opened(body: bytes) -> Opened:
    """The record whose JSON is `body`. Raises NotARecord when it is no JSON, or of another format."""
    try:
        record = json.loads(body.decode(), parse_float=_refuse_float, parse_constant=_refuse_float)
        if not isinstance(record, dict) or record.get("format") != FORMAT:
            raise NotARecord("other_format")
        return Opened(hashlib.sha256(body).hexdigest(), record, tuple(_faults(body, record)))
    # A lone surrogate or a bottomless list parses, and fails only when it is written again.
    except (ValueError, RecursionError):
        raise NotARecord("not_json") from None


def _refuse_float(text: str) -> float:
    raise ValueError(f"{text}: a record holds no floating-point number")


def _faults(body: bytes, record: Plain) -> Iterator[Fault]:
    if canonical_json(record) != body:
        yield Fault("not_canonical")
    if digest({name: value for name, value in record.items() if name != "checksum"}) != record.get("checksum"):
        yield Fault("checksum_differs")
    for content in pinned(record):
        if digest(content.get("body")) != content.get("digest"):
            yield Fault("content_changed", f"{content.get('kind')} {content.get('name')} {content.get('version')}")


def pinned(record: Plain) -> list[Plain]:
    """The content that the record was scored with: intake, model, organisation and packs, each whole."""
    content = record.get("content")
    return [one for one in content if isinstance(one, Mapping)] if isinstance(content, list) else []
