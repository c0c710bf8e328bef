"""Bring the stylesheets, scripts, fonts and icons that the pages use from npm into the tree, with licence and hash.

`make vendor` fetches the pinned versions and writes `vendor.lock`; `--check` only compares what is in the tree with the
lock, and needs no network. Node is not needed to run or test the portal: this is the one place that talks to npm.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).parents[1] / "vendorrisk" / "web" / "static" / "vendor"
LOCK = TARGET / "vendor.lock"


@dataclass(frozen=True)
class Package:
    """One package: which of its files are kept, and under what name."""

    name: str
    version: str
    files: dict[str, str]


ICONS = (
    "check-lg", "x-lg", "circle-half", "dash-lg", "question-lg", "exclamation-triangle-fill", "info-circle",
    "chevron-down", "chevron-right", "arrow-left", "arrow-right", "paperclip", "download", "search", "plus-lg",
    "person", "diamond-fill", "circle", "circle-fill", "clock", "file-earmark-text", "shield-check", "pencil", "trash",
    "chat-left-text", "arrow-counterclockwise", "square-fill", "globe2",
)  # fmt: skip

PACKAGES = (
    Package(
        "bootstrap",
        "5.3.9",
        {"dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css", "LICENSE": "bootstrap/LICENSE"},
    ),
    Package("htmx.org", "4.0.1", {"dist/htmx.min.js": "htmx/htmx.min.js", "LICENSE": "htmx/LICENSE"}),
    Package(
        "inter-ui",
        "4.1.1",
        {"variable-latin/InterVariable-subset.woff2": "inter/inter-latin.woff2", "LICENSE.txt": "inter/LICENSE"},
    ),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        {"files/inter-latin-ext-wght-normal.woff2": "inter/inter-latin-ext.woff2"},
    ),
    Package(
        "bootstrap-icons",
        "1.13.2",
        {**{f"icons/{icon}.svg": f"icons/{icon}" for icon in ICONS}, "LICENSE": "icons/LICENSE"},
    ),
)


def sprite(drawings: dict[str, bytes]) -> bytes:
    """One file of symbols from many drawings, so that a page shows an icon with `<use href="…#name">`."""
    symbols = []
    for name, drawing in drawings.items():
        match = re.search(rb"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", drawing, re.DOTALL)
        if match is None:
            raise SystemExit(f"{name} is not the drawing that was expected")
        symbols.append(b'<symbol id="%s" viewBox="%s">%s</symbol>' % (name.encode(), match[1], match[2].strip()))
    return b'<svg xmlns="http://www.w3.org/2000/svg">\n' + b"\n".join(symbols) + b"\n</svg>\n"


def members(package: Package) -> Iterator[tuple[str, bytes]]:
    """The kept files of `package`, by the name they get here, out of its tarball from npm."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--json", f"{package.name}@{package.version}"]
        packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 - names and versions from the table above
        with tarfile.open(Path(folder) / json.loads(packed.stdout)[0]["filename"]) as tar:
            for source, name in package.files.items():
                member = tar.extractfile(f"package/{source}")
                if member is None:
                    raise SystemExit(f"{package.name} has no {source}")
                yield name, member.read()


def kept(package: Package) -> dict[str, bytes]:
    """What `package` puts into the tree: its files, and its drawings as one sprite. Source maps are not shipped."""
    files = dict(members(package))
    drawings = {
        name.removeprefix("icons/"): files.pop(name) for name in list(files) if name.removeprefix("icons/") in ICONS
    }
    if drawings:
        files["icons/icons.svg"] = sprite(drawings)
    return {name: re.sub(rb"/[*/][#@] sourceMappingURL=\S+( \*/)?", b"", body) for name, body in files.items()}


def write(packages: Iterable[Package]) -> None:
    """Fetch all `packages` into the tree and write the lock."""
    lock = {}
    for package in packages:
        files = kept(package)
        for name, body in files.items():
            path = TARGET / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        hashes = {name: hashlib.sha256(body).hexdigest() for name, body in sorted(files.items())}
        lock[package.name] = {"version": package.version, "files": hashes}
    LOCK.write_text(json.dumps(lock, indent=2) + "\n")


def differing() -> list[str]:
    """The vendored files that are not what the lock says: changed, missing, or not in it at all."""
    locked = {
        name: digest for entry in json.loads(LOCK.read_text()).values() for name, digest in entry["files"].items()
    }
    found = {
        str(path.relative_to(TARGET)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in TARGET.rglob("*")
        if path.is_file() and path != LOCK
    }
    return sorted(name for name in locked.keys() | found.keys() if locked.get(name) != found.get(name))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare the tree with the lock")
    if not parser.parse_args().check:
        write(PACKAGES)
    wrong = differing()
    if wrong:
        sys.stderr.write("not what vendor.lock says: " + ", ".join(wrong) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
