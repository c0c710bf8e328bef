"""The pages of docs/ say what is so: links lead somewhere, commands exist, generated tables are current."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMPUTING = re.findall(
    r"\w+",
    """ages assurance budgets credits decay exposure model outlook portfolio questionnaire remedy residual robustness
    scoring simulation steps streams""",
)
"""The modules of the domain that compute a figure of an assessment."""
TECHNICAL = {"budgets.NONE", "budgets.UNREACHABLE", "portfolio.CELLS", "streams.BLOCK"}
"""Constants of theirs on which no result depends."""
IMAGE = re.compile(r'src="([^"]+)"')


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text()
    targets = [*LINK.findall(text), *IMAGE.findall(text)]
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    missing = [target for target in local if not (page.parent / target).exists()]
    assert not missing


def test_every_page_of_docs_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text()
    pages = [str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md")]
    assert not [page for page in pages if page != "index.md" and f"]({page})" not in index]


def test_every_command_named_in_the_readme_exists() -> None:
    from vendorrisk.cli import main

    named = set(re.findall(r"vendorrisk ([a-z]+)", (ROOT / "README.md").read_text()))
    assert named
    assert named <= set(main.list_commands(None))  # type: ignore[arg-type]


def test_every_make_target_named_in_the_docs_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z-]+)", page.read_text()))
        assert named <= targets, page


def test_the_access_matrix_is_the_table_of_permissions() -> None:
    from vendorrisk.domain.access import GRANTS, Role

    page = (ROOT / "docs" / "access.md").read_text()
    for permission, roles in GRANTS.items():
        row = f"| `{permission.value}` | " + " | ".join("●" if role in roles else "" for role in Role) + " |"
        assert row in page, f"docs/access.md wants the row:\n{row}"


def test_every_figure_of_the_model_is_named_with_grade_and_source() -> None:
    from vendorrisk.catalogue import Catalogue
    from vendorrisk.cli.questionnaire import figures_table
    from vendorrisk.resources import questionnaires_directory

    page = (ROOT / "docs" / "risk-model.md").read_text()
    wanted = figures_table(Catalogue.load(questionnaires_directory()).model)
    assert wanted in page, "docs/risk-model.md is behind: paste what `vendorrisk questionnaire figures` gives"


def test_every_constant_of_the_mathematics_is_named_with_its_value() -> None:
    page = (ROOT / "docs" / "risk-model.md").read_text()
    named = dict(re.findall(r"^\| `([a-z]+\.[A-Z0-9_]+)` \| ([^|]+) \|", page, re.MULTILINE))
    found = {}
    for stem in COMPUTING:
        module = importlib.import_module(f"vendorrisk.domain.{stem}")
        for name in re.findall(
            r"^([A-Z][A-Z0-9_]*): Final = -?[\d(]", Path(str(module.__file__)).read_text(), re.MULTILINE
        ):
            if isinstance(value := getattr(module, name), int | float) and f"{stem}.{name}" not in TECHNICAL:
                found[f"{stem}.{name}"] = f"{value:,}"
    assert named == found


def test_the_settings_page_is_the_table_of_settings() -> None:
    from vendorrisk.settings import describe

    page = (ROOT / "docs" / "configuration.md").read_text()
    assert describe() in page, "docs/configuration.md is behind: paste what `vendorrisk.settings.describe()` gives"
