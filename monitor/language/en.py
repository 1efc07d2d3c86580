"""How English tells that somebody leaves.

`read_sentence` cuts a sentence into a line of chunks (`phrases_en`), asks of every trigger on it
who leaves (`clauses_en`), and gathers what else is said (`slots_en`). A trigger that fails a
condition is turned away with the condition's name; a word alone never makes a departure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from monitor.language import slots_en as slots
from monitor.language.clauses_en import (
    BE,
    DETERMINERS,
    POSSESSIVE_PRONOUNS,
    Party,
    clause_start,
    employer_at,
    object_of,
    subject_of,
)
from monitor.language.draft import Draft, Heard, Scene, Span, Turned
from monitor.language.lexicon_en import CONTINUATIONS, FIELDS, NO_ORGANIZATION, POSTS, STAFF
from monitor.language.phrases_en import Line, is_place, read_line
from monitor.language.text import Sentence
from monitor.model import Status
