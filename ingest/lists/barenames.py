"""What is a column's name without what decorates it? Stars, numbers, brackets around it, how it is to be filled in."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ontology.model import Ontology
from ontology.terms import Schemes

_MARKS = " \t\r\n　*＊※★☆◆◇■□●○▲△▼▽▶►→·•✦✱:：、,，.。;；|｜~～!！?？-—"
_NUMBER = re.compile(
    r"^\s*(?:[（(]?\d{1,2}[）)、.．]\s*(?=[^\d\s])|[（(]?[一二三四五六七八九十]{1,3}[）)、.．]\s*|[①-⒛❶-❿㈠-㈩]\s*"
    r"|第[一二三四五六七八九十]{1,2}[项列栏]\s*[:：、]?)"
)
_BRACKET = re.compile(r"[（(【\[〔「『《][^（(【\[〔「『《）)】\]〕」』》]*[）)】\]〕」』》]?")
_ROUND = re.compile(
    r"^[（(【\[〔「『《“\"]([^（(【\[〔）)】\]〕」』》”\"]+)[）)】\]〕」』》”\"]\s*(.*)$", re.DOTALL
)
_BEHIND = re.compile(r"[\s:：,，;；]+(?=\S)")
_COLON = re.compile(r"[:：]\s*(?=[（(])")
_SPACED = re.compile(r"(?<=\w)\s+(?=\w)")
_ALL_SPACED = re.compile(r"\w(?:\s+\w){1,9}")
"""A name whose letters stand apart (期 限)."""
_BRACKETS = "（(【[〔「『《）)】]〕」』》"


class BareNames:
    """Names of columns without decoration, by the words of one ontology that say how a column is to be filled in;
    ``is_unit`` says whether a text is a unit."""

    def __init__(self, ontology: Ontology, is_unit: Callable[[str], object]) -> None:
        words: dict[str, list[str]] = {"aside": [], "aside-first": []}
        for concept in ontology.in_scheme(Schemes.HEADER_PARTS):
            if concept.notation in words:
                words[concept.notation] += [concept.zh, *concept.synonyms]
        self._anywhere, self._first = tuple(words["aside"]), tuple(words["aside-first"])
        self._is_unit = is_unit
        self.bare = lru_cache(maxsize=1 << 14)(self._bare)

    def _bare(self, name: str) -> str:
        """The name; as it is if nothing else would be left.

        ``*1.资源名称（必填）`` → ``资源名称``, ``【数量】（只）`` → ``数量（只）``.
        """
        text = _BRACKET.sub(self._without_aside, _COLON.sub("", name))
        text = _SPACED.sub("", text) if _ALL_SPACED.fullmatch(text.strip(_MARKS)) else self._cut(text)
        while (shorter := self._undecorated(text)) != text:
            text = shorter
        return text if any(map(str.isalnum, text)) else name

    def _undecorated(self, text: str) -> str:
        """The text without the marks and the number around it, or the brackets around its beginning."""
        stripped = text.strip(_MARKS)
        numbered = _NUMBER.sub("", stripped, count=1)
        stripped = numbered if any(map(str.isalpha, numbered)) else stripped
        whole = _ROUND.match(stripped)
        if whole is None or (not whole[2] and self._is_unit(whole[1])):
            return stripped
        return whole[1] + whole[2]

    def _without_aside(self, bracket: re.Match[str]) -> str:
        """A bracket as it is, or '' if it says how the column is to be filled in."""
        inside = bracket.group().strip(_BRACKETS)
        return "" if self._is_aside(inside) and not self._is_unit(inside) else bracket.group()

    def _cut(self, text: str) -> str:
        """The text up to a blank or colon behind which it says how the column is to be filled in (资源名称 必填)."""
        for mark in _BEHIND.finditer(text):
            if mark.start() and self._is_aside(text[mark.end() :]):
                return text[: mark.start()]
        return text

    def _is_aside(self, text: str) -> bool:
        """Whether a text says how a column is to be filled in."""
        text = text.strip(_MARKS)
        return bool(text) and (text.startswith(self._first) or any(w in text for w in self._anywhere))
