"""The pictures: labels never meet, every one says its answer in words, and a page's own style can win."""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from vendorrisk import pictures
from vendorrisk.charts import Chart, Curve, Tick
from vendorrisk.domain.record import opened
from vendorrisk.pdf.composition import record_environment
from vendorrisk.pdf.reading import Reading
from vendorrisk.pictures import WIDTH, Gap, SectionBar, place_labels, shortened, steps, text_width
from vendorrisk.resources import templates_directory

from .samples import record

MACROS = sorted((templates_directory() / "components" / "pictures").glob("*.svg"))
GAPS = [Gap("Backups", 3.0, 1.5), Gap("A second factor", 0.0, 2.0), Gap("Patches <fast>", 1.0, 0.0)]
BARS = [SectionBar("Access", Fraction(1, 5), Fraction(1, 2), Fraction(3, 4)), SectionBar("Exit", None, None, None)]
DRAWN = Chart(
    (Curve("proven", "44,20 690,120"), Curve("planned", "44,60 690,140")),
    (Tick(44, "<1>"), Tick(690, "10")),
    (Tick(176, "0"), Tick(14, "100")),
    line=60,
    mark=200,
    dots=((44, 20),),
)
CALLS: dict[str, tuple[Any, ...]] = {
    "effectiveness_line": (Fraction(31, 100), Fraction(58, 100), Fraction(81, 100), 60, 70),
    "waterfall": (GAPS, 2),
    "sections": (BARS, 70),
    "heat_strip": (BARS,),
    "chart": (
        DRAWN,
        "Far & wide, in a sentence of its own",
        {"proven": "as <proven>", "planned": "after"},
        "approve",
        "appetite",
    ),
    "exposure_bars": (118_000, 34_000, 61_000, 50_000, 20_000),
}


@pytest.fixture(scope="module")
def environment() -> Environment:
    return record_environment(Reading(opened(record(4).body), "en"))


def drawn(environment: Environment, name: str, *given: Any) -> str:
    macro = getattr(environment.get_template(f"components/pictures/{name}.svg").module, name)
    return str(macro(*given))


def span(label: pictures.Label) -> tuple[float, float]:
    width = text_width(label.text)
    left = {"start": label.at, "middle": label.at - width / 2, "end": label.at - width}[label.anchor]
    return left, left + width


marks = st.lists(st.tuples(st.floats(0, WIDTH), st.text("abcdefgh 0123日本", min_size=1, max_size=30)), max_size=6)


@given(marks)
def test_no_label_meets_another_or_leaves_the_picture(found: list[tuple[float, str]]) -> None:
    placed = place_labels(found)
    spans = [(label.lane, *span(label)) for label in placed]
    for number, (lane, left, right) in enumerate(spans):
        assert left >= -0.01
        assert right <= WIDTH + 0.01
        for other, start, end in spans[number + 1 :]:
            assert lane != other or right < start or end < left


@given(marks)
def test_a_line_to_a_label_crosses_no_other_label(found: list[tuple[float, str]]) -> None:
    placed = place_labels(found)
    for label in placed:
        nearer = [span(other) for other in placed if other.lane < label.lane]
        if label.clear:
            assert not any(left <= label.x <= right for left, right in nearer)


@given(st.text(max_size=200), st.floats(40, 300))
def test_a_shortened_text_fits(text: str, width: float) -> None:
    assert text_width(shortened(text, width)) <= width or len(shortened(text, width)) <= 1


def test_the_steps_go_down_from_a_hundred() -> None:
    assert [left for _, left in steps(GAPS, 3)] == [100, 95.5, 93.5]


@pytest.mark.parametrize("path", MACROS, ids=lambda path: path.stem)
def test_a_picture_says_its_answer_in_words(environment: Environment, path: Path) -> None:
    drawing = drawn(environment, path.stem, *CALLS[path.stem])
    assert 'role="img"' in drawing
    assert re.search(r"<svg[^>]*>\s*<title>[^<]{20,}</title>", drawing)
    assert "style=" not in drawing


@pytest.mark.parametrize("path", MACROS, ids=lambda path: path.stem)
def test_every_colour_can_be_overruled_by_the_page(environment: Environment, path: Path) -> None:
    stylesheet = (Path(pictures.__file__).parent / "web/static/css/pictures.css").read_text()
    drawing = drawn(environment, path.stem, *CALLS[path.stem])
    for element in re.findall(r"<(?:rect|text|line|path|circle)[^>]*>", drawing):
        classes = re.search(r'class="([^"]+)"', element)
        assert classes, element
        assert any(f".{name} " in stylesheet for name in classes[1].split()), element


def test_the_line_names_every_figure(environment: Environment) -> None:
    drawing = drawn(environment, "effectiveness_line", *CALLS["effectiveness_line"])
    for words in ("58 proven", "81 claimed", "31 if no claim is true", "approve 70", "floor 60"):
        assert f">{words}</text>" in drawing


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1)])
def test_the_line_stands_at_both_ends(environment: Environment, share: Fraction) -> None:
    assert "<title>" in drawn(environment, "effectiveness_line", share, share, share, 0, 100)


def test_no_score_is_said_to_be_none(environment: Environment) -> None:
    assert "No score" in drawn(environment, "effectiveness_line", None, None, None, 60, 70)
    assert "No section has a score" in drawn(environment, "sections", [BARS[1]], 70)
    assert ">100</text>" in drawn(environment, "waterfall", [])


def test_nothing_to_lose_is_drawn_without_failing(environment: Environment) -> None:
    assert "<title>" in drawn(environment, "exposure_bars", 0, 0, 0, 0)
