"""The first administrator comes in by a link that works once; nothing locks everybody out."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from vendorrisk.cli.audit import audit
from vendorrisk.cli.user import user
from vendorrisk.services import accounts
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings

PASSWORD = "seven quiet lanterns drift"


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command on the portal of the tests."""
    for name, value in {
        "VENDORRISK_DATA": settings.data_directory,
        "VENDORRISK_SECRET_KEY": settings.secret_key,
        "DATABASE_URL": settings.database_url,
    }.items():
        monkeypatch.setenv(name, str(value))
    groups = {"user": user, "audit": audit}
    return lambda group, *given: CliRunner().invoke(groups[group], given)


def come_in(work: Work, link: str) -> str:
    token = link.strip().rpartition("/")[2]
    return accounts.accept_invitation(work, token, user=None, name="", password=PASSWORD).email


def test_the_first_administrator_comes_in_by_the_printed_link(run: Callable[..., Result], work: Work) -> None:
    assert run("user", "list").output == ""
    added = run("user", "add", "ada@example.com", "Ada Admin")
    assert added.output.startswith("http://127.0.0.1:8000/invitation/")
    assert come_in(work, added.output) == "ada@example.com"
    assert run("user", "list").output == "ada@example.com\tadministrator\tactive\tAda Admin\n"


def test_roles_are_set_and_access_is_taken_away(run: Callable[..., Result], work: Work) -> None:
    for name in ("ada", "bob"):
        come_in(work, run("user", "add", f"{name}@example.com", name.title()).output)
    assert run("user", "set-role", "bob@example.com", "risk_lead", "auditor").exit_code == 0
    assert run("user", "disable", "Bob@example.com").exit_code == 0
    assert "bob@example.com\tauditor,risk_lead\tdisabled\tBob" in run("user", "list").output


def test_the_last_administrator_stays(run: Callable[..., Result], work: Work) -> None:
    come_in(work, run("user", "add", "ada@example.com", "Ada").output)
    refused = run("user", "disable", "ada@example.com")
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")
    assert "ada@example.com\tadministrator\tactive" in run("user", "list").output


def test_an_unknown_person_is_said_to_be_unknown(run: Callable[..., Result]) -> None:
    refused = run("user", "disable", "nobody@example.com")
    assert (refused.exit_code, refused.output) == (1, "Error: nobody has an account with nobody@example.com\n")


def test_verifying_the_trail_tells_whole_from_broken(run: Callable[..., Result], work: Work) -> None:
    run("user", "add", "ada@example.com", "Ada")
    run("user", "add", "bob@example.com", "Bob")
    whole = run("audit", "verify")
    assert (whole.exit_code, whole.output.partition(",")[0]) == (0, "whole: 2 events")
    connection = work.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TRIGGER event_refuses_update")
    else:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    connection.exec_driver_sql("UPDATE event SET subject = 'somebody else' WHERE position = 2")
    work.session.commit()
    broken = run("audit", "verify")
    assert (broken.exit_code, broken.output) == (1, "broken at position 2: this event was changed\n")
