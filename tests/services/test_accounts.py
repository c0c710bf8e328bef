"""Coming in: an invitation is looked at freely, used once, and gives exactly what it was for."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from tests.factories import Clock, actor_of, make_assessment, make_user
from vendorrisk.domain.access import PORTAL, Actor, Role
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import State
from vendorrisk.persistence.models import Assessment, AssessmentMember, EventRow, Invitation, OutboxRow, User
from vendorrisk.services import accounts
from vendorrisk.services.accounts import InvitationEnded, SignInWanted
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.passwords import LONGEST, Weakness, WeakPassword, weakness
from vendorrisk.services.work import Work

PASSWORD = "seven quiet lanterns drift"


@pytest.fixture
def administrator(work: Work) -> Actor:
    user = make_user(work.session, Role.ADMINISTRATOR)
    work.commit()
    return actor_of(user)


def staff_token(work: Work, administrator: Actor, email: str = "ann@example.com") -> str:
    invitation = accounts.invite_staff(work, administrator, email, "Ann", Role.RISK_LEAD, "nl")
    return accounts.token_of(work, invitation)


def respondent_token(work: Work, assessment: Assessment, email: str = "vera@vendor.example") -> str:
    invitation = accounts.invite_respondent(work, PORTAL, assessment, "Vera", email, "en")
    work.commit()
    return accounts.token_of(work, invitation)


def test_a_colleague_is_invited_by_mail_and_makes_an_account(work: Work, administrator: Actor) -> None:
    token = staff_token(work, administrator, " Ann@Example.com ")
    mail = work.session.scalars(select(OutboxRow)).one()
    assert (mail.payload["message"], mail.payload["to"], mail.payload["language"]) == (
        "staff-invitation",
        "ann@example.com",
        "nl",
    )
    assert token not in str(mail.payload)
    user = accounts.accept_invitation(work, token, user=None, name="Ann Bos", password=PASSWORD)
    assert (user.email, user.name, user.language) == ("ann@example.com", "Ann Bos", "nl")
    assert accounts.actor_of(user).roles == {Role.RISK_LEAD}
    assert user.password is not None
    assert PasswordHasher().verify(user.password, PASSWORD)


def test_an_invitation_and_its_acceptance_leave_a_trace(work: Work, administrator: Actor) -> None:
    token = staff_token(work, administrator)
    user = accounts.accept_invitation(work, token, user=None, name="Ann", password=PASSWORD)
    rows = work.session.execute(select(EventRow.kind, EventRow.actor_id).order_by(EventRow.position)).all()
    assert [tuple(row) for row in rows] == [
        (EventKind.USER_INVITED, administrator.id),
        (EventKind.USER_ACTIVATED, user.id),
    ]


def test_looking_at_an_invitation_consumes_nothing(work: Work, administrator: Actor) -> None:
    token = staff_token(work, administrator)
    for _ in range(3):
        view = accounts.find_invitation(work, token)
    assert (view.email, view.role, view.has_account) == ("ann@example.com", Role.RISK_LEAD, False)
    assert view.invited_by == "Administrator Person"
    accounts.accept_invitation(work, token, user=None, name="Ann", password=PASSWORD)


def why(work: Work, token: str) -> str:
    with pytest.raises(InvitationEnded) as ended:
        accounts.find_invitation(work, token)
    with pytest.raises(InvitationEnded):
        accounts.accept_invitation(work, token, user=None, name="Eve", password=PASSWORD)
    return ended.value.why.value


def test_a_used_invitation_opens_nothing(work: Work, administrator: Actor) -> None:
    token = staff_token(work, administrator)
    accounts.accept_invitation(work, token, user=None, name="Ann", password=PASSWORD)
    assert why(work, token) == "used"


def test_an_invitation_ends_with_its_time(work: Work, administrator: Actor, clock: Clock) -> None:
    token = staff_token(work, administrator)
    clock.forward(days=30)
    assert why(work, token) == "expired"


def test_a_later_invitation_ends_the_earlier_one(work: Work) -> None:
    assessment = make_assessment(work)
    first, second = respondent_token(work, assessment), respondent_token(work, assessment)
    assert why(work, first) == "revoked"
    assert accounts.find_invitation(work, second).engagement_title == assessment.engagement.title


def test_withdrawing_the_assessment_ends_its_invitations(work: Work) -> None:
    assessment = make_assessment(work)
    token = respondent_token(work, assessment)
    assessment.state = State.WITHDRAWN
    work.commit()
    assert why(work, token) == "revoked"


@pytest.mark.parametrize(
    "forge",
    [
        lambda _: "",
        lambda token: token[:-1],
        lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
        lambda token: token.partition(".")[0],
        lambda token: "0" * 32 + token[32:],
        lambda token: token + "ü",
    ],
    ids=["empty", "cut", "changed", "no seal", "another id", "not ascii"],
)
def test_a_forged_token_opens_nothing(work: Work, administrator: Actor, forge: Callable[[str], str]) -> None:
    assert why(work, forge(staff_token(work, administrator))) == "unknown"


def test_of_many_who_accept_at_once_one_succeeds(open_work: Callable[[], Work]) -> None:
    token = staff_token(open_work(), PORTAL)
    together = threading.Barrier(6)

    def accept(work: Work) -> bool:
        together.wait()
        try:
            accounts.accept_invitation(work, token, user=None, name="Ann", password=PASSWORD)
        except (InvitationEnded, SignInWanted):
            return False
        return True

    with ThreadPoolExecutor(6) as many:
        outcomes = list(many.map(accept, [open_work() for _ in range(6)]))
    assert sorted(outcomes) == [False] * 5 + [True]
    assert len(open_work().session.scalars(select(User)).all()) == 1


def test_two_invitations_of_one_person_make_one_account(open_work: Callable[[], Work]) -> None:
    tokens = [staff_token(open_work(), PORTAL), staff_token(open_work(), PORTAL, "ANN@example.com")]
    together = threading.Barrier(2)

    def accept(work: Work, token: str) -> bool:
        together.wait()
        try:
            accounts.accept_invitation(work, token, user=None, name="Ann", password=PASSWORD)
        except SignInWanted:
            return False
        return True

    with ThreadPoolExecutor(2) as many:
        outcomes = list(many.map(accept, [open_work(), open_work()], tokens))
    assert sorted(outcomes) == [False, True]
    open_invitations = select(Invitation).where(Invitation.used_at.is_(None))
    assert len(open_work().session.scalars(open_invitations).all()) == 1, "the one refused can still be accepted"


def test_an_invitation_of_an_account_wants_that_account_signed_in(work: Work, administrator: Actor) -> None:
    assessment = make_assessment(work)
    vera = make_user(work.session, Role.RESPONDENT, email="vera@vendor.example")
    other = make_user(work.session, Role.RESPONDENT, email="other@vendor.example")
    token = respondent_token(work, assessment)
    assert accounts.find_invitation(work, token).has_account
    for somebody in (None, other):
        with pytest.raises(SignInWanted):
            accounts.accept_invitation(work, token, user=somebody, name="Eve", password=PASSWORD)
    accounts.accept_invitation(work, token, user=vera, name="", password="")
    members = work.session.scalars(select(AssessmentMember.user_id)).all()
    assert list(members) == [vera.id]


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("short but fine", Weakness.SHORT),
        ("x" * (LONGEST + 1), Weakness.LONG),
        ("abababababababab", Weakness.REPETITIVE),
        ("anneke.bos@vendor", Weakness.PERSONAL),
        ("password1234567890", Weakness.COMMON),
        ("Welkom01Welkom01!", Weakness.COMMON),
        ("correct horse battery staple", Weakness.COMMON),
        ("qwertyuiopasdfghjkl", Weakness.COMMON),
        (PASSWORD, None),
        ("twaalf groene paraplu's", None),
        ("日本語のパスワードは長くても良い", None),
        ("aB3$" * 4 + "klmnopqrst", None),
    ],
)
def test_which_passwords_are_taken(password: str, found: Weakness | None) -> None:
    assert weakness(password, "Anneke Bos", "anneke.bos@vendor.example") is found


def test_a_weak_password_uses_nothing_up(work: Work, administrator: Actor) -> None:
    token = staff_token(work, administrator)
    with pytest.raises(WeakPassword):
        accounts.accept_invitation(work, token, user=None, name="Ann", password="ann@example.com!")
    accounts.accept_invitation(work, token, user=None, name="Ann", password=PASSWORD)


def test_who_loses_a_role_loses_the_session_with_it(work: Work, administrator: Actor) -> None:
    lead = make_user(work.session, Role.RISK_LEAD)
    work.commit()
    before = lead.fs_uniquifier
    changed = accounts.change_user(work, administrator, lead.id, frozenset({Role.AUDITOR}), active=True)
    assert accounts.actor_of(changed).roles == {Role.AUDITOR}
    assert changed.fs_uniquifier != before
    accounts.change_user(work, administrator, lead.id, frozenset({Role.AUDITOR}), active=False)
    assert accounts.actor_of(lead).roles == frozenset()


def test_nobody_changes_their_own_account_and_an_administrator_stays(work: Work, administrator: Actor) -> None:
    assert administrator.id is not None
    with pytest.raises(Refused, match="own_account"):
        accounts.change_user(work, administrator, administrator.id, frozenset({Role.AUDITOR}), active=True)
    with pytest.raises(Refused, match="last_administrator"):
        accounts.change_user(work, PORTAL, administrator.id, frozenset({Role.ADMINISTRATOR}), active=False)
    with pytest.raises(NotFound):
        accounts.change_user(work, administrator, "nobody", frozenset({Role.AUDITOR}), active=True)


def test_two_administrators_cannot_remove_each_other_at_once(open_work: Callable[[], Work]) -> None:
    work = open_work()
    both = [make_user(work.session, Role.ADMINISTRATOR, email=f"admin{number}@example.com") for number in range(2)]
    work.commit()
    together = threading.Barrier(2)

    def remove(work: Work, actor: Actor, victim: str) -> bool:
        together.wait()
        try:
            accounts.change_user(work, actor, victim, frozenset({Role.AUDITOR}), active=True)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as many:
        actors = [actor_of(user) for user in both]
        outcomes = list(many.map(remove, [open_work(), open_work()], actors, [both[1].id, both[0].id]))
    assert sorted(outcomes) == [False, True]


def test_accounts_are_listed_by_name(work: Work, administrator: Actor) -> None:
    make_user(work.session, Role.AUDITOR, name="Zoe")
    work.commit()
    page = accounts.users(work, administrator)
    assert ([user.name for user in page.rows], page.total) == (["Administrator Person", "Zoe"], 2)
    assert [user.name for user in accounts.people_with(work, Role.AUDITOR)] == ["Zoe"]
