"""Everything a person reads exists in English and Dutch: pages, mails and documents here, content in test_content."""

import re
from collections.abc import Iterable

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.support import Translations

from tools.translations import MO, collected, translated, untranslated


def _sayings(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each text of `catalog` with its translation, one form or all plural forms."""
    return {_forms(message.id): _forms(message.string) for message in catalog if message.id}


def _forms(said: str | Iterable[str] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ())


def _placeholders(said: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]", said))


def test_every_text_of_the_source_is_in_the_dutch_catalogue() -> None:
    known = {(message.id, message.context) for message in translated()}
    missing = [message.id for message in collected() if message.id and (message.id, message.context) not in known]
    assert not missing, "run `make translations`"


def test_no_text_is_left_in_english() -> None:
    assert not list(untranslated(translated()))


def test_the_catalogue_holds_nothing_that_no_page_says() -> None:
    used = {message.id for message in collected()}
    assert not [message.id for message in translated() if message.id and message.id not in used]


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with MO.open("rb") as file:
        compiled = read_mo(file)
    assert _sayings(compiled) == _sayings(translated())


def test_a_translation_keeps_the_placeholders_of_its_text() -> None:
    for message in translated():
        for error in message.check():
            raise AssertionError(f"{message.id}: {error}")
        # Babel lets a placeholder be dropped; only the singular of a plural may say "one" in its stead.
        assert _placeholders(_forms(message.id)[-1]) == _placeholders(_forms(message.string)[-1]), message.id


def test_dutch_is_served_from_the_package() -> None:
    from vendorrisk.resources import translations_directory

    assert isinstance(Translations.load(translations_directory(), ["nl"]), Translations)
