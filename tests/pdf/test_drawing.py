"""What others send is drawn anew, within bounds, by a child process that can open nothing."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from PIL import Image

from tests.pdf import foreign
from vendorrisk.pdf import framing, renderer
from vendorrisk.pdf.drawing import HEIGHT, MOST_PIXELS, PAGES, WIDTH
from vendorrisk.pdf.renderer import ChildRenderer
from vendorrisk.services.ports import Picture, Pictures, Unseen

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
WEBP = Picture(b"RIFF\x04\0\0\0WEBP", 10, 20)


def drawn(content: bytes, media_type: str = PDF) -> Pictures:
    return ChildRenderer().pictures(content, media_type)


def test_the_pages_of_a_pdf_are_pictures_of_ours() -> None:
    seen = drawn(foreign.pdf(3, fill=foreign.with_script))
    assert (len(seen.pages), seen.total, seen.why) == (3, 3, None)
    for page in seen.pages:
        with Image.open(io.BytesIO(page.data), formats=("WEBP",)) as image:
            assert image.size == (page.width, page.height)
            assert abs(page.width - WIDTH) <= 1
        assert b"evil" not in page.data


@pytest.mark.parametrize("size", [(14400, 14400), (3, 14400), (14400, 3), (3, 3)])
def test_a_page_of_whatever_size_is_drawn_within_bounds(size: tuple[int, int]) -> None:
    (page,) = drawn(foreign.pdf(size=size)).pages
    assert 0 < page.width <= WIDTH + 1
    assert 0 < page.height <= HEIGHT + 1
    assert page.width * page.height <= MOST_PIXELS * 1.01


def test_of_a_hundred_thousand_pages_the_first_are_drawn() -> None:
    seen = drawn(foreign.crowded(100_000))
    assert (len(seen.pages), seen.total) == (PAGES, 100_000)


@pytest.mark.parametrize(
    ("content", "media_type", "why"),
    [
        (b"%PDF-1.7\nA report that says so.\n%%EOF\n", PDF, Unseen.BROKEN),
        (foreign.pdf()[:300], PDF, Unseen.BROKEN),
        (foreign.protected(), PDF, Unseen.PROTECTED),
        (foreign.flood(20_000), PNG, Unseen.HUGE),
        (foreign.picture()[:60], PNG, Unseen.BROKEN),
        (foreign.picture(kind="GIF"), PNG, Unseen.BROKEN),
    ],
    ids=["no-pdf", "cut-pdf", "protected", "flood", "cut-png", "gif"],
)
def test_what_cannot_be_shown_says_why(content: bytes, media_type: str, why: Unseen) -> None:
    assert drawn(content, media_type) == Pictures(why=why)


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "DRAWING_SECONDS", 0.7)
    assert drawn(foreign.pdf(fill=foreign.endless)).why is Unseen.LONG


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_picture_of_any_kind_of_colour_is_shown(mode: str) -> None:
    (page,) = drawn(foreign.picture(mode), PNG).pages
    assert (page.width, page.height) == (300, 200)


def test_a_photo_is_shown_the_right_way_up_and_without_what_else_is_in_it() -> None:
    said = Image.Exif()
    said[0x0112], said[0x010E] = 6, "taken at home"
    (page,) = drawn(foreign.picture(size=(6000, 4000), kind="JPEG", exif=said), JPEG).pages
    assert page.height > page.width
    with Image.open(io.BytesIO(page.data)) as image:
        assert not image.getexif()


def test_the_child_opens_no_file_and_no_connection() -> None:
    tried = """
import socket
from vendorrisk.pdf.limits import shut_in
shut_in(1000)
for act in (lambda: open("/etc/passwd"), lambda: socket.socket()):
    try:
        act()
    except OSError as failure:
        print(failure.errno)
"""
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, check=True)
    assert done.stdout.split() == [b"24", b"24"]


def test_what_was_drawn_before_the_time_was_up_is_kept() -> None:
    told = framing.head(2) + framing.framed(WEBP) + framing.framed(WEBP)[:-1]
    assert framing.read(told, framing.OUT_OF_TIME) == Pictures((WEBP,), 2)


@pytest.mark.parametrize("told", [b"", b"\0", framing.head(3), framing.head(1) + b"\0\1\0\1\xff\xff\xff\xff<html>"])
def test_a_child_hands_over_pictures_or_nothing(told: bytes) -> None:
    assert framing.read(told, 0) == Pictures(why=Unseen.BROKEN)
    html = Picture(b"<html><script>alert(1)</script>", 1, 1)
    assert framing.read(framing.head(1) + framing.framed(html), 0) == Pictures(why=Unseen.BROKEN)
