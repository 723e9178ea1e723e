"""How are a thing and its amount written together, and how one such pair and the next? The patterns of one ontology's words.

A thing and its amount: nothing, any signs (口罩=20只, 手套@5副) or a word of linking (口罩一共20只, 讲师（可提供3名）) between
them; the unit behind the number or in brackets of its own. A pair and the next: signs, a word (以及, ；另有), or a blank.
"""

from __future__ import annotations

import re
from typing import Final

from ontology.language.wordings import alternatives
from ontology.model import Ontology
from ontology.terms import Schemes

BRACKETS_OPEN: Final = "（(【[〔{｛<＜〈「『"
_BRACKETS_CLOSE = "）)】]〕}｝>＞〉」』"
_SEPARATING = "、；;。+＋&＆\n"
_EITHER = "，,/／|｜\\＼·•"
EDGES: Final = f" \t\r\u3000{_SEPARATING}{_EITHER}"
_SIGN = rf"[^\w\s%％℃°#№≥≤<>＜＞“”\"'‘’「」『』《》〈〉{re.escape(BRACKETS_OPEN + _BRACKETS_CLOSE + _SEPARATING)}]|[_xX]|[-=]>"
_ONE_NUMBER = r"(?:(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,3})?)|[一二两三四五六七八九十百]{1,5})\s?[万千百]?"
_BULLET = r"(?:[-*·•●○◆◇■□▪★☆※➢✓√]\s*)?"
LEADING: Final = re.compile(rf"\s*{_BULLET}")
"""What stands before the first thing of a line: nothing, blanks, a bullet."""
_LETTERS = r"\u4e00-\u9fffA-Za-z㎡³²"
_IS = r"\s*(?:[为是]\s*)?[:：]?\s*"
_ASIDE = r"(?:[，,；;、]\s*[^（()）\d]{1,12})?"
"""What a bracket may say beside an amount: （18名，可加）."""
TIMES: Final = "[*×xX＊✕]"
_UNIT = rf"(?:[{_LETTERS}][{_LETTERS}（(/）)]{{0,4}}?|[（(][{_LETTERS}]{{1,4}}[）)])"


class AmountForms:
    """The patterns of one ontology. ``tail``: what stands behind a thing (groups ``link``, ``word``, ``open``, ``amount``,
    ``unit``, ``more``, ``joint``); ``front``: what stands before one; ``between_fronts``: what is between two of these;
    ``lead``: words before a thing that are none of its name; ``links``: the words of linking."""

    def __init__(self, ontology: Ontology) -> None:
        parts: dict[str, list[str]] = {"link": [], "label": [], "joint": [], "lead": []}
        for concept in ontology.in_scheme(Schemes.ITEM_PARTS):
            if concept.notation in parts:
                parts[concept.notation] += [concept.zh, *concept.synonyms]
        self.links = frozenset(parts["link"])
        link, label = alternatives(parts["link"]), alternatives([*parts["link"], *parts["label"]])
        word = rf"(?:{link}|{label}(?=\s*[:：]))"
        boxed = rf"(?:{label}{_IS})"
        before, after, some = (_precision_words(ontology, where) for where in ("before", "after", "alone"))
        number = rf"(?:{_ONE_NUMBER}(?:\s?[-—–~～至到]\s?{_ONE_NUMBER})?|{some})[余多来几]?"
        rough = rf"(?:{before}\s*)?"
        joint = _joint(parts["joint"])
        no_unit = alternatives(w for w in parts["joint"] if len(w) > 1)
        self.tail = re.compile(
            rf"(?=[\W_xX\d{_first_signs(ontology, parts)}])"
            rf"(?P<link>\s*(?:{_SIGN})*\s*(?:(?P<word>{word}){_IS})?)(?P<open>[{re.escape(BRACKETS_OPEN)}]\s*{boxed}?)?"
            rf"(?P<amount>{rough}{number})\s?(?P<unit>(?!{no_unit}){_UNIT})?(?P<more>{after})?"
            rf"(?(open){_ASIDE}\s*[{re.escape(_BRACKETS_CLOSE)}](?P<outer>{_UNIT})?)(?=(?P<joint>{joint})|\s*[。.]?\s*$)"
        )
        self.front = re.compile(rf"(?:{word}{_IS})?(?P<amount>{rough}{number})\s?")
        self.lead = re.compile(rf"{alternatives(parts['lead'])}(?![求要])\s*[:：]?\s*")
        self.between_fronts = re.compile(
            rf"{joint}(?=(?:{word}{_IS})?{rough}{number}\s?(?:{TIMES}\s?\w|[\u4e00-\u9fff]))"
        )


def _first_signs(ontology: Ontology, parts: dict[str, list[str]]) -> str:
    """The characters with which a word of linking, of precision or a number begins, for a class: a quick look before all others."""
    precise = [w for c in ontology.in_scheme(Schemes.PRECISION) for w in (c.zh, *c.synonyms)]
    words = (*parts["link"], *parts["label"], *precise, *"一二两三四五六七八九十百")
    return re.escape("".join(sorted({w[0] for w in words if w})))


def _joint(words: list[str]) -> str:
    """What stands between a pair and the next. Words of one character only where no sign is before them: 、加湿器 is a thing."""
    long = alternatives(w for w in words if len(w) > 1)
    signs = rf"\s*[{re.escape(_SEPARATING + _EITHER)}]+\s*{_BULLET}(?:{long}[，,:：]?\s*)?"
    return rf"(?:{signs}|\s*{alternatives(words)}[，,:：]?\s*|\s+)"


def _precision_words(ontology: Ontology, where: str) -> str:
    """The words of precision that stand at a place, in Chinese and in signs."""
    concepts = (c for c in ontology.in_scheme(Schemes.PRECISION) if c.notation.endswith(f"|{where}"))
    words = (w for c in concepts for w in (c.zh, *c.synonyms) if not any("a" <= x <= "z" for x in w))
    return alternatives(words)
