"""The line finder: every key of any document is found, on the line where it stands."""

from __future__ import annotations

import tomllib

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from monitor.config.lines import KeyPath, find_lines, key_name, line_of

DOCUMENTS: dict[str, tuple[str, dict[str, int]]] = {
    "keys and tables": (
        'a = 1\n\n[t]  # a table\nb = "x"\n[t.u]\nc = 1979-05-27 07:32:00\n',
        {"a": 1, "t": 3, "t.b": 4, "t.u": 5, "t.u.c": 6},
    ),
    "arrays of tables, with tables and arrays below": (
        "[[f]]\na = 1\n[f.s]\nb = 1\n[[f.g]]\nc = 1\n[[f.g]]\nc = 2\n[[f]]\na = 2\n[[f.g]]\nc=3",
        {
            "f": 1,
            "f[0]": 1,
            "f[0].a": 2,
            "f[0].s": 3,
            "f[0].s.b": 4,
            "f[0].g": 5,
            "f[0].g[0]": 5,
            "f[0].g[0].c": 6,
            "f[0].g[1]": 7,
            "f[0].g[1].c": 8,
            "f[1]": 9,
            "f[1].a": 10,
            "f[1].g": 11,
            "f[1].g[0]": 11,
            "f[1].g[0].c": 12,
        },
    ),
    "comments and strings that look like more": (
        "a = '[x]' # [y]\n# [[z]]\nb = \"# = \\\" ]\"\nc = [ # ]\n  ']', # [\n]\n",
        {"a": 1, "b": 3, "c": 4, "c[0]": 5},
    ),
    "strings over several lines": (
        'a = """\nb = 1\n[t]\n\\"""x"""""\nc = \'\'\'\n\'\' d = 2\'\'\'\'\'\ne = 3\n',
        {"a": 1, "c": 5, "e": 7},
    ),
    "arrays over several lines": (
        "a = [\n  1,\n\n  # no\n  [2,\n   3],\n  {b = 4, c.d = [\n 5]},\n]\n",
        {
            "a": 1,
            "a[0]": 2,
            "a[1]": 5,
            "a[1][0]": 5,
            "a[1][1]": 6,
            "a[2]": 7,
            "a[2].b": 7,
            "a[2].c": 7,
            "a[2].c.d": 7,
            "a[2].c.d[0]": 8,
        },
    ),
    "dotted and quoted keys": (
        '"a.b" . c = 1\n\'d"\'.e = {"\\u4e2d" = 2}\n["f]"]\n',
        {"a.b": 1, "a.b.c": 1, 'd"': 2, 'd".e': 2, 'd".e.中': 2, "f]": 3},
    ),
    "lines that end as Windows ends them": (
        "a = 1\r\n[t]\r\nb = '''x\r\ny'''\r\nc = 2\r\n",
        {"a": 1, "t": 2, "t.b": 3, "t.c": 5},
    ),
    "empty things": (
        'a = []\nb = {}\nc = ""\nd = """"""\n[e]\n[f]\n',
        {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6},
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_lines_of_a_document(name: str) -> None:
    text, expected = DOCUMENTS[name]
    tomllib.loads(text)
    assert {key_name(path): line for path, line in find_lines(text).items()} == expected


def test_a_path_without_a_line_takes_that_of_the_table_around_it() -> None:
    lines = find_lines("[a]\nb = 1\n")
    assert line_of(lines, ("a", "b", 3, "c")) == 2
    assert line_of(lines, ("a", "missing")) == 1
    assert line_of(lines, ("elsewhere",)) is None
    assert line_of(lines, ()) is None


def test_what_is_no_toml_gives_what_was_found_before_it() -> None:
    assert find_lines("a = 1\nb = \nc = 3\n") == {("a",): 1, ("b",): 2}
    assert find_lines('"\\q" = 1\na = 1\n') == {}
    assert find_lines("a = " + "[" * 5_000)[("a",)] == 1


KEYS = st.text(st.sampled_from("ab-_1 .]\"'#=中\\"), min_size=1, max_size=4)
# Comments, headers and quotes within strings are what a line finder gets lost in.
STRINGS = st.text(st.sampled_from("x\"'#[]{}=,\n\\ 中"), max_size=12)
VALUES = st.recursive(
    STRINGS | st.integers(-9, 9) | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def _paths(value: object, path: KeyPath = ()) -> set[KeyPath]:
    """Every path in what a document means."""
    steps: dict[str | int, object] = {}
    if isinstance(value, dict):
        steps = dict(value)
    elif isinstance(value, list):
        steps = dict(enumerate(value))
    found = {path} if path else set()
    return found.union(*(_paths(inner, (*path, step)) for step, inner in steps.items()))


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_key_that_a_document_has_is_found_and_no_other(document: dict[str, object]) -> None:
    text = tomlkit.dumps(document)
    assert set(find_lines(text)) == _paths(tomllib.loads(text))


@st.composite
def _numbered(draw: st.DrawFn) -> str:
    """A document in which each value is the number of its own line."""
    lines: list[str] = []
    names = iter(range(10_000))
    for _ in range(draw(st.integers(1, 12))):
        number, line = next(names), len(lines) + 1
        lines += draw(
            st.sampled_from(
                (
                    [f"k{number} = {line}"],
                    [f'"k.{number}".x = {line} # [no] = "'],
                    [f"[t{number}]", f"x = {line + 1}"],
                    [f"[[f]] # {line}", f"line = {line + 1}"],
                    [f"s{number} = '''", "[no]", "x = 1", f"''' # {line}", ""],
                    [f's{number} = """\\"""', '# """', f"k{number} = {line + 2}"],
                    [f"a{number} = [", f"  {line + 1}, # ]", "", f"  {line + 3}", "]"],
                    [f"i{number} = {{x = {line}, y.z = [{line}, [{line}]]}}"],
                    ["", "# [comment] = '''"],
                )
            )
        )
    return "\n".join(lines)


def _numbers(value: object, path: KeyPath = ()) -> dict[KeyPath, int]:
    if isinstance(value, int):
        return {path: value}
    steps = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]
    return {
        found: number
        for step, inner in ([] if isinstance(value, str) else steps)
        for found, number in _numbers(inner, (*path, step)).items()
    }


@given(_numbered())
def test_each_key_is_found_on_its_line(text: str) -> None:
    lines = find_lines(text)
    for path, number in _numbers(tomllib.loads(text)).items():
        assert lines[path] == number, key_name(path)


@given(st.text(st.sampled_from("ab[]{}=.,#\"'\\\n 1")))
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(line >= 1 for line in find_lines(text).values())
