"""Which numbers are no amounts? Dates, times, standards, codes, addresses, ordinals, ratios, set phrases."""

from __future__ import annotations

import re

from ontology.language.numerals import CHINESE_NUMERAL
from ontology.language.wordings import alternatives
from ontology.model import Ontology
from ontology.terms import Schemes

BLANK = "\ufffc"
_DIGIT = CHINESE_NUMERAL.removesuffix("+")
_N = rf"(?:\d+|{CHINESE_NUMERAL})"
_PATTERNS = (
    r"\d{4}-\d{1,2}-\d{1,2}(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?",
    r"(?<!\d)(?:19|20)\d{2}[./-](?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01])(?!\d)",
    rf"{_N}年(?:度|{_N}月(?:{_N}[日号])?|(?=[^{CHINESE_NUMERAL[1:-2]}内左以之上]?届))",
    r"(?<!\d)(?:19|20)\d{2}年",
    r"[〇零一二三四五六七八九]{4}年",
    rf"{_N}月(?:份|{_N}[日号])?(?:[-~至到]{_N}月?(?:{_N}[日号])?)?",
    rf"{_N}[日号](?![常用])",
    r"\d{1,2}:\d{2}(?::\d{2})?",
    rf"(?:[上下]午|早上|晚上|中午|凌晨){_N}[点时]半?",
    rf"{_N}[点时](?:{_N}分|半|整)?(?:[-~至到]{_N}[点时](?:{_N}分|半|整)?)?",
    r"(?:7[x×*])?24小时|全天",
    r"(?:gb|yy|ws|db|jg|jb|ga|hj|iso|iec|en|din|astm|niosh|cy|qb|fz|ty)\d*(?:/?[tz])?[ -]?\d+(?:\.\d+)*(?:[-:]\d{2,4})?",
    r"(?<![a-z0-9])[a-z_][a-z0-9_]*(?:[-/][a-z0-9]+)*\d[a-z0-9]*(?:-\d+)*",
    r"(?<![a-z0-9])\d+(?=[a-z])(?!(?:[a-z]+[23]?)(?![a-z0-9]))[a-z0-9]+",
    r"(?<![a-z0-9])3m(?![a-z0-9²³23])(?:\s?\d{3,5}(?:/\d{3,5})*)?",
    rf"第\s?{_N}\S?",
    rf"{_N}\s?(?:%|‰|℃|°c?|折|分之|度(?!电))",
    rf"百分之{_N}",
    rf"[a-z]?{_N}(?:号[楼线院店馆门厅]?|楼|层|室(?!内外)|单元|弄|号?门牌|路(?:公交|车)?|街|栋(?=[\d一二三四五六七八九十a-z]|单元|楼|层|室)|幢(?=\d|单元|楼|层|室)|座(?=\d+[楼层室]))",
    r"[a-z][座栋幢区楼]\d+(?:楼|层|室)?",
    r"(?<=[路街巷道弄])\d+(?:[-、,]\d+)*号?",
    r"\d+\s?:\s?\d+",
    r"(?<![\d/])\d+/\d+(?:/\d+)*(?![\d/])",
    r"(?:\+|00)86[\d -]+",
)


class NotAmounts:
    """The numbers that are no amounts, by pattern and by the set phrases of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        concepts = ontology.in_scheme(Schemes.FIXED_PHRASES)
        phrases = [w for c in concepts if c.notation == "phrase" for w in (c.zh, *c.synonyms)]
        self.words = [w for c in concepts if c.notation == "word" for w in (c.zh, *c.synonyms)]
        numerals = [w for w in phrases if re.fullmatch(CHINESE_NUMERAL, w)]
        units = [w for u in ontology.in_scheme(Schemes.UNITS) for w in (u.zh, *u.synonyms) if not w.isascii()]
        counted = rf"(?!{alternatives(self.words)}){alternatives(units)}"
        days = rf"(?<!{_DIGIT}){alternatives(numerals)}(?!{_DIGIT}|(?<=[十百千万].){counted})"
        others = alternatives(w for w in phrases if w not in numerals)
        self._pattern = re.compile("|".join([others, days, *_PATTERNS]))

    def blank(self, folded: str) -> str:
        """The folded text with everything that is no amount replaced at equal length."""
        return self._pattern.sub(lambda m: BLANK * len(m.group()), folded)
