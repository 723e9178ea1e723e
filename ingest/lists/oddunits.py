"""May a word that no list of units has be one? Where it stands in a unit's place, a single character may (3羽, 门（樘）), and so may
two units together (5车次)."""

from __future__ import annotations

from ingest.lists.lexicon import Lexicon

_NONE = frozenset(
    "年月日号时点分楼层室的至到为折成倍约必选填新旧男女老大小多少甲乙丙丁注含无有否是百千万亿一二两三四五六七八九十"
)
_LONGEST = 2


def may_be_unit(text: str, lexicon: Lexicon) -> bool:
    """Whether a text that no list of units has can be one."""
    if len(text) == 1:
        return "一" <= text <= "鿿" and text not in _NONE
    return len(text) == _LONGEST and all(lexicon.unit(c) for c in text)


def unit_in(text: str, lexicon: Lexicon) -> str:
    """The unit that a text where a unit stands states: its name, or the text itself; '' if it is none."""
    return lexicon.unit(text) or (text if may_be_unit(text, lexicon) else "")
