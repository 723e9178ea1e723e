"""Which rows under a header are no entries? Totals, notes and signatures below the list, headings inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ingest.lists.wording import wording_key
from ingest.readers.document import Row
from ontology.model import Ontology
from ontology.terms import Schemes

NARROWEST = 3
"""In a list of fewer columns a row of one cell may well be an entry."""

Aside = Literal["total", "note", "heading"]
"""Sums; a sentence about the list or who filled it in; the name of what follows."""

NUMERAL = re.compile(
    r"\s*(?:(?:[一二三四五六七八九十]{1,3}|[ⅠⅡⅢⅣⅤⅥ])\s*[、.．:：)）]|[（(]\s*(?:[一二三四五六七八九十]{1,3})\s*[)）]"
    r"|第\s?[一二三四五六七八九十]{1,3}\s?(?:部分|[类部章批组篇板块])|(?:[一二三四五六七八九十]{1,3})(?=\s))\s*[、.．:：]?\s*"
)
"""What numbers a heading: 一、 （二） 第三部分."""
_SENTENCE = re.compile(r"[：:，。；;]|.{41}")
_LONGEST_TOTAL = 12
_OPENING = " 　【[（("
_BRACKETED = re.compile(r"[（(][^（）()]{0,6}[）)]|[\s:：.。]+$")
_LABEL = re.compile(
    r"([^:：、.．\d】\])）（(]{1,10})\s*(?:[（(][^）)]{1,8}[）)])?\s*(?:[:：、.．\d】\])）]|$)"
)
_FIRST_CELLS = 3
_AMOUNT = re.compile(r"[\s\d.,%/+-]*[^\d\s]{0,3}(?:[\s\d.,]*[^\d\s]{0,3}){0,2}")


class AsideWords:
    """The words of one ontology that rows begin with which are no entries."""

    def __init__(self, ontology: Ontology) -> None:
        words: dict[str, set[str]] = {"total": set(), "note": set(), "signature": set()}
        for concept in ontology.in_scheme(Schemes.LIST_ASIDES):
            words[concept.notation] |= {wording_key(w) for w in concept.wordings}
        self.labels = tuple(
            w
            for c in ontology.in_scheme(Schemes.LIST_ASIDES)
            if c.notation == "signature"
            for w in c.wordings
        )
        """What those who filled a list in sign behind."""
        self._totals = frozenset(words["total"])
        self._ends = tuple(w for w in words["total"] if len(w) > 1 and not w.isascii())
        self._last = frozenset(w[-1] for w in self._totals)
        self._closes = self._last | frozenset(")）:：.。")
        self._notes = frozenset(words["note"])
        self._signatures = frozenset(words["signature"])
        self._first = frozenset(w[0] for w in self._notes | self._signatures)

    def is_total(self, text: str) -> bool:
        """Whether a cell says that sums follow: 合计, 小 计：, 南湖社区小计."""
        if len(text) > _LONGEST_TOTAL or text.rstrip()[-1:].lower() not in self._closes:
            return False
        bare = _BRACKETED.sub("", text)
        if bare[-1:].lower() not in self._last:
            return False
        key = wording_key(bare)
        return key in self._totals or (len(key) > 2 and key.endswith(self._ends))

    def is_bare_total(self, text: str) -> bool:
        """Whether a cell says nothing but that sums follow."""
        return self.is_total(text) and wording_key(_BRACKETED.sub("", text)) in self._totals

    def is_note(self, text: str) -> bool:
        """Whether a cell is a remark on the list: 注：以上资源需预约."""
        return self._begins(text, self._notes)

    def is_signature(self, text: str) -> bool:
        """Whether a cell says who filled the list in, checked it, or when: 填表人：."""
        return self._begins(text, self._signatures)

    def _begins(self, text: str, words: frozenset[str]) -> bool:
        bare = text.lstrip(_OPENING)
        if bare[:1].lower() not in self._first:
            return False
        found = _LABEL.match(bare)
        return found is not None and wording_key(found[1]) in words


def is_heading(text: str) -> bool:
    """Whether a lone cell is numbered like a heading (一、公办机构) or a sentence about the list."""
    return bool(NUMERAL.match(text) or _SENTENCE.search(text))


def aside_of(row: Row, width: int, words: AsideWords) -> Aside | None:
    """What a row is that says nothing of its columns' values; ``None`` for an entry.

    One cell in a list of several columns is a heading if it is numbered or no sentence, else a note.
    """
    cells, repeated = row.cells, row.repeated
    own = [c for i, c in enumerate(cells) if c and i not in repeated] if repeated else [c for c in cells if c]
    if not own:
        return None
    if _has_total(own, words):
        return "total"
    if words.is_signature(own[0]) or words.is_note(own[0]):
        return "note" if _belong_together(own, words) else None
    if width < NARROWEST or len(own) > 2 or any(cells[i] and cells[i] not in own for i in repeated):
        return None
    if len(own) == 1 or NUMERAL.fullmatch(own[0]):
        return "heading" if NUMERAL.match(own[0]) or not _SENTENCE.search(own[0]) else "note"
    return None


def _has_total(own: Sequence[str], words: AsideWords) -> bool:
    """Whether one of the first cells says total; if it says more than that, or is not the first, no other holds words."""
    at = next((i for i, c in enumerate(own[:_FIRST_CELLS]) if words.is_total(c)), -1)
    if at < 0 or (at == 0 and words.is_bare_total(own[0])):
        return at == 0
    return all(_AMOUNT.fullmatch(c) for i, c in enumerate(own) if i != at)


def _belong_together(own: Sequence[str], words: AsideWords) -> bool:
    """Whether all cells of a row that begins like a note or a signature are of that kind, or short answers to it."""
    labels = sum(words.is_signature(c) or words.is_note(c) for c in own)
    return 2 * labels >= len(own)
