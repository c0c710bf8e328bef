"""Records to typeset: made by hand, so that the document is tested apart from the model that fills it in real life."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from vendorrisk.domain.canonical import digest
from vendorrisk.domain.record import SealedRecord, close

DAY = dt.date(2026, 11, 20)
SEALED = dt.datetime(2026, 11, 23, 15, 4, tzinfo=dt.UTC)

ASKS = (
    (
        "What is encrypted at rest, and who holds the keys?",
        "Wat is versleuteld opgeslagen, en met wiens sleutels?",
    ),
    (
        "When did an independent party last test your service?",
        "Wanneer is uw dienst onafhankelijk getest?",
    ),
    ("Which administrators sign in with a second factor?", "Welke beheerders melden zich aan met een tweede factor?"),
    ("How soon are critical patches installed?", "Hoe snel worden kritieke updates geïnstalleerd?"),
)
OPTIONS = (
    ("none", 0, "Nothing, or we do not know", "Niets, of dat weten wij niet"),
    ("part", 60, "Databases, with keys of the provider", "Databases, met sleutels van de provider"),
    (
        "all",
        100,
        "Databases, files and backups, with keys we manage",
        "Databases, bestanden, back-ups; eigen sleutels",
    ),
)
TITLES = (
    ("Programme and people", "Programma en mensen"),
    ("Cloud infrastructure", "Cloudinfrastructuur"),
    ("Access", "Toegang"),
    ("Continuity and incidents", "Continuïteit en incidenten"),
    ("Suppliers and exit", "Leveranciers en vertrek"),
)
KNOCKS = {1: "unproven", 4: "proven", 9: "admitted"}


def text(en: str, nl: str) -> dict[str, str]:
    return {"en": en, "nl": nl}


def _question(number: int) -> dict[str, Any]:
    options = [{"id": id_, "credit": credit, "label": text(en, nl)} for id_, credit, en, nl in OPTIONS]
    return {
        "id": f"q{number}",
        "control": f"CLD-{number:02}",
        "ask": text(*ASKS[number % len(ASKS)]),
        "kind": "choice",
        "weight": number % 4,
        "options": options,
    }


def _proof(number: int) -> dict[str, Any]:
    name = f"soc2-report-{number}.pdf"
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return {
        "name": name,
        "kind": "soc2-type2",
        "issuer": "Example Auditors",
        "issued": "2026-03-01",
        "expires": "2027-03-01",
        "sha256": sha256,
    }


def _answer(number: int, comment: str, author: str, proofs: int) -> dict[str, Any]:
    lowered = {
        "assurance": "claimed",
        "grade": None,
        "not_applicable": None,
        "reason": "The letter names another product.",
        "reviewer": "R. Visser",
    }
    return {
        "question": f"q{number}",
        "value": OPTIONS[number % 3][0],
        "state": "answered",
        "assurance": "tested" if number % 3 else "claimed",
        "proofs": [_proof(number % proofs)] if number % 3 else [],
        "inherited_from": "hosting" if number % 7 == 6 else "",
        "comment": comment if number % 2 else "",
        "exceptions": "Laptops of contractors." if number % 5 == 4 else "",
        "as_of": "2026-11-18",
        "author": author,
        "review": lowered if number % 6 == 1 else None,
    }


def _share(value: Fraction) -> dict[str, str]:
    return {"exact": f"{value.numerator}/{value.denominator}", "percent": str(round(float(value * 100), 1))}


def _shares(worst: int, proven: int, claimed: int) -> dict[str, Any]:
    return {name: _share(Fraction(n, 100)) for name, n in (("worst", worst), ("proven", proven), ("claimed", claimed))}


def _contribution(number: int, total: int) -> dict[str, Any]:
    control, proof = Fraction(number % 3 * (number % 4), 3 * total), Fraction(number % 4, 4 * total)
    parts = {"lost": control + proof, "control_part": control, "proof_part": proof}
    return {"question": f"q{number}", "control": f"CLD-{number:02}", "weight": number % 4} | {
        name: f"{part.numerator}/{part.denominator}" for name, part in parts.items()
    }


def _figures(numbers: range) -> dict[str, Any]:
    total = sum(number % 4 for number in numbers) or 1
    residual = {"frequency": "0.041234", "loss": 512_000, "chance": "4.04"}
    return {
        "tier": "high",
        "tier_reasons": [
            text(
                "The tier is at least high: special categories of personal data are processed.",
                "Het niveau is ten minste hoog: er worden bijzondere persoonsgegevens verwerkt.",
            ),
            text(
                "At a typical vendor this engagement would lose € 118,000 a year.",
                "Bij een gemiddelde leverancier zou deze inzet € 118.000 per jaar verliezen.",
            ),
        ],
        "packs": [{"id": "baseline", **text("It is asked of this tier: high.", "Dit wordt gevraagd bij: hoog.")}],
        "effectiveness": _shares(31, 58, 81),
        "residual": {
            name: {**residual, "expected": expected}
            for name, expected in (("typical", 118_000), ("claimed", 34_000), ("proven", 61_000), ("worst", 102_000))
        },
        "recommendation": "approve_with_conditions",
        "reasons": [
            text(
                "Effectiveness as claimed is 81.0 %, 21.0 points above the floor of 60.",
                "De gestelde effectiviteit is 81,0 %, 21,0 punten boven de ondergrens van 60.",
            ),
            text(
                "Knock-out not yet proven: CLD-01, “When did an independent party last test your service?”",
                "Uitsluitingsgrond nog niet weerlegd: CLD-01, “Wanneer is uw dienst onafhankelijk getest?”",
            ),
        ],
        "remarks": [text("Proof has expired for CLD-07.", "Het bewijs is verlopen bij CLD-07.")],
        "lines": {"approve": 70, "floor": 60, "appetite": 50_000},
        "conditions": [
            {
                "question": "q1",
                "control": "CLD-01",
                "text": text("Send the letter.", "Stuur de verklaring."),
                "proof": ["pentest-letter"],
                "before_go_live": True,
                "days": 0,
            },
        ],
        "contributions": [_contribution(number, total) for number in numbers if number % 4],
        "knock_outs": [
            {"question": f"q{n}", "control": f"CLD-{n:02}", "status": KNOCKS[n]} for n in numbers if n in KNOCKS
        ],
        "findings": [
            {
                "id": "contradiction:at-odds",
                "kind": "contradiction",
                "severity": "medium",
                "questions": [f"q{n}" for n in numbers[:2]],
                **text("These two cannot both be true.", "Deze twee kunnen niet allebei waar zijn."),
            }
        ],
        "sections": [
            {"id": f"s{n}", "title": text(*title), "weight": 9, **_shares(20 + n * 5, 40 + n * 10, 60 + n * 8)}
            for n, title in enumerate(TITLES)
        ],
        "answers": [
            {
                "question": f"q{number}",
                "state": "answered",
                "credit": 60,
                "assurance": "claimed" if number % 6 == 1 or not number % 3 else "tested",
                "factor": "1/2",
                "counts": True,
            }
            for number in numbers
        ],
        "missing": [],
    }


def _content(numbers: range) -> list[dict[str, Any]]:
    sections = [
        {"id": f"s{n}", "title": text(*title), "questions": [_question(q) for q in numbers if q % len(TITLES) == n]}
        for n, title in enumerate(TITLES)
    ]
    intake = [
        {
            "id": "data",
            "ask": text("What data do they get?", "Welke gegevens?"),
            "kind": "multi",
            "options": [{"id": "special", "label": text("Special categories", "Bijzondere persoonsgegevens")}],
        },
        {"id": "places", "ask": text("In which countries?", "In welke landen?"), "kind": "countries"},
    ]
    bodies = (
        ("intake", "intake", {"sections": [{"id": "i", "questions": intake}]}),
        ("pack", "baseline", {"title": text("Baseline", "Basis"), "sections": sections}),
        ("model", "risk-model", {"figures": []}),
        ("organisation", "organisation", {"organisation": "Voorbeeldbank N.V."}),
    )
    return [
        {"kind": kind, "name": name, "version": "2026.1", "body": body, "digest": digest(body)}
        for kind, name, body in bodies
    ]


SIGNATURE: Mapping[str, str] = {"name": "Roos Visser", "role": "risk_lead", "at": "2026-11-23T10:20:00+00:00"}
DECISION: Mapping[str, Any] = {
    "verdict": "approve_with_conditions",
    "rationale": "Payroll cannot wait, and the gaps close before go-live.\nThe tester's letter is promised in writing.",
    "answers_digest": hashlib.sha256(b"answers").hexdigest(),
    "decided_at": "2026-11-23T15:03:00+00:00",
    "signatures": [
        SIGNATURE,
        {"name": "Daan de Boer", "role": "risk_lead", "at": "2026-11-23T15:03:00+00:00"},
    ],
    "conditions": [
        {
            "question": "q1",
            "text": "Send the letter of the penetration tester.",
            "proof_wanted": "pentest-letter",
            "owner": "Noordzee HR",
            "due_on": "2026-12-15",
            "before_go_live": True,
        },
        {
            "question": "q2",
            "text": "Second factor for all administrators.",
            "proof_wanted": "configuration-export",
            "owner": "Noordzee HR",
            "due_on": "2027-05-22",
            "before_go_live": False,
        },
    ],
}


def members(
    questions: int = 24,
    *,
    comment: str = "We test at least once a year.",
    author: str = "Imke Smit",
    decision: Mapping[str, Any] | None = DECISION,
    proofs: int = 5,
) -> dict[str, Any]:
    """The members of a record of that many questions, with as many files of proof between them."""
    numbers = range(questions)
    return {
        "kind": "record" if decision else "calculation",
        "as_of": DAY,
        "sealed_at": SEALED if decision else None,
        "portal": "vendorrisk 0.1.0",
        "currency": "EUR",
        "vendor": {"name": "Noordzee HR", "website": "noordzee.example", "country": "NL"},
        "engagement": {
            "title": "Payroll for 1,200 employees",
            "purpose": "Monthly payroll, with sick leave.",
            "requested_by": "Sanne Bakker",
            "requested_on": "2026-11-03",
        },
        "facts": {"data": ["special"], "places": ["DE", "NL"]},
        "answers": {f"q{number}": _answer(number, comment, author, proofs) for number in numbers},
        "content": _content(numbers),
        "figures": _figures(numbers),
        "attested": {"name": "Imke Smit", "title": "Security officer", "at": "2026-11-18T09:00:00+00:00"},
        "decision": decision,
        "trail": {"position": 412, "hash": hashlib.sha256(b"trail").hexdigest()},
    }


def record(questions: int = 24, **given: Any) -> SealedRecord:
    """A sealed record of that many questions."""
    return close(members(questions, **given))
