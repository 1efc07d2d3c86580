"""The conditions of rules: a `when` table compiled once into a tree of tests.

Every mistake in it is found in one go and named by its path. The fields and their meaning are
listed in docs/semantics.md.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from reprlib import repr as shown
from typing import Protocol, get_args

import re2

from monitor.errors import Problem, RuleError
from monitor.language.text import detect, fold, normalise
from monitor.model import Article, Departure, Kind, Lang, Status, Tier
from monitor.watch import Watch

MAX_REGEX_CHARS = 1_000
MAX_REGEX_PROGRAM = 10_000
MAX_REGEX_BYTES = 8 << 20
MAX_NESTING = 20

_JOINS = ("all", "any", "not")
_WORD_LETTER = re.compile(r"[0-9A-Za-z_]")
# An organization that is not on the watch list counts as an AI one only by words that leave no
# doubt. Letter case counts: "OpenAI" and "AI Lab" say so, "Hyundai" and "Dubai Air" do not.
# 智能 alone is what AI companies call themselves, before these words it is a household good.
_SAYS_AI = re.compile(
    r"人工智能|智能(?!手机|家居|家电|电网|电视|电表|门锁|卡|锁|制造|交通|穿戴|硬件|水务)|大模型|具身"
    r"|机器人|自动驾驶|无人驾驶|智驾|机器学习|深度学习|(?<![A-Z])AI(?![A-Za-z])"
    r"|\b(?:[Aa]rtificial [Ii]ntelligence|[Mm]achine [Ll]earning|[Rr]obotics"
    r"|[Aa]utonomous [Dd]riving|[Ss]elf-[Dd]riving)\b"
)


class Pattern(Protocol):
    """What is used of a compiled RE2 expression, which brings no types."""

    programsize: int

    def search(self, text: str) -> object | None: ...


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a condition is asked about; what several tests need is worked out once."""

    departure: Departure
    article: Article
    watch: Watch

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The article as written and in normal form, so that a pattern may be in either."""
        content = self.article.content
        return tuple(dict.fromkeys((content, normalise(content).text)))

    @cached_property
    def family(self) -> tuple[str, ...]:
        identity = self.departure.organization_id
        return self.watch.family(identity) if identity else ()


@dataclass(frozen=True, slots=True)
class FieldTest:
    """A leaf: whether the value that ``look`` sees passes ``check``."""

    path: str
    field: str
    look: Callable[[Subject], object]
    check: Callable[[Subject], bool]


@dataclass(frozen=True, slots=True)
class Join:
    """Conditions joined: ``all`` of them, ``any`` of them, or ``not`` the only one."""

    path: str
    kind: str
    parts: tuple[Condition, ...]


Condition = FieldTest | Join
Look = Callable[[Subject], object]
Check = Callable[[Subject], bool]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that rules can test. ``compile`` raises ValueError that says what was expected."""

    look: Look
    compile: Callable[[object], Check]


def compile_condition(when: Mapping[str, object]) -> Condition:
    """Compile a rule's ``when`` table. RuleError names everything that is wrong in it."""
    problems: list[Problem] = []
    condition = _compile(when, path="when", problems=problems)
    if condition is None or problems:
        raise RuleError(*problems)
    return condition


# --- compiling --------------------------------------------------------------------------


def _compile(when: object, *, path: str, problems: list[Problem]) -> Condition | None:
    """The condition, or ``None`` after its problems were noted."""
    if not isinstance(when, Mapping):
        problems.append(Problem(path, f"expected a table of tests, not {shown(when)}"))
        return None
    if path.count(".") > MAX_NESTING:
        problems.append(Problem(path, f"nested more than {MAX_NESTING} deep"))
        return None
    if not when:
        problems.append(Problem(path, "an empty table would match everything; name a field"))
    entries = [_entry(str(key), value, path=path, problems=problems) for key, value in when.items()]
    return _join("all", path, parts=entries)


