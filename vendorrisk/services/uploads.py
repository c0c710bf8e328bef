"""A large file arrives in parts: a broken line, a closed page or another day goes on where it stopped.

What has arrived is kept in the file store, encrypted like every file, until the whole is given as proof or a day is
over. It is nobody's but the person's who sends it, and no proof before it is whole and was checked like any other.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import BinaryIO, Final

from sqlalchemy import Select, select

from vendorrisk.domain.access import Actor
from vendorrisk.domain.reasons import Reason
from vendorrisk.persistence.models import Upload, UploadPart, new_id
from vendorrisk.services import outbox
from vendorrisk.services.answering.opening import held_in_part
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.proof_checks import check_promise, checked_name
from vendorrisk.services.proofs import changeable
from vendorrisk.services.work import Work

KIND: Final = "upload"
"""Of the outbox rows that throw away what was never finished."""
KEPT: Final = dt.timedelta(days=1)
PART_BYTES: Final = 1 << 20
"""The most that one part may have."""
AT_ONCE: Final = 5
"""Files that one person may have under way; a further one takes the place of the oldest."""
MARK_LIMIT: Final = 64


class Elsewhere(Exception):
    """A part that does not follow what has arrived; `received` says how much that is."""

    def __init__(self, received: int) -> None:
        super().__init__(f"{received} bytes have arrived")
        self.received = received


def begin(work: Work, actor: Actor, assessment_id: str, question_id: str, *, name: str, size: int, mark: str) -> Upload:
    """The upload of this file behind this answer: a new one, or the one that was begun before with the same `mark`.

    Raises NotFound for a question that is not asked, ProofRefused for a file that will not be taken, and Refused when
    the answer cannot be changed now.
    """
    changeable(work, actor, held_in_part(work, actor, assessment_id), question_id)
    name, mark = checked_name(name), mark[:MARK_LIMIT]
    check_promise(work, name, size)
    said = {"assessment_id": assessment_id, "question_id": question_id, "name": name, "size": size, "mark": mark}
    own = list(work.session.scalars(select(Upload).filter_by(user_id=actor.id).order_by(Upload.begun_at)))
    for one in own:
        if all(getattr(one, field) == value for field, value in said.items()):
            work.commit()
            return one
    dropped = [key for one in own[: max(0, len(own) - AT_ONCE + 1)] for key in _forget(work, one)]
    upload = Upload(id=new_id(), user_id=str(actor.id), received=0, begun_at=work.now(), **said)
    work.session.add(upload)
    outbox.put(work, KIND, after=KEPT, upload=upload.id)
    work.commit()
    _delete(work, dropped)
    return upload


def append(work: Work, actor: Actor, upload_id: str, offset: int, data: bytes) -> int:
    """Keep the part that follows `offset` bytes; how many have arrived now. Durable when it returns.

    Raises NotFound; Elsewhere when it does not follow what has arrived; Refused for a part that is empty, too large or
    more than was promised.
    """
    upload = _held(work, actor, upload_id)
    if offset != upload.received:
        raise Elsewhere(upload.received)
    if not 0 < len(data) <= min(PART_BYTES, upload.size - upload.received):
        raise Refused(Reason("upload.part"))
    # Durable before the row that names it, as every file is.
    kept = work.store.put(f"uploads/{upload.id}", BytesIO(data))
    work.session.add(UploadPart(upload_id=upload.id, number=len(upload.parts), key=kept.key))
    upload.received += len(data)
    work.commit()
    return upload.received


def whole(work: Work, actor: Actor, upload_id: str) -> tuple[str, BinaryIO]:
    """The name and the bytes of a file that has arrived, to be given as proof. Raises NotFound and Refused."""
    upload = work.session.scalars(_own(actor, upload_id)).one_or_none()
    if upload is None:
        raise NotFound(upload_id)
    if upload.received != upload.size:
        raise Refused(Reason("upload.unfinished"))
    return upload.name, BytesIO(b"".join(work.store.get(part.key) for part in upload.parts))


def finish(work: Work, actor: Actor, upload_id: str) -> None:
    """Throw away the parts of a file that was given, or is no longer wanted; one that is gone is no error."""
    upload = work.session.scalars(_own(actor, upload_id).with_for_update()).one_or_none()
    _throw_away(work, upload)


def expire(work: Work, upload_id: str) -> None:
    """Throw away what was begun a day ago and never finished; the job."""
    _throw_away(work, work.session.scalars(select(Upload).filter_by(id=upload_id).with_for_update()).one_or_none())


def _own(actor: Actor, upload_id: str) -> Select[Upload]:
    return select(Upload).where(Upload.id == upload_id, Upload.user_id == (actor.id or ""))


def _held(work: Work, actor: Actor, upload_id: str) -> Upload:
    query = _own(actor, upload_id).with_for_update().execution_options(populate_existing=True)
    upload = work.session.scalars(query).one_or_none()
    if upload is None:
        raise NotFound(upload_id)
    return upload


def _throw_away(work: Work, upload: Upload | None) -> None:
    keys = _forget(work, upload) if upload else []
    work.commit()
    _delete(work, keys)


def _forget(work: Work, upload: Upload) -> list[str]:
    """Delete the rows of an upload; the keys of its parts, to be deleted once nothing names them."""
    keys = [part.key for part in upload.parts]
    work.session.delete(upload)
    return keys


def _delete(work: Work, keys: list[str]) -> None:
    for key in dict.fromkeys(keys):
        work.store.delete(key)
