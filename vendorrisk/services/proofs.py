"""Proof behind answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import BinaryIO

from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import ProofFile
from vendorrisk.services.failures import Refused
from vendorrisk.services.work import Work


class ProofRefused(Refused):
    """The file, or what was said about it, is not taken; `reason` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofInput:
    """A file as sent: its name, the kind of proof, what was said of it, and a stream that can be read twice."""

    name: str
    kind: str
    stream: BinaryIO
    issuer: str = ""
    issued: dt.date | None = None
    expires: dt.date | None = None


def add_proof(work: Work, actor: Actor, assessment_id: str, question_id: str, given: ProofInput) -> ProofFile:
    """Keep a file as proof behind an answer. Raises NotFound, ProofRefused, Refused."""
    raise NotImplementedError


def remove_proof(work: Work, actor: Actor, assessment_id: str, question_id: str, proof_id: str) -> None:
    """Take a proof away from an answer. Raises NotFound, Refused."""
    raise NotImplementedError


def read_proof(work: Work, actor: Actor, assessment_id: str, proof_id: str) -> tuple[ProofFile, bytes]:
    """A proof and its bytes, checked against their digest. Raises NotFound."""
    raise NotImplementedError
