"""A pasted text as passages: its sentences, each under its heading, as they stand in the text.

Text arrives from web pages, PDF and mail: broken lines, hyphens at line ends, bullets, numbers, any kind of line end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vendorrisk.domain.stems import words

LONGEST: Final = 1000
"""A longer sentence is cut in pieces: nobody writes one, and no text may cost more than its length."""

LONGEST_HEADING: Final = 90
MOST_HEADING_WORDS: Final = 11

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x85\u2028\u2029]|$)")
_MARK = re.compile(r"[^\S\n]*(?P<mark>[-*•·–—◦▪▫■□●○✓✔➤►»\uf0b7]|[o](?=\s)|\(?[0-9a-z][.)]|\d{1,2}[.)])\s+(?=\S)")
_NUMBER = re.compile(r"\s*(?:\d{1,2}\.){1,4}\d{0,2}\s+(?=\S)|\s*\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+(?=\S)|\s*#{1,6}\s+")
_MONTH = r"(?:jan|feb|mar|maart|mrt|apr|may|mei|jun|jul|aug|sep|oct|okt|nov|dec)[a-z]{0,7}"
_STAMP = re.compile(
    rf"(?:(?:\d{{1,2}} )?{_MONTH}\.? (?:\d{{1,2}}, )?(?:19|20)\d\d|(?:v|version|versie)[. ]{{0,2}}\d[\d.]{{0,8}})",
    re.IGNORECASE,
)
_STAMP_BESIDE = re.compile(
    r"(?:\W|last|updated|revised|modified|laatst|bijgewerkt|gewijzigd|herzien|date|datum|posted)*", re.IGNORECASE
)
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_a-zà-öø-ÿ])")
_CLOSED = tuple(".!?…")
_OPEN = (",", ";", ":", "-", "–", "—", "/", "&", "(")
_ABBREVIATED = words(
    "e.g i.e etc incl excl approx vs no nr art inc ltd st dr mr mrs ms prof bijv bv b.v n.v o.a d.w.z m.b.t i.v.m",
    "t.a.v evt resp ca m.u.v mw dhr z.g zgn",
)
_LOOSE = words(
    "a an the of to in on at by for with and or from our your their is are we via that which who",
    "als de het een van met door en of in op voor naar om te bij uit is zijn wij onze uw hun aan tot die dat",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a text, `text[start:end]` to the letter, and the heading that it stands under ("": none)."""

    text: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    marked: bool
    follows: bool  # the line before it is not empty

    @property
    def closed(self) -> bool:
        return self.text.rstrip("\"'”’»)]").endswith(_CLOSED)

    @property
    def lowercase(self) -> bool:
        return self.text[:1].islower()

    @property
    def asks(self) -> bool:
        return self.text.endswith("?")


def is_stamp(text: str) -> bool:
    """Whether `text` holds nothing but a date, a version, or both."""
    bare = text.strip()
    if len(bare) > 60 or not _STAMP.search(bare):
        return False
    return bool(_STAMP_BESIDE.fullmatch(_STAMP.sub(" ", bare)))


def passages(text: str) -> tuple[Passage, ...]:
    """The sentences of `text`, in order; headings are no sentences. Any text will do."""
    found: list[Passage] = []
    heading = ""
    for is_heading, start, end in _blocks(_lines(text)):
        if is_heading:
            heading = _NUMBER.sub("", text[start:end], count=1)
        else:
            found.extend(Passage(text[a:b], heading, a, b) for a, b in _sentences(text, start, end))
    return tuple(found)


def _lines(text: str) -> list[_Line]:
    """The lines that hold something, without their margins and marks."""
    found: list[_Line] = []
    follows = False
    for match in _LINE.finditer(text):
        line = match.group()
        if not line.strip():
            follows = follows and not line
            continue
        mark = _NUMBER.match(line) or _MARK.match(line)
        skipped = mark.end() if mark else len(line) - len(line.lstrip())
        marked = bool(mark and mark.re is _MARK)
        body = line[skipped:].rstrip()
        start = match.start() + skipped
        found.append(_Line(start, start + len(body), body, marked, follows and not mark))
        follows = True
    return found


def _blocks(lines: list[_Line]) -> Iterator[tuple[bool, int, int]]:
    """Headings and paragraphs, as (is it a heading, start, end): a broken line is put to the one that it continues."""
    at = 0
    widths = _widths(lines)
    while at < len(lines):
        line = lines[at]
        following = lines[at + 1] if at + 1 < len(lines) else None
        if _is_heading(line, following):
            yield True, line.start, line.end
            at += 1
            continue
        last = at
        while last + 1 < len(lines) and _continues(lines, last, widths[last]):
            last += 1
        yield False, line.start, lines[last].end
        at = last + 1


def _widths(lines: list[_Line]) -> list[int]:
    """For each line the longest of those that it stands among, without an empty one between."""
    widths = [len(line.text) for line in lines]
    for at in range(1, len(lines)):
        if lines[at].follows:
            widths[at] = max(widths[at], widths[at - 1])
    for at in range(len(lines) - 1, 0, -1):
        if lines[at].follows:
            widths[at - 1] = widths[at]
    return widths


def _continues(lines: list[_Line], at: int, width: int) -> bool:
    """Whether the next line goes on with this one: it was broken only because its first word had no room here."""
    line, following = lines[at], lines[at + 1]
    if not following.follows or following.marked or is_stamp(line.text) or is_stamp(following.text):
        return False
    if following.lowercase:
        return True
    broken = len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > width
    if line.text.endswith((":", ";")) or not broken:
        return False
    return not line.closed or not _is_heading(following, lines[at + 2] if at + 2 < len(lines) else None)


def _is_heading(line: _Line, following: _Line | None) -> bool:
    """A short line that says no sentence, and that the next line does not go on with."""
    if line.marked or (line.closed and not line.asks) or line.lowercase or len(line.text) > LONGEST_HEADING:
        return False
    if is_stamp(line.text) or (line.asks and following is None):
        return False
    parts = line.text.split()
    if len(parts) > MOST_HEADING_WORDS or line.text.endswith(_OPEN) or parts[-1].lower() in _LOOSE:
        return False
    if following is None or not following.follows:
        return True
    return not following.lowercase


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the sentences between `start` and `end` begin and end."""
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end() - (len(match.group()) - len(match.group().rstrip()))
        before = text[max(begin, match.start() - 12) : match.start()].split()
        if match.group().startswith(".") and before and before[-1].lower().lstrip("(") in _ABBREVIATED:
            continue
        yield from _pieces(text, begin, stop)
        begin = match.end()
    yield from _pieces(text, begin, end)


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > LONGEST:
        space = text.rfind(" ", begin + LONGEST // 2, begin + LONGEST)
        cut = space if space > 0 else begin + LONGEST
        yield begin, cut
        begin = cut
    if text[begin:end].strip():
        yield begin, end
