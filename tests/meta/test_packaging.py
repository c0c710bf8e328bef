"""What ships is what runs: the wheel carries templates and questionnaires, and finds them once installed."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = os.environ.get("UV") or ("uv" if not (ROOT / ".uv/bin/uv").exists() else str(ROOT / ".uv/bin/uv"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run([UV, "build", "--quiet", "--wheel", "--out-dir", str(target), str(ROOT)], check=True)
    return next(target.glob("*.whl"))


def tracked(folder: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", folder], cwd=ROOT, check=True, capture_output=True, text=True)
    return {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}


def test_the_wheel_carries_every_template_and_questionnaire(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "questionnaires"):
        expected = {f"vendorrisk/{name}" for name in tracked(folder)}
        assert expected
        assert expected <= names


def test_an_installed_wheel_assesses_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = (
        "import sys; sys.path.insert(0, 'site');"
        "import vendorrisk; assert 'site' in vendorrisk.__file__;"
        "from vendorrisk.resources import questionnaires_directory, templates_directory;"
        "assert 'site' in str(templates_directory());"
        "from vendorrisk.cli import main;"
        "main(['assess', str(questionnaires_directory() / 'examples' / 'saas-statement.yaml')])"
    )
    ran = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
