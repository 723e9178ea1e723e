"""How do lines become one block? Joined without a blank between ideographs, each character with its way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.readers.article import Block, BlockKind
from ingest.readers.lines import Line
from ontology.language.normalise import is_ideograph


def join_lines(kind: BlockKind, lines: Sequence[Line]) -> Block:
    """One block of the lines, in order."""
    parts: list[str] = []
    origin: list[tuple[int, int]] = []
    length, before = 0, ""
    for line in lines:
        if before and needs_blank(before, line.text):
            parts.append(" ")
            length += 1
        origin += [(length + offset, code) for offset, code in line.origin]
        parts.append(line.text)
        length += len(line.text)
        before = line.text
    return Block(kind, "".join(parts), tuple([line.number for line in lines]), tuple(origin))


def needs_blank(before: str, after: str) -> bool:
    """Whether a blank belongs between two lines of one paragraph: between words of Latin text, and there alone
    between numbers; a number that a column of Chinese text broke is one number.

    >>> needs_blank("a community", "hall"), needs_blank("共推选34", "33个"), needs_blank("社区co-", "op")
    (True, False, False)
    """
    last, first = before[-1], after[0]
    if not (last.isascii() and first.isascii()) or last in "-/([{" or first in ",.;:!?)]}%/":
        return False
    if _has_ideograph(before) or _has_ideograph(after):
        return last.isalpha() and first.isalpha()
    return True


def _has_ideograph(text: Iterable[str]) -> bool:
    return any(map(is_ideograph, text))
