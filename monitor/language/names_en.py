"""Which runs of capitalised words are people, and which may be organizations.

Nothing here decides that somebody left; it says what a run of words looks like. ``sure`` marks
looks that stand without a neighbour; the others need one, such as a role before them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from monitor.language.common_words import COMMON
from monitor.language.given_names import GIVEN_NAMES
from monitor.language.vocabulary_en import FIELDS, ORGANIZATION_ENDS, PLACES
from monitor.language.wordlist import words

PARTICLES = words(
    """
    de da di del della der den des do dos du van von ter ten la le el al bin ibn ben mc y st
    """
)
# Given names that are words as well: they need a second word that is none.
_AMBIGUOUS = words(
    """
    will may mark bill grant chase rich drew art april june faith grace hope joy rose dawn dean
    guy hunter mason max miles pat ray reed rusty sandy sue van wade jack frank carter rob page
    star summer jan jay gene harsh king cooper violet ivy crystal amber
    """
)
_COMMON_ENDING = re.compile(
    r"(?:ing|tion|tions|sion|ness|ment|ments|ity|ship|able|ible|ically|ously|fully|ingly|edly)$"
)
_INITIAL = re.compile(r"[A-Z]\.?$")
_ACRONYM = re.compile(r"(?=.*[A-Z])[A-Z0-9&.+]{2,}$")
_CAMEL = re.compile(r"(?:[A-Za-z]*[a-z][A-Z][A-Za-z]*|[A-Za-z]+[0-9][A-Za-z0-9]*|.+\.[a-z]{2,3})$")
_NAME_CAMEL = re.compile(r"(?:Mc|Mac|De|Di|Le|La|Van|O')[A-Z][a-z]+$")
# Syllables of Mandarin in pinyin; two or three of them in two words make a name.
_SYLLABLE = (
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan"
    r"|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|a|o|e|i|u))"
)
_PINYIN = re.compile(rf"{_SYLLABLE}(?:[-']?{_SYLLABLE})?$")
_SURNAMES = words(
    """
    zhao qian sun li zhou wu zheng wang feng chen chu wei jiang shen han yang zhu qin xu he lu
    shi zhang kong cao yan hua jin tao qi xie zou yu bai dou pan ge xi fan peng lang ma miao
    fang ren yuan liu bao shi tang fei cen xue lei ni teng yin luo bi hao an chang le fu kang
    meng ping huang mu xiao yao shao wang mao di mi bei ming zang ji song pang xiong shu qu
    xiang dong liang du ruan lan min jia lou tong guo mei sheng lin diao zhong qiu gao xia cai
    tian hu ling wan ke guan mo jing gan xie ying zong ding deng dan hang hong zuo shi cui gong
    cheng xing pei rong weng xun hui qiao bo ouyang sima zhuge shangguan lau wong chan cheung
    lee ng chow tsai hsu kwok leung yip chung tse ho hui fok chiu kuo tsang lam cheng
    """
)


Look = Literal["person", "organization", "name"]


@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word, or a particle between two, of a run: ``text`` at ``start:end``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """Part of a run and what it looks like."""

    start: int
    end: int
    look: Look
    sure: bool


def is_common(word: str) -> bool:
    """Whether a word is too ordinary to be a name, however it is capitalised."""
    low = word.lower()
    if low in COMMON:
        return True
    if len(low) <= 5 or low in GIVEN_NAMES or _PINYIN.match(low):
        return False
    return _COMMON_ENDING.search(low) is not None


def read_run(words: list[Word], *, title_case: bool) -> list[Named]:
    """The names in a run of capitalised words. ``title_case``: the sentence capitalises all its
    words, so that capitals show nothing."""
    if (cut := _person_inside(words)) is not None:
        parts = (words[:cut], words[cut:])
        return [named for part in parts for named in read_run(part, title_case=title_case)]
    if _organization(words):
        return [Named(words[0].start, words[-1].end, "organization", sure=True)]
    if _person(words):
        return [Named(words[0].start, words[-1].end, "person", sure=True)]
    ordinary = any(is_common(word.text) for word in words)
    placed = any(word.text.lower() in PLACES for word in words)
    most = 2 if title_case else 4  # in a headline longer runs are phrases
    if (
        2 <= len(words) <= most
        and not ordinary
        and not placed
        and not any(_odd(word.text) for word in words)
    ):
        return [Named(words[0].start, words[-1].end, "person", sure=False)]
    if len(words) == 1 and (ordinary or words[0].text.lower() in FIELDS):
        return []
    return [Named(words[0].start, words[-1].end, "name", sure=not title_case and not ordinary)]


def _person_inside(words: list[Word]) -> int | None:
    """Where a person begins after another name: "Billionaire Anna Weiss"."""
    for index in range(1, len(words) - 1):
        before, first = words[index - 1].text, words[index].text
        if _given(first) and not _given(before) and not _initial(before):
            if len(words) - index <= 3 and not _person(words):
                return index
            return None
    return None


def _person(words: list[Word]) -> bool:
    """Given name and surname, with or without initials and particles; or a name in pinyin."""
    texts = [word.text for word in words]
    if not 2 <= len(texts) <= 5 or any(_odd(text) for text in texts[1:]):
        return False
    if len(texts[0]) == 1:  # "Y Combinator", but "J. Robert Weiss"
        return False
    full = [text for text in texts if not _initial(text) and text.lower() not in PARTICLES]
    if len(full) > 3:
        return False
    if _given(texts[0]) and len(full) >= 2:
        return texts[0].lower() not in _AMBIGUOUS or not any(is_common(text) for text in full[1:])
    if len(full) < len(texts) and full and not _initial(texts[-1]):
        return not any(is_common(text) for text in full)
    return _pinyin(full)


def _pinyin(texts: list[str]) -> bool:
    lows = [text.lower() for text in texts]
    if len(lows) != 2 or not all(_PINYIN.match(low) for low in lows):
        return False
    return (lows[0] in _SURNAMES or lows[1] in _SURNAMES) and not any(map(is_common, lows))


def _organization(words: list[Word]) -> bool:
    last = words[-1].text
    if last.lower() in ORGANIZATION_ENDS and len(words) > 1:
        return True
    if any(word.text.lower() in PLACES for word in words):
        return False
    return any(_odd(word.text) for word in words)


def _odd(text: str) -> bool:
    """Camel case, capitals only, or digits: how brands are written, not people."""
    if _initial(text) or _NAME_CAMEL.match(text) or text.lower() in FIELDS:
        return False
    return bool(_ACRONYM.match(text) or _CAMEL.match(text))


def _given(text: str) -> bool:
    first = text.lower().split("-")[0]
    return text.lower() in GIVEN_NAMES or (first in GIVEN_NAMES and "-" in text)


def _initial(text: str) -> bool:
    return _INITIAL.match(text) is not None
