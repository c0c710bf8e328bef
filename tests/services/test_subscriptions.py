"""A person chooses whether news reaches them by mail; what asks something of them always does."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.events import EventKind
from vendorrisk.persistence.models import EventRow, User
from vendorrisk.services import subscriptions
from vendorrisk.services.correspondence import MESSAGES
from vendorrisk.services.failures import NotFound
from vendorrisk.services.outbox import Payload


def payload(message: str, to: str) -> Payload:
    return {"message": message, "to": to, "language": "en"}


def token(office: Office, person: Actor) -> str:
    return office.do(lambda work: subscriptions.token_of(work, work.session.get_one(User, person.id)))


def unwanted(office: Office, person: Actor) -> set[str]:
    """The mails that this person does not get."""
    return {one for one in MESSAGES if office.do(subscriptions.unwanted, payload(one, person.email.upper()))}


def trail(office: Office) -> list[tuple[str, str | None]]:
    """What the trail says of the choice, and by whom."""
    kinds = [EventKind.USER_UNSUBSCRIBED.value, EventKind.USER_SUBSCRIBED.value]
    query = select(EventRow.kind, EventRow.actor_id).where(EventRow.kind.in_(kinds)).order_by(EventRow.position)
    return [(kind, actor) for kind, actor in office.do(lambda work: work.session.execute(query).all())]


def test_the_link_stops_news_and_nothing_else_once(office: Office, lead: Actor, second: Actor) -> None:
    assert unwanted(office, lead) == set()
    for _ in range(2):
        office.do(subscriptions.unsubscribe, token(office, lead))
    assert unwanted(office, lead) == {"digest", "submitted"}
    assert unwanted(office, second) == set()
    assert trail(office) == [("user.unsubscribed", None)]


def test_one_changes_one_s_mind_on_one_s_own_account(office: Office, lead: Actor) -> None:
    office.do(subscriptions.unsubscribe, token(office, lead))
    office.do(lambda work: subscriptions.choose(work, lead, wanted=True))
    assert unwanted(office, lead) == set()
    office.do(lambda work: subscriptions.choose(work, lead, wanted=False))
    assert trail(office) == [("user.unsubscribed", None), ("user.subscribed", lead.id), ("user.unsubscribed", lead.id)]


def test_a_link_that_was_made_up_is_absent(office: Office, lead: Actor) -> None:
    genuine = token(office, lead)
    other = office.person(Role.AUDITOR)
    for forged in ("", genuine[:-1], f"{lead.id}.", f"{other.id}.{genuine.partition('.')[2]}", lead.id or ""):
        with pytest.raises(NotFound):
            office.do(subscriptions.unsubscribe, forged)
    assert unwanted(office, lead) == set()


def test_only_mails_of_news_carry_the_link(office: Office, lead: Actor) -> None:
    links = {one: office.do(subscriptions.link_for, payload(one, lead.email)) for one in MESSAGES}
    assert {one for one, link in links.items() if link} == {"digest", "submitted"}
    assert links["digest"].endswith(f"/unsubscribe/{token(office, lead)}")


def test_news_reaches_nobody_who_can_no_longer_sign_in(office: Office, lead: Actor) -> None:
    with office.open_work() as work:
        work.session.get_one(User, lead.id).active = False
        work.commit()
    assert unwanted(office, lead) == {"digest", "submitted"}
