"""The house has layers with one direction; this reads every import and holds it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "vendorrisk"

# layer -> the layers it may import, beside itself and the standard library
MAY_IMPORT = {
    "domain": set(),
    "catalogue": {"domain"},
    "persistence": {"domain"},
    "services": {"domain", "catalogue", "persistence", "settings"},
    "pdf": {"domain", "services.ports", "resources", "pictures", "charts"},
    "sheets": {"domain", "services.ports", "countries"},
    "mail": {"domain", "services.ports", "resources"},
    "storage": {"domain", "services.ports"},
    "jobs": {"domain", "services"},
    "web": {"services", "domain", "persistence.models", "settings", "resources", "pictures", "charts", "countries"},
    "cli": {"services", "domain", "catalogue", "app", "settings", "resources", "pdf", "persistence", "jobs"},
}
# Outside the standard library, the core may use numpy and snowballstemmer: both only compute.
FORBIDDEN_OUTSIDE = {
    "domain": {"flask", "sqlalchemy", "pydantic", "yaml", "weasyprint", "huey", "random", "secrets", "time"},
    "services": {"flask", "flask_login", "flask_wtf", "weasyprint", "huey"},
    "catalogue": {"flask", "sqlalchemy"},
}


def modules(layer: str) -> list[Path]:
    return sorted((PACKAGE / layer).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The dotted names that a module imports anywhere in it, lazily too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("layer", MAY_IMPORT)
def test_a_layer_imports_only_what_it_may(layer: str) -> None:
    allowed = {f"vendorrisk.{name}" for name in MAY_IMPORT[layer] | {layer, "__version__"}}
    for path in modules(layer):
        ours = {name for name in imports(path) if name.startswith("vendorrisk.")}
        foreign = {name for name in ours if not any(name == one or name.startswith(f"{one}.") for one in allowed)}
        assert not foreign, f"{path.relative_to(PACKAGE)} reaches out of its layer: {sorted(foreign)}"


@pytest.mark.parametrize("layer", FORBIDDEN_OUTSIDE)
def test_a_layer_keeps_frameworks_out(layer: str) -> None:
    for path in modules(layer):
        tops = {name.split(".")[0] for name in imports(path)}
        assert not tops & FORBIDDEN_OUTSIDE[layer], f"{path.relative_to(PACKAGE)}: {tops & FORBIDDEN_OUTSIDE[layer]}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "base", "misc", "tools", "shared"}
    assert not [path for path in PACKAGE.rglob("*.py") if path.stem in nothing]


def test_the_core_has_no_clock() -> None:
    for path in modules("domain"):
        text = path.read_text()
        for clock in (".now(", ".today(", ".utcnow("):
            assert clock not in text, f"{path.name} reads a clock; take the time as an argument"
