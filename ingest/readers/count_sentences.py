"""How many sentences has a text? Counted by a machine that reads one character after the other, once.

It follows what ``ontology.language.sentences`` says a sentence is, and shares no code with it.
"""

from __future__ import annotations

from dataclasses import dataclass

_MOST = 500
_MARKS = "。｡！？!?…⋯"
_CLOSING = "”’」』）)】》〉］]｝}〕»"
_CONTINUING = "，、；：,;:"
_OPENING = "“‘「『《（(['\""
_VOWELS = "aeiou"


@dataclass(slots=True)
class _State:
    """Where the sentence began, how many straight quotes it has, where the last ； and ， stand behind their sign."""

    start: int
    quotes: int = 0
    semicolon: int = 0
    comma: int = 0


def count_sentences(text: str) -> int:
    """The number of sentences of a text without line breaks.

    >>> count_sentences("谁来管？“大家管。” 办成了。No. 1 is Mr. Shi. Good")
    5
    """
    found, position = 0, 0
    while True:
        while position < len(text) and text[position].isspace():
            position += 1
        if position == len(text):
            return found
        found += 1
        position = _next_end(text, position)


def _next_end(text: str, start: int) -> int:
    state = _State(start)
    position, most = start, min(start + _MOST, len(text))
    while position < most:
        character = text[position]
        position += 1
        state.quotes += character == '"'
        if character == "；":
            state.semicolon = position
        elif character == "，":
            state.comma = position
        elif character in _MARKS or character == ".":
            if character in "!?." and _between_letters(text, start, position):
                continue
            behind = _closed(text, state, position, most)
            if character == "." and not _full_stop(text, start, position - 1, behind):
                continue
            if behind == len(text) or text[behind] not in _CONTINUING:
                return behind
            state.quotes += text[position:behind].count('"')
            position = behind
    if most == len(text):
        return most
    return state.semicolon or state.comma or most


def _between_letters(text: str, start: int, position: int) -> bool:
    """``position`` is behind the mark."""
    if position - 2 < start or position >= len(text):
        return False
    return all(c < "\x80" and c.isalnum() for c in (text[position - 2], text[position]))


def _closed(text: str, state: _State, position: int, most: int) -> int:
    quotes = state.quotes
    while position < most:
        character = text[position]
        if character == '"':
            if quotes % 2 == 0:
                return position
            quotes += 1
        elif character == "'":
            if position + 1 < len(text) and text[position + 1].isalnum():
                return position
        elif character not in _MARKS and character not in _CLOSING:
            return position
        position += 1
    return position


def _full_stop(text: str, start: int, dot: int, behind: int) -> bool:
    if behind == len(text):
        return True
    if not text[behind].isspace():
        return False
    word = text[start:dot]
    if word and all(c in "0123456789" for c in word):
        return False
    if _abbreviates(word):
        return False
    return _begins_sentence(text, behind)


def _abbreviates(word: str) -> bool:
    """Whether the letters at the end are an initial or a capital with one or two small consonants."""
    length = 0
    while length < 4 and length < len(word) and word[-1 - length].isalpha():
        length += 1
    if not 1 <= length <= 3:
        return False
    first, others = word[-length], word[len(word) - length + 1 :]
    return "A" <= first <= "Z" and all("a" <= c <= "z" and c not in _VOWELS for c in others)


def _begins_sentence(text: str, position: int) -> bool:
    while position < len(text) and text[position].isspace():
        position += 1
    signs = 0
    while position < len(text) and signs < 3 and text[position] in _OPENING:
        position, signs = position + 1, signs + 1
    if position == len(text):
        return False
    return text[position].isupper() or _is_han(text[position])


def _is_han(character: str) -> bool:
    code = ord(character)
    ranges = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x3FFFF))
    return any(first <= code <= last for first, last in ranges)
