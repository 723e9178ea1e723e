"""When are two names the same name? The comparison form of names, and the check of credit codes.

``name_key`` serves identity and may grow; the form inside identifiers is ``graph.identifiers.key_form`` and may not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ontology.language.normalise import fold
from ontology.language.numerals import read_integer

_ORDINAL = re.compile(r"第([〇零一二两三四五六七八九十百]+)")
_USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC = re.compile(r"[1-9A-HJ-NPQRTUWXY][1-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
_DROPPED = frozenset("ZPC")
_MARKS = frozenset({"Mn", "Me", "Sk"})


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Comparison form: folded, without spaces and punctuation (what stands in brackets stays), 第十一 as 第11.

    >>> name_key("武漢市第十一中學（東校區）")
    '武汉市第11中学东校区'
    """
    kept = "".join(c for c in fold(name) if not _dropped(c))
    return _ORDINAL.sub(_ordinal, kept)


def valid_uscc(text: str) -> bool:
    """Whether a text is a unified social credit code with the right check character (GB 32100-2015).

    Full-width characters and blanks are accepted; sum of value × 3^i mod 31 over the first 17.

    >>> valid_uscc("91350100M000100Y43"), valid_uscc("91350100M000100Y44")
    (True, False)
    """
    code = re.sub(r"\s", "", unicodedata.normalize("NFKC", text[:64])).upper()
    if not _USCC.fullmatch(code) or not code.isascii():
        return False
    total = sum(_USCC_DIGITS.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17]))
    return _USCC_DIGITS[(31 - total % 31) % 31] == code[17]


def _dropped(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in _DROPPED or category in _MARKS


def _ordinal(match: re.Match[str]) -> str:
    value = read_integer(match.group(1))
    return match.group() if value is None else f"第{value}"
