"""Does a line belong to the page rather than to an article? By the word lists of the ontology and by its form.

A line is ``sure`` furniture wherever it stands, or ``weak``: only where it does not run on as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from ingest.readers.article import Furniture
from ingest.readers.lines import Line
from ontology.language.normalise import fold
from ontology.language.wordings import alternatives
from ontology.load import load
from ontology.model import Ontology
from ontology.terms import Schemes

Verdict = Literal["", "weak", "sure"]
LONGEST = 200
_SHORT = 40
_SENTENCE = re.compile(r"[。｡，,;；！？!?、]")
_SEPARATOR = re.compile(r"([-=_*~—–─━＝＊☆★◇◆●○#])(?:\s*\1){2,}")
_DATE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
_PAGE = re.compile(
    r"第[0-9一二三四五六七八九十]{1,4}[版页]|(?<![a-z0-9])[a-d]?\d{1,3}版|(?<![a-z0-9])[a-d]\d{1,2}(?![0-9a-z%.])"
)
_PAGE_ALONE = re.compile(
    r"[-—–~·]+\d{1,4}[-—–~·]+|[-—–]*第?\d{1,4}页(?:[,/(]?共\d{1,4}页\)?)?[-—–]*|第[一二三四五六七八九十]{1,3}[版页]"
    r"|第?[a-d]?\d{1,3}版|[a-d]\d{1,2}|p(?:age|\.)?\d{1,4}(?:of\d{1,4})?"
)
_NUMBER_ALONE = re.compile(r"\d{1,3}(?:/\d{1,3})?")


class FurnitureWords:
    """The furniture words of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        concepts = ontology.in_scheme(Schemes.FURNITURE)
        papers = [c for c in ontology.in_scheme(Schemes.FRONT) if c.notation == "paper"]

        def words(notation: str) -> list[str]:
            return [_compact(w) for c in concepts if c.notation == notation for w in c.wordings]

        self._head = re.compile(alternatives(words("head")))
        self._paper = re.compile(alternatives(_compact(w) for c in papers for w in c.wordings))
        self._start = re.compile(alternatives(words("start")))
        self._weak = re.compile(alternatives(words("weak")))
        self._end = tuple(words("end"))
        self._whole = frozenset(words("whole"))

    def verdict(self, text: str) -> Verdict:
        """Whether the line ``text`` is furniture; '' for a line of an article."""
        if len(text) > LONGEST:
            return ""
        if len(text) > _SHORT // 2 and _SENTENCE.search(text):
            return "weak" if self._start.match(_compact(text[:_SHORT])) else ""
        compact = _compact(text)
        if is_separator(text) or _PAGE_ALONE.fullmatch(compact) or self.is_running_head(text):
            return "sure"
        if not any(map(str.isalnum, compact)) and not any(c in "。，、；：！？…”’」』）》\"')" for c in text):
            return "sure"
        return "weak" if self._is_weak(text, compact) else ""

    def is_running_head(self, text: str) -> bool:
        """Whether a line is a running head: date, page and editors of a newspaper page, and nothing said."""
        if len(text) > LONGEST or _SENTENCE.search(text):
            return False
        compact = _compact(text)
        dated, paged = bool(_DATE.search(compact)), bool(_PAGE.search(compact))
        if not dated and not paged:
            return False
        if self._head.search(compact):
            return True
        if ":" in compact:
            return False
        rest = compact
        for pattern in (_DATE, _WEEKDAY, _PAGE):
            rest = pattern.sub("", rest)
        left = sum(map(str.isalnum, rest))
        if dated and (paged or _WEEKDAY.search(compact)):
            return left <= (12 if self._paper.search(rest) else 4)
        return bool(self._paper.search(rest)) and left <= 12

    def _is_weak(self, text: str, compact: str) -> bool:
        if self._start.match(compact):
            return True
        if compact in self._whole or _NUMBER_ALONE.fullmatch(compact):
            return True
        short = len(compact) <= _SHORT and not _SENTENCE.search(text)
        return short and (bool(self._weak.match(compact)) or compact.endswith(self._end))


def is_separator(text: str) -> bool:
    """Whether a line is a rule of one repeated sign: ``----``, ``* * *``."""
    return _SEPARATOR.fullmatch(text) is not None


def is_page_date(text: str) -> bool:
    """Whether a date stands in a line of furniture."""
    return _DATE.search(_compact(text)) is not None


def as_furniture(lines: Sequence[Line]) -> Furniture:
    """Lines as furniture, joined by a blank."""
    text = " ".join(line.text for line in lines)
    return Furniture(text, tuple(line.number for line in lines), count_visible(text))


def count_visible(text: str) -> int:
    """How many characters of a cleaned text are no white space."""
    return len("".join(text.split()))


@lru_cache(maxsize=1)
def furniture_words() -> FurnitureWords:
    """The words of the project's own vocabulary."""
    return FurnitureWords(load())


def _compact(text: str) -> str:
    return "".join(fold(text).split())
