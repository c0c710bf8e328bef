"""Settings are read once, say everything that is wrong at once, and never let an unsafe portal start."""

import dataclasses
import stat
from pathlib import Path

import pytest

from vendorrisk.settings import Settings, SettingsIncomplete, describe, read

SAFE = {
    "VENDORRISK_ENVIRONMENT": "production",
    "VENDORRISK_SECRET_KEY": "f3v9Qe8xLr2mWk7pTz4nYc6bHs1dJg5a",
    "VENDORRISK_BASE_URL": "https://vendors.example.com/",
    "VENDORRISK_SMTP": "smtp://mail.example.com",
    "VENDORRISK_MAIL_FROM": "Vendor risk <risk@example.com>",
}


@pytest.fixture
def folder(tmp_path: Path) -> dict[str, str]:
    return {"VENDORRISK_DATA": str(tmp_path / "data")}


def refused(environment: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(SettingsIncomplete) as incomplete:
        read(environment)
    return incomplete.value.reasons


def test_a_complete_production_starts(folder: dict[str, str]) -> None:
    settings = read(SAFE | folder)
    assert (settings.base_url, settings.https) == ("https://vendors.example.com", True)
    assert settings.trusted_hosts == ("vendors.example.com",)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"VENDORRISK_SECRET_KEY": ""}, "VENDORRISK_SECRET_KEY"),
        ({"VENDORRISK_SECRET_KEY": "too short"}, "VENDORRISK_SECRET_KEY"),
        ({"VENDORRISK_SECRET_KEY": "a" * 64}, "VENDORRISK_SECRET_KEY"),
        ({"VENDORRISK_BASE_URL": "http://vendors.example.com"}, "VENDORRISK_BASE_URL"),
        ({"VENDORRISK_BASE_URL": ""}, "VENDORRISK_BASE_URL"),
        ({"VENDORRISK_DEBUG": "1"}, "VENDORRISK_DEBUG"),
        ({"VENDORRISK_SMTP": ""}, "VENDORRISK_SMTP"),
        ({"VENDORRISK_MAIL_FROM": ""}, "VENDORRISK_MAIL_FROM"),
        ({"VENDORRISK_PROXIES": "two"}, "VENDORRISK_PROXIES"),
        ({"VENDORRISK_TIME_ZONE": "Mars/Olympus"}, "VENDORRISK_TIME_ZONE"),
        ({"VENDORRISK_ENVIRONMENT": "produktion"}, "VENDORRISK_ENVIRONMENT"),
        ({"VENDORRISK_MAX_UPLOAD_BYTES": "0"}, "VENDORRISK_MAX_UPLOAD_BYTES"),
        ({"VENDORRISK_SMTP": "mail.example.com"}, "VENDORRISK_SMTP"),
        ({"DATABASE_URL": "mysql://host/name"}, "DATABASE_URL"),
    ],
)
def test_a_production_with_one_thing_wrong_does_not_start(
    folder: dict[str, str], wrong: dict[str, str], said: str
) -> None:
    assert [reason.partition(":")[0] for reason in refused(SAFE | folder | wrong)] == [said]


def test_all_that_is_wrong_is_said_at_once(folder: dict[str, str]) -> None:
    bare = {"VENDORRISK_ENVIRONMENT": "production", "VENDORRISK_DEBUG": "1", "VENDORRISK_PROXIES": "-1"} | folder
    assert len(refused(bare)) == 6


def test_a_refused_portal_leaves_nothing_behind(folder: dict[str, str]) -> None:
    refused({"VENDORRISK_ENVIRONMENT": "production"} | folder)
    assert not Path(folder["VENDORRISK_DATA"]).exists()


def test_development_makes_a_secret_that_only_its_owner_reads_and_keeps_it(folder: dict[str, str]) -> None:
    first, again = read(folder), read(folder)
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 32
    data = Path(folder["VENDORRISK_DATA"])
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert first.database_url == f"sqlite:///{data / 'portal.db'}"


def test_a_secret_that_others_could_read_is_not_used(folder: dict[str, str]) -> None:
    read(folder)
    (Path(folder["VENDORRISK_DATA"]) / "secret-key").chmod(0o644)
    assert "secret-key" in refused(folder)[0]


def test_settings_cannot_be_changed_and_do_not_tell_their_secrets() -> None:
    settings = Settings(secret_key="hush hush", smtp="smtp://u:hush@mail", database_url="postgresql://u:hush@db/x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.debug = True  # type: ignore[misc]
    assert "hush" not in repr(settings)


def test_the_table_names_every_setting_once() -> None:
    table = describe()
    for setting in dataclasses.fields(Settings):
        assert table.count(f"| `{setting.metadata['variable']}` |") == 1
