"""Where does each sentence of a text begin and end? Spans by punctuation, bounded, nothing but white space between.

A sentence ends behind 。！？!?… (a run of them is one end) together with the closing quotes and brackets that touch
it, unless a comma, colon or semicolon follows: “谁来管？”、“怎么管？” goes on. A full stop of Latin text ends one before
a capital, an ideograph or the end, but not behind a list number (``1.``), an initial (``J.``) or a short form without
vowel (``Mr.``, ``Ltd.``). Line breaks are white space.
"""

from __future__ import annotations

import re

from ontology.language.normalise import is_ideograph

LONGEST_SENTENCE = 500
_ENDS = frozenset("。｡！？!?…⋯")
_CLOSERS = frozenset("”’」』）)】》〉］]｝}〕»")
_GO_ON = frozenset("，、；：,;:")
_MARK = re.compile(r"[。｡！？!?…⋯.]")
_CAPITAL_AHEAD = re.compile(r"\s+[“‘「『《（(\[\"']{0,3}(\S)")
_SHORT_FORM = re.compile(r"(?<![^\W\d_])(?:[A-Z]|[A-Z][b-df-hj-np-tv-xz]{1,2})$")
_LIST_NUMBER = re.compile(r"[0-9]+")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text in order, as spans of code points that cover everything but white space.

    A run of over ``LONGEST_SENTENCE`` code points without an end is cut behind its last ；, else its last ，, else
    hard, so that any text takes linear time.

    >>> text = "示例社区怎么办？大家说：“一起办。” 第二年，办成了"
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['示例社区怎么办？', '大家说：“一起办。”', '第二年，办成了']
    """
    spans = []
    start = _visible(text, 0)
    while start < len(text):
        end = _end(text, start)
        last = end
        while text[last - 1].isspace():
            last -= 1
        spans.append((start, last))
        start = _visible(text, end)
    return spans


def _visible(text: str, start: int) -> int:
    """The first position from ``start`` on that is no white space."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _end(text: str, start: int) -> int:
    """Where the sentence that begins at ``start`` ends."""
    limit = min(start + LONGEST_SENTENCE, len(text))
    position = start
    while mark := _MARK.search(text, position, limit):
        position = mark.start() + 1
        if mark.group() in "!?." and _inside_word(text, start, mark.start()):
            continue
        tail = _tail(text, start, position, limit)
        if mark.group() == "." and not _stops(text, start, mark.start(), tail):
            continue
        if text[tail : tail + 1] not in _GO_ON:
            return tail
        position = tail
    return limit if limit == len(text) else _cut(text, start, limit)


def _inside_word(text: str, start: int, position: int) -> bool:
    """Whether ASCII letters or digits stand on both sides, as in an address."""
    around = text[max(start, position - 1) : position] + text[position + 1 : position + 2]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _tail(text: str, start: int, position: int, limit: int) -> int:
    """The end of the marks and closers from ``position`` on. A straight double quote closes if one is open."""
    while position < limit:
        character = text[position]
        if character == '"':
            closes = text.count('"', start, position) % 2 == 1
        elif character == "'":
            closes = not text[position + 1 : position + 2].isalnum()
        else:
            closes = character in _ENDS or character in _CLOSERS
        if not closes:
            break
        position += 1
    return position


def _stops(text: str, start: int, dot: int, tail: int) -> bool:
    """Whether the full stop at ``dot``, closers up to ``tail``, ends a sentence of Latin text."""
    if tail == len(text):
        return True
    before = text[start:dot]
    ahead = _CAPITAL_AHEAD.match(text, tail)
    if not ahead or _LIST_NUMBER.fullmatch(before) or _SHORT_FORM.search(before):
        return False
    return ahead[1].isupper() or is_ideograph(ahead[1])


def _cut(text: str, start: int, limit: int) -> int:
    for mark in "；，":
        found = text.rfind(mark, start, limit)
        if found >= 0:
            return found + 1
    return limit
