"""What is a quoted name said to be? The noun behind it, or behind the list of quoted names that it stands in.

“党建引领四方平台”工作法; “时间银行”“放学来吧”等特色品牌; “李瑞服务班”…等一大批优秀党员服务品牌.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from ingest.articles.sentence import Quoted, Sentence

_AND: Final = frozenset("、和及与")
_ETC: Final = frozenset({"等", "等等"})
_PHRASE: Final = frozenset({"n", "nz", "nw", "vn", "a", "an", "s", "LOC", "ORG", "f", "xc", "b"})
_ALL: Final = frozenset({"全部", "均", "都"})
_LONGEST_HEAD: Final = 16


def list_of(s: Sentence, quoted: Quoted) -> list[Quoted]:
    """The quoted names that stand in a row with this one: side by side, or with 、, 和 between them."""
    i = s.quoted.index(quoted)
    first = last = i
    while first > 0 and _joined(s, s.quoted[first - 1].end, s.quoted[first].start):
        first -= 1
    while last + 1 < len(s.quoted) and _joined(s, s.quoted[last].end, s.quoted[last + 1].start):
        last += 1
    return list(s.quoted[first : last + 1])


def head_of(s: Sentence, quoted: Quoted) -> str:
    """The noun phrase behind a quoted name or the list it stands in, '' if none follows."""
    together = list_of(s, quoted)
    return phrase_after(
        s, together[-1].end, skip_etc=len(together) > 1 or _starts_with_etc(s, together[-1].end)
    )


def phrase_after(
    s: Sentence, position: int, *, skip_etc: bool = True, nominal: frozenset[str] = frozenset()
) -> str:
    """The nouns and their modifiers that stand right behind a position, as written in simplified characters; a quoted name
    with the noun behind it is one. ``nominal`` are verbs that may be modifiers (重点研究课题)."""
    begin, end, noun = position, position, False
    if (name := s.in_quotes(position)) and name.start == position and not name.is_speech:
        return s.plain[name.start : name.end] + phrase_after(s, name.end, skip_etc=False)
    for token in s.doc:
        if token.idx < position:
            continue
        if token.idx > end:
            break
        if end == position and skip_etc and token.text in _ETC:
            begin = position = end = token.idx + len(token.text)
            continue
        counting = token.tag_ in {"m", "q"} and end == position
        fits = (
            counting
            or token.tag_ in _PHRASE
            or (end > position and token.text in nominal and _noun_follows(token))
        )
        if not fits or token.text in _ALL or s.in_quotes(token.idx) or end - begin > _LONGEST_HEAD:
            break
        end = token.idx + len(token.text)
        noun = noun or not counting
    return s.plain[begin:end] if noun else ""


def _noun_follows(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor(1).tag_ in {"n", "vn", "nz"}


def _joined(s: Sentence, end: int, start: int) -> bool:
    return start == end or (start == end + 1 and s.plain[end] in _AND)


def _starts_with_etc(s: Sentence, position: int) -> bool:
    return s.plain.startswith("等", position)
