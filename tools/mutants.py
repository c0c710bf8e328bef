"""Which changes to the risk model would no test notice? Flips each comparison and constant, one at a time, and tests.

`python tools/mutants.py [FILE…]` goes through the modules that decide, or those given, in a temporary copy of the tree,
and prints what the tests of the core let live, as `file:line: was → is`. For each that is left,
docs/decisions/0009-mutants.md says why it changes nothing that anybody could see.
"""

from __future__ import annotations

import ast
import math
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[1]
COPIED: Final = ("vendorrisk", "tests", "questionnaires", "docs", "templates", "pyproject.toml")
DECIDING: Final = "decision verdict exposure residual credits assurance scoring remedy steps budgets robustness"
TESTS: Final = ("tests/domain", "tests/catalogue/test_reference_vendors.py")
# What failed for the mutant before often fails for its neighbour. Nothing is rewritten: all is loaded before the tests.
ARGUMENTS: Final = ("-x", "-q", "--failed-first", "--assert=plain", "--hypothesis-profile=brief")

PAIRS: Final = ("Lt LtE", "Gt GtE", "Eq NotEq", "Is IsNot", "In NotIn", "And Or", "Add Sub", "Mult Div")
FLIPS: Final = [pair.split()[::way] for pair in PAIRS for way in (1, -1)] + [["FloorDiv", "Mult"], ["USub", "UAdd"]]
FLIPPED: Final[dict[Any, Any]] = {getattr(ast, one): getattr(ast, other) for one, other in FLIPS}


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Every mutant of the module `source`: what is changed and on which line, and the module with it."""
    tree = ast.parse(source)
    for node in _computing(tree):
        for field, value in _changes(node):
            before, was = getattr(node, field), ast.unparse(node)
            setattr(node, field, value)
            yield f"{node.lineno}: {was}  →  {ast.unparse(node)}", ast.unparse(tree)  # type: ignore[attr-defined]
            setattr(node, field, before)


def _computing(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that compute: decorators and `strict=` only guard against slips of a programmer."""
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            guards = name == "decorator_list" or (isinstance(child, ast.keyword) and child.arg == "strict")
            if isinstance(child, ast.AST) and not guards:
                yield child
                yield from _computing(child)


def _changes(node: ast.AST) -> list[tuple[str, Any]]:
    """The fields of `node` that can be changed, each with another value."""
    match node:
        case ast.Compare(ops=ops):
            return [("ops", [*ops[:at], FLIPPED[type(one)](), *ops[at + 1 :]]) for at, one in enumerate(ops)]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return [("operand", ast.UnaryOp(ast.Not(), operand))]
        case ast.BoolOp(op=one) | ast.BinOp(op=one) | ast.AugAssign(op=one) | ast.UnaryOp(op=one):
            return [("op", FLIPPED[type(one)]())] if type(one) in FLIPPED else []
        case ast.Constant(value=bool(value)):
            return [("value", not value)]
        case ast.Constant(value=int(value) | float(value)):
            return [("value", value + 1), ("value", value - 1)]
        case ast.Name(id="min" | "max" as name):
            return [("id", "max" if name == "min" else "min")]
    return []


def passes(tests: list[str], seconds: int) -> bool:
    """Whether every test passes, in a child process, within `seconds`."""
    if not (child := os.fork()):
        signal.alarm(seconds)
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        os._exit(int(pytest.main([*ARGUMENTS, *tests])))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def report(path: Path, seconds: int) -> Iterator[str]:
    """Try every mutant of the module at `path`: a line for each that lives, and how many there were."""
    source, lived = path.read_text(), list[bool]()
    tests = [one for one in (f"tests/domain/test_{path.stem}.py", *TESTS) if Path(one).exists()]
    for change, mutated in mutants(source):
        path.write_text(mutated)
        lived.append(passes(tests, seconds))
        if lived[-1]:
            yield f"{path}:{change}"
    path.write_text(source)
    yield f"{path}: {len(lived)} mutants, {sum(lived)} live"


def main(files: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="mutants-") as copy:
        for name in COPIED:
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, Path(copy, name))
        os.chdir(copy)
        sys.path.insert(0, copy)
        # What the tests need from others is loaded once, for all mutants; our own modules are loaded for each.
        import tests.conftest  # noqa: F401 - that of the copy

        for name in [name for name in sys.modules if name.partition(".")[0] in {"tests", "vendorrisk"}]:
            del sys.modules[name]
        began = time.monotonic()
        if not passes([*TESTS], 600):
            sys.exit("The tests fail without any mutant.")
        seconds = math.ceil(2 * (time.monotonic() - began)) + 5
        # From here on nothing compiled is kept: a mutant must never be taken for the one before it.
        sys.dont_write_bytecode = True
        for file in files:
            sys.stdout.writelines(f"{line}\n" for line in report(Path(file), seconds))


if __name__ == "__main__":
    main(sys.argv[1:] or [f"vendorrisk/domain/{name}.py" for name in DECIDING.split()])
