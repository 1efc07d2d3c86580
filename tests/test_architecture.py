"""The walls of the house: what is pure imports only what is pure, all the way down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import monitor

ROOT = Path(monitor.__file__).parent

# Rooms that touch the world. Every other module of the package is pure.
IMPURE = {
    "monitor.__main__",
    "monitor.channels",
    "monitor.cli",
    "monitor.clock",
    "monitor.config",
    "monitor.daemon",
    "monitor.deliver",
    "monitor.demo",
    "monitor.engine",
    "monitor.fetch",
    "monitor.log",
    "monitor.poll",
    "monitor.record",
    "monitor.scan",
    "monitor.store",
    "monitor.systemd",
    "monitor.worker",
}
# Libraries that compute and do nothing else.
PURE_LIBRARIES = {
    "ahocorasick_rs",
    "chardet",
    "feedparser",
    "opencc",
    "pydantic",
    "re2",
}
PURE_STDLIB = {
    "__future__", "abc", "ast", "base64", "bisect", "calendar", "codecs", "collections",
    "contextlib", "dataclasses", "datetime", "difflib", "email", "enum", "functools", "gzip",
    "hashlib", "hmac", "html", "io", "ipaddress", "itertools", "json", "math", "operator",
    "pathlib", "re", "reprlib", "sgmllib", "string", "struct", "tomllib", "types", "typing",
    "unicodedata", "urllib", "xml", "zlib",
}  # fmt: skip
# Calls that reach for the world from within a library that is otherwise pure.
FORBIDDEN_CALLS = {
    "open", "input", "print", "now", "utcnow", "today", "urlopen", "read_text", "read_bytes",
    "write_text", "write_bytes", "getenv",
}  # fmt: skip
FORBIDDEN_MODULES = {"urllib.request", "email.mime", "xml.sax.handler"}


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    named = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = ("monitor", *path.relative_to(ROOT).with_suffix("").parts)
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


def is_impure(name: str) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in IMPURE)


PURE = sorted(name for name in modules() if not is_impure(name) and name != "monitor")


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that the code names, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def parsed(name: str) -> ast.Module:
    return ast.parse(modules()[name].read_text(encoding="utf-8"))


def test_there_are_pure_rooms() -> None:
    """The list above is about modules that exist."""
    assert len(PURE) > 20
    assert {"monitor.events", "monitor.alerts", "monitor.language.reader"} <= set(PURE)
    assert not [room for room in IMPURE if room not in modules()]


@pytest.mark.parametrize("name", PURE)
def test_pure_rooms_import_only_what_is_pure(name: str) -> None:
    """Checked for each pure module, this holds all the way down."""
    known = modules()
    for imported in imports(parsed(name)):
        if imported.startswith("monitor"):
            assert not is_impure(imported), f"{name} imports {imported}"
            continue
        top = imported.split(".")[0]
        assert top in PURE_STDLIB | PURE_LIBRARIES, f"{name} imports {imported}"
        assert imported not in FORBIDDEN_MODULES, f"{name} imports {imported}"
    assert name in known


@pytest.mark.parametrize("name", PURE)
def test_pure_rooms_do_not_reach_for_the_world(name: str) -> None:
    """No clock, file or terminal through the back door of a pure library."""
    for node in ast.walk(parsed(name)):
        if isinstance(node, ast.Call):
            function = node.func
            called = (
                function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            )
            assert called not in FORBIDDEN_CALLS, f"{name}:{node.lineno} calls {called}"


def graph() -> dict[str, set[str]]:
    known = modules()
    return {
        name: {one for one in imports(parsed(name)) if one in known and one != name}
        for name in known
    }


def test_no_import_cycle() -> None:
    """Every module can be read after those that it imports."""
    edges = graph()
    done: set[str] = set()
    while ready := [name for name in edges if name not in done and edges[name] <= done]:
        done.update(ready)
    assert not set(edges) - done


@pytest.mark.parametrize("name", sorted(modules()))
def test_sizes(name: str) -> None:
    """Modules of at most 600 lines; functions of 60, with at most five positional parameters."""
    source = modules()[name].read_text(encoding="utf-8")
    assert source.count("\n") <= 600
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 60, f"{name}.{node.name} is too long"
            assert len(node.args.args) <= 5, f"{name}.{node.name} takes too much"
