"""Terms found in one pass."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.language import lexicon_zh
from monitor.language.lexicon import Lexicon, Term, extended, terms
from monitor.model import Expression, Kind, Role
from monitor.watch import Watch

_LEXICON = Lexicon(
    (
        *terms("trigger", "离职 left"),
        *terms("role", "总裁 副总裁 vice_president president", "leader"),
        *terms("decoy", "离职率"),
    )
)


def _found(text: str, *sorts: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in _LEXICON.hits(text).of(*sorts)]


def test_the_longest_term_of_a_sort_wins() -> None:
    assert _found("副总裁离职", "role") == ["副总裁"]
    assert _found("the vice president left", "role") == ["vice president"]


def test_sorts_do_not_hide_each_other() -> None:
    assert _found("离职率", "trigger", "decoy") == ["离职", "离职率"]


def test_latin_terms_match_whole_words_in_any_case() -> None:
    assert _found("He LEFT; leftover", "trigger") == ["LEFT"]
    assert _found("总裁Left了", "trigger") == ["Left"]


def test_within_and_without() -> None:
    hits = _LEXICON.hits("总裁离职,副总裁离职")
    assert [hit.start for hit in hits.within(0, 4, "trigger")] == [2]
    rest = hits.without([(2, 4), (6, 7)])
    assert [hit.start for hit in rest] == [0, 8]
    assert not _LEXICON.hits("无关")


def test_found_answers_without_listing() -> None:
    assert _LEXICON.found("他离职了")
    assert not _LEXICON.found("leftover")


def test_a_watch_list_adds_roles_and_expressions() -> None:
    watch = Watch(
        roles=[Role(name="首席造梦師", leader=True), Role(name="造梦助手", leader=False)],
        expressions=[Expression(text="归隐", kind=Kind.RETIRED, strong=False)],
    )
    hits = extended(_LEXICON, watch).hits("首席造梦师归隐,造梦助手")
    assert [hit.has("leader") for hit in hits.of("role")] == [True, False]
    (trigger,) = hits.of("trigger")
    assert trigger.term == Term("归隐", "trigger", Kind.RETIRED, 0.5, frozenset({"weak", "exit"}))
    assert extended(_LEXICON, Watch()) is _LEXICON


def test_the_lexicons_own_entry_wins_over_the_watch_lists() -> None:
    watch = Watch(expressions=[Expression(text="离职", kind=Kind.RETIRED)])
    (trigger,) = extended(_LEXICON, watch).hits("离职").of("trigger")
    assert trigger.term.kind is Kind.DEPARTED


def test_the_chinese_list_has_no_term_twice_in_a_sort() -> None:
    seen = [(term.text.lower(), term.sort) for term in lexicon_zh.LEXICON.terms]
    assert len(seen) == len(set(seen))


@given(st.text(alphabet="离职率副总裁left vice president,", max_size=60))
def test_hits_of_a_sort_never_overlap(text: str) -> None:
    for sort in ("trigger", "role", "decoy"):
        hits = _LEXICON.hits(text).of(sort)
        assert all(left.end <= right.start for left, right in pairwise(hits))