def _entry(key: str, value: object, *, path: str, problems: list[Problem]) -> Condition | None:
    here = f"{path}.{key}"
    if key == "not":
        return _join(key, here, parts=[_compile(value, path=here, problems=problems)])
    if key in _JOINS:
        return _join(key, here, parts=list(_branches(value, path=here, problems=problems)))
    try:
        field = _field(key)
        return FieldTest(here, key, field.look, field.compile(value))
    except ValueError as error:
        problems.append(Problem(here, str(error)))
        return None


def _branches(value: object, *, path: str, problems: list[Problem]) -> Iterator[Condition | None]:
    if not isinstance(value, list | tuple) or not value:
        problems.append(Problem(path, f"expected a list of tables, not {shown(value)}"))
        return
    for index, branch in enumerate(value):
        yield _compile(branch, path=f"{path}[{index}]", problems=problems)


def _join(kind: str, path: str, *, parts: Sequence[Condition | None]) -> Condition | None:
    found = tuple(part for part in parts if part)
    if len(found) == 1 and kind != "not":
        return found[0]
    return Join(path, kind, found) if found else None


def _field(key: str) -> Field:
    if key in FIELDS:
        return FIELDS[key]
    near = difflib.get_close_matches(key, [*FIELDS, *_JOINS], n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join([*FIELDS, *_JOINS])}"
    raise ValueError(f"unknown field; {hint}")


def _strings(value: object) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else value
    if not isinstance(values, list | tuple) or not values:
        raise ValueError(f"expected a string or a list of strings, not {shown(value)}")
    for one in values:
        if not isinstance(one, str) or not fold(one):
            raise ValueError(f"expected a string that says something, not {shown(one)}")
    return tuple(values)


def _flag(look: Callable[[Subject], bool]) -> Field:
    """true or false."""

    def compiled(value: object) -> Check:
        if not isinstance(value, bool):
            raise ValueError(f"expected true or false, not {shown(value)}")
        return lambda subject: look(subject) is value

    return Field(look, compiled)


