"""Foreign text: kept as it is where it can be printed, said to have been there where it cannot."""

import pytest

from vendorrisk.pdf.legible import legible


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "Café – “quoted” … €",
        "Ελληνικά",
        "العربية",
        "中文 日本語 한국어",
        "👩‍👩‍👧 ✅",
        "a\nb\tc",
        "हिन्दी",
        "ไทย",
    ],
)
def test_what_can_be_printed_stays(text: str) -> None:
    assert legible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202edevorppa", "[U+202E]devorppa"),
        ("a\x07b", "a[U+0007]b"),
        ("\ue000", "[U+E000]"),
        ("\U00012000", "[U+12000]"),
        ("e" + "\u0301" * 4, "e" + "\u0301" * 4),
        ("e" + "\u0301" * 40 + "f", "e" + "\u0301" * 4 + "[…]f"),
    ],
)
def test_what_cannot_be_printed_is_named(text: str, shown: str) -> None:
    assert legible(text) == shown


def test_it_reaches_every_text_and_nothing_else() -> None:
    assert legible({"a": ["\x00", 1, None, True], "b": {"c": "x"}}) == {
        "a": ["[U+0000]", 1, None, True],
        "b": {"c": "x"},
    }
