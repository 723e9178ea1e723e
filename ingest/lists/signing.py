"""Who signed a list or a letter? The names behind 填表人：, 审核人：, 联系人： around it, which nobody needs to see.

What follows such a label is a person's unless it names an organisation, says a day or a number, or is a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ontology.language.restricted import Masked

MASK: Final = "*"
LONGEST: Final = 8
LONGEST_LATIN: Final = 30
_PIECE: Final = re.compile(r"[^\s,，、;；/／|｜]+")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z .'’-]*")
_LETTERS: Final = re.compile(r"[^\W\d_]")
_NO_NAME: Final = re.compile(r"[\d:：。！？]")
_BRACKETS: Final = re.compile(r"[（(][^）)]*[）)]?")
_TAIL: Final = r"\s*(?:[（(][^（）()]{1,8}[）)])?\s*[:：]"
Spans = tuple[tuple[int, int], ...]


class Signing:
    """Finds the names of persons behind the labels of those who filled a list in."""

    def __init__(self, labels: Sequence[str], is_other: Callable[[str], bool]) -> None:
        """``labels`` are the words that signatures begin with; ``is_other`` says of a text that it is no person's name."""
        spaced = (r"\s*".join(map(re.escape, label)) for label in labels)
        words = "|".join(sorted(spaced, key=lambda label: (-len(label), label)))
        self._label = re.compile(rf"(?:{words}){_TAIL}", re.IGNORECASE)
        self._alone = re.compile(rf"\s*(?:{words})(?:{_TAIL}|\s*)", re.IGNORECASE)
        self._is_other = is_other

    def in_text(self, text: str, is_person: Callable[[str], bool]) -> Spans:
        """The spans of names in running text, where what follows a label may be a sentence: only what looks like a name."""
        parted = text.replace("。", "，")
        return tuple((a, b) for a, b in self._spans(parted, asked=False) if is_person(text[a:b]))

    def names(self, cells: Sequence[str]) -> dict[int, Spans]:
        """The spans of names in cells, by position; a label alone in its cell speaks of the next one."""
        found: dict[int, Spans] = {}
        asked = False
        for index, cell in enumerate(cells):
            if not cell:
                continue
            spans = tuple(self._spans(cell, asked))
            if spans:
                found[index] = spans
            asked = self._alone.fullmatch(cell) is not None
        return found

    def _spans(self, cell: str, asked: bool) -> Iterator[tuple[int, int]]:
        labels = list(self._label.finditer(cell))
        if asked and not labels and not self._alone.fullmatch(cell):
            yield from self._of(cell, 0, len(cell))
        ends = [label.start() for label in labels[1:]] + [len(cell)] * bool(labels)
        for label, end in zip(labels, ends, strict=True):
            if not self._is_other(label[0]):
                yield from self._of(cell, label.end(), end)

    def _of(self, cell: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        value = cell[start:end]
        if self._is_other(value.strip()):
            return
        if found := _LATIN.fullmatch(value.strip()):
            at = start + value.index(found[0])
            if len(found[0]) <= LONGEST_LATIN:
                yield at, at + len(found[0])
            return
        for piece in _PIECE.finditer(value):
            text = _BRACKETS.sub("", piece[0])
            like = len(text) <= LONGEST and _LETTERS.search(text) and not _NO_NAME.search(text)
            if like and not self._is_other(text):
                yield start + piece.start(), start + piece.end()


def hide(masked: Masked, spans: Spans) -> Masked:
    """A masked text with further spans masked."""
    text = list(masked.text)
    for start, end in spans:
        text[start:end] = MASK * (end - start)
    return Masked("".join(text), _merged([*masked.spans, *spans]))


def _merged(spans: Sequence[tuple[int, int]]) -> Spans:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