def _exact(look: Callable[[Subject], tuple[str, ...]], among: Iterable[str] = ()) -> Field:
    """One of the values seen is one wanted, letter for letter. ``among``: all values there are."""
    known = tuple(among)

    def compiled(value: object) -> Check:
        wanted = frozenset(_strings(value))
        for one in wanted.difference(known) if known else ():
            near = difflib.get_close_matches(one, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise ValueError(f"expected one of {', '.join(known)}, not {shown(one)}{hint}")
        return lambda subject: not wanted.isdisjoint(look(subject))

    return Field(look, compiled)


def _name(look: Callable[[Subject], tuple[str, ...]]) -> Field:
    """One of the names seen is one of those wanted, but for case, spaces, dots and script."""

    def compiled(value: object) -> Check:
        wanted = frozenset(fold(one) for one in _strings(value))
        return lambda subject: any(fold(name) in wanted for name in look(subject))

    return Field(look, compiled)


def _phrase(look: Callable[[Subject], tuple[str, ...]]) -> Field:
    """One of the phrases wanted stands in one of the texts seen."""

    def compiled(value: object) -> Check:
        pattern = _words(value)
        return lambda subject: any(pattern.search(text) for text in look(subject))

    return Field(look, compiled)


def _score(value: object) -> Check:
    least = value["min"] if isinstance(value, Mapping) and set(value) == {"min"} else value
    if isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
        raise ValueError(
            f"expected a least score from 0 to 1, or {{ min = 0.5 }}, not {shown(value)}"
        )
    minimum = float(least)
    return lambda subject: subject.departure.score >= minimum


def _text(value: object) -> Check:
    tests = value if isinstance(value, Mapping) else {"words": value}
    if not tests or not set(tests) <= {"words", "regex"}:
        raise ValueError(
            f"expected words, {{ words = [...] }} or {{ regex = ... }}, not {shown(value)}"
        )
    patterns = []
    if "words" in tests:
        patterns.append(_words(tests["words"]))
    if "regex" in tests:
        patterns.append(_regex(tests["regex"]))
    return lambda subject: all(
        any(pattern.search(text) for text in subject.texts) for pattern in patterns
    )


def _words(value: object) -> Pattern:
    """Any of the words: whole ones where they are Latin, anywhere where they are Han."""
    words = [normalise(word).text.strip() for word in _strings(value)]
    return _linear("|".join(_edge(word[0]) + re2.escape(word) + _edge(word[-1]) for word in words))


def _edge(character: str) -> str:
    return r"\b" if _WORD_LETTER.match(character) else ""


def _regex(value: object) -> Pattern:
    if not isinstance(value, str) or not value:
        raise ValueError(f"expected a regular expression, not {shown(value)}")
    if len(value) > MAX_REGEX_CHARS:
        raise ValueError(f"a regular expression may have {MAX_REGEX_CHARS:,} characters at most")
    pattern = _linear(value)
    if pattern.programsize > MAX_REGEX_PROGRAM:
        raise ValueError("the regular expression repeats too much; use smaller {n,m} counts")
    return pattern


def _linear(expression: str) -> Pattern:
    """A pattern whose time grows with the text only, whatever it says; ValueError if refused."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = MAX_REGEX_BYTES
    try:
        pattern: Pattern = re2.compile(expression, options)
    except UnicodeEncodeError as error:
        raise ValueError("the regular expression holds half a character") from error
    except re2.error as error:
        said = error.args[0]
        reason = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        raise ValueError(
            f"the regular expression is refused: {reason}"
            " (there is no look-around and no back-reference)"
        ) from error
    return pattern


# --- fields --------------------------------------------------------------------------------


def _known(*values: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _person_names(subject: Subject) -> tuple[str, ...]:
    person = subject.watch.people.get(subject.departure.person_id or "")
    return _known(subject.departure.person, *(person.names if person else ()))


def _organization_names(subject: Subject) -> tuple[str, ...]:
    departure = subject.departure
    above = subject.watch.aliases(departure.organization_id) if departure.organization_id else ()
    return _known(departure.organization, *departure.organization_aliases, *above)


def _destination_names(subject: Subject) -> tuple[str, ...]:
    destination = subject.departure.destination
    if not destination:
        return ()
    mentions = subject.watch.mentions(normalise(destination).text)
    ids = [one.id for one in mentions if one.kind == "organization"]
    return (destination, *(name for one in ids for name in subject.watch.aliases(one)))


def _organization_is_ai(subject: Subject) -> bool:
    """By the watch list, or, for an organization that is not on it, by its own name."""
    departure = subject.departure
    if departure.organization_id in subject.watch.organizations:
        return subject.watch.is_ai(departure.organization_id)
    return bool(departure.organization and _SAYS_AI.search(normalise(departure.organization).text))


FIELDS: Mapping[str, Field] = {
    "person": _name(_person_names),
    "person_id": _exact(lambda subject: _known(subject.departure.person_id)),
    "person_is_watched": _flag(lambda subject: subject.departure.person_id in subject.watch.people),
    "organization": _name(_organization_names),
    "organization_id": _exact(lambda subject: subject.family),
    "organization_is_ai": _flag(_organization_is_ai),
    "about_ai": _flag(lambda subject: subject.departure.about_ai),
    "role": _phrase(
        lambda subject: tuple(normalise(one).text for one in _known(subject.departure.role))
    ),
    "role_is_leader": _flag(lambda subject: subject.departure.is_leader),
    "kind": _exact(lambda subject: (subject.departure.kind.value,), Kind),
    "status": _exact(lambda subject: (subject.departure.status.value,), Status),
    "score": Field(lambda subject: subject.departure.score, _score),
    "main": _flag(lambda subject: subject.departure.main),
    "feed": _exact(lambda subject: _known(subject.article.feed_id)),
    "tier": _exact(lambda subject: (subject.article.tier.value,), Tier),
    "language": _exact(
        lambda subject: (subject.article.lang or detect(subject.article.content),), get_args(Lang)
    ),
    "text": Field(lambda subject: f"{len(subject.article.content):,} characters", _text),
    "destination": _name(_destination_names),
}
