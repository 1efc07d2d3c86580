"""Logs: one line an event, whatever strangers put into it, and no secrets."""

from __future__ import annotations

import io
import json
import logging
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loguru import logger

from monitor import log


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    written = io.StringIO()
    yield written
    logger.remove()


def test_console_line(stream: io.StringIO) -> None:
    """An event name and its keys; what has spaces is quoted."""
    log.configure(stream=stream)
    logger.info("poll.done", feed="a", new=3, title="two words", nothing="")
    line = stream.getvalue()
    assert line.endswith('INFO    poll.done feed=a new=3 title="two words" nothing=""\n')


def test_json_line(stream: io.StringIO) -> None:
    """The same as an object: numbers stay numbers."""
    log.configure(stream=stream, form="json")
    logger.info("poll.done", feed="a", new=3)
    found = json.loads(stream.getvalue())
    assert found["event"] == "poll.done"
    assert (found["feed"], found["new"], found["level"]) == ("a", 3, "info")


@given(text=st.text(), form=st.sampled_from(["console", "json"]))
def test_strangers_cannot_break_a_line(text: str, form: str) -> None:
    """Controls, newlines, bidi and surrogates are escaped; braces mean nothing."""
    written = io.StringIO()
    log.configure(stream=written, form="json" if form == "json" else "console")
    logger.info("article.read", title=text)
    lines = written.getvalue()
    logger.remove()
    assert lines.count("\n") == 1
    assert lines.endswith("\n")
    assert not [one for one in lines if one != "\n" and unicodedata.category(one) == "Cc"]
    assert not set(lines) & set("\u2028\u2029\u202e\u200b")
    lines.encode("utf-8")


def test_long_values_are_cut(stream: io.StringIO) -> None:
    """A value has at most five hundred characters."""
    log.configure(stream=stream, form="json")
    logger.info("x", text="a" * 10_000)
    assert len(json.loads(stream.getvalue())["text"]) == log.MAX_VALUE_CHARACTERS


@pytest.mark.parametrize("form", ["console", "json"])
def test_secrets_are_starred(stream: io.StringIO, form: str) -> None:
    """Known secrets, signing secrets, credentials and queries of URLs; also in tracebacks."""
    log.configure(stream=stream, form="json" if form == "json" else "console")
    log.hide("tok-canary-1")
    try:
        raise ValueError(
            "tok-canary-1 at https://user:pw@h.example/p?key=canary2 whsec_Y2FuYXJ5Mw=="
        )
    except ValueError as error:
        logger.opt(exception=error).error("x", url="https://h.example/?t=canary4", s="tok-canary-1")
    text = stream.getvalue()
    assert "ValueError" in text
    for canary in ("tok-canary-1", "pw@", "canary2", "Y2FuYXJ5Mw", "canary4"):
        assert canary not in text


def test_libraries_are_heard_from_warning_on(stream: io.StringIO) -> None:
    """And httpx, which would log whole URLs, only then."""
    log.configure(stream=stream)
    logging.getLogger("httpx").info("HTTP Request: GET https://h.example/?token=canary")
    logging.getLogger("somebody").warning("careful")
    assert "canary" not in stream.getvalue()
    assert "library=somebody text=careful" in stream.getvalue()


def test_levels(stream: io.StringIO) -> None:
    """What is less important than the level is not written."""
    log.configure(stream=stream, level="WARNING")
    logger.info("quiet")
    logger.warning("loud")
    assert "quiet" not in stream.getvalue()
    assert "loud" in stream.getvalue()
