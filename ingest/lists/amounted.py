"""Which things does a cell list with an amount each, however they are joined? 口罩-20只/手套x5副, 护理垫（30片）和轮椅计2辆."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.lists.itemparts import ItemPart
from ingest.lists.lexicon import Lexicon
from ontology.language.numerals import read_number
from ontology.language.quantities import Quantity
from ontology.terms import Properties

_LONGEST_CELL = 600
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,3})?|[一二两三四五六七八九十百]{1,5})\s?[万千百]?[余多来几]?"
)
_ROUGH = r"(?:约|大约|近|至少|不少于|最多|超过?|各|≥|≤)?"
_UNIT = r"[\u4e00-\u9fffA-Za-z㎡³²（(/）)]{1,5}?"
_MORE = r"(?:左右|以上|以内|余)?"
_JOINT = r"(?:\s*[、，,；;。+＋/|｜\n]+\s*|\s*(?:以及|和|及|与)\s*|\s+)"
_LINK = r"(?:\s*[:：×xX*＊✕\-—–~－]+\s*|\s*(?:共计|共有|合计|总计|共|计|各)\s*|\s+)?"
_BEHIND = re.compile(
    rf"(?P<item>\S.*?)(?P<link>{_LINK})(?P<open>[（(【\[]\s*(?:共|计)?)?(?P<amount>{_ROUGH}{_NUMBER})\s?(?P<unit>{_UNIT})?{_MORE}"
    rf"(?(open)\s*[）)】\]])(?=(?P<joint>{_JOINT})|\s*[。.]?\s*$)",
    re.DOTALL,
)
_BEFORE = re.compile(
    rf"(?P<amount>{_ROUGH}{_NUMBER}\s?(?P<unit>{_UNIT}))(?P<item>[^\d\s的].*?)"
    rf"(?=(?P<joint>{_JOINT}){_ROUGH}{_NUMBER}\s?[\u4e00-\u9fff]|\s*[。.]?\s*$)",
    re.DOTALL,
)
_TIED = re.compile(r"[×xX*＊✕:：\-—–~－]")
_NO_THING = re.compile(r"(?:每(?:个?[月周年日天季人户]|学期|次|半年)|第|容纳|可坐|面积|[约近共计各]|为|有)$")
_SIZE = re.compile(r"[人座席]位?$|平方?米?$|㎡$")
_DESCRIBED = re.compile(r"\d.*的.")
_MAY_TIE = re.compile(r"[×xX*＊✕:：\-—–~－（(【\[共计的]")
_NUMERALS = re.compile(r"\d+|[一二两三四五六七八九十百]+")
_LEAST_AMOUNTS = 2
_NO_UNITS = "年月日号时点分楼层室"
_EDGES = " \t\r\n、，,；;。+＋/|｜"


def listed_with_amounts(cell: str, lexicon: Lexicon) -> tuple[ItemPart, ...]:
    """The things of a cell that lists two or more with their amounts; () if it is no such list."""
    if len(cell) > _LONGEST_CELL or len(_NUMERALS.findall(cell)) < _LEAST_AMOUNTS:
        return ()
    for pattern in (_BEHIND, _BEFORE):
        parts = tuple(_parts(cell, pattern, lexicon))
        if len(parts) > 1 and all(p.amounts for p in parts):
            return parts
    return ()


def one_with_amount(cell: str, lexicon: Lexicon) -> ItemPart | None:
    """A single thing tied to its amount (护理垫x30片, 教师-3名, 理发【2场】): only with a unit that is known."""
    if len(cell) > _LONGEST_CELL or not _MAY_TIE.search(cell) or not any(c.isnumeric() for c in cell):
        return None
    match = _BEHIND.fullmatch(cell)
    if not match:
        return None
    tied = match["open"] or _TIED.search(match["link"])
    tied = tied or (
        (match["link"].strip() or _DESCRIBED.search(match["item"])) and lexicon.unit(match["unit"] or "")
    )
    part = _part(match, lexicon)
    return part if tied and match["unit"] and part.amounts else None


def _parts(cell: str, pattern: re.Pattern[str], lexicon: Lexicon) -> Iterator[ItemPart]:
    """The parts from the first to the last character, each with its amount; one without amounts where the cell goes on otherwise."""
    at = 0
    while at < len(cell.rstrip(_EDGES)):
        match = pattern.match(cell, at)
        if match is None:
            yield ItemPart(cell[at:], at, len(cell))
            return
        yield _part(match, lexicon)
        at = match.end("joint") if match["joint"] else match.end()


def _part(match: re.Match[str], lexicon: Lexicon) -> ItemPart:
    item = match["item"].rstrip(" :：×*＊✕-—–~－（(")
    start = match.start("item")
    whole = ItemPart(item, start, start + len(item))
    unit = match["unit"] or ""
    first, last = match.start("amount"), match.end("unit") if unit else match.end("amount")
    sized = match.re is _BEFORE and bool(_SIZE.search(match["amount"]))
    bare = sized or (not unit and not (_TIED.search(match["link"]) or match["open"]))
    if (
        not _names_thing(item, lexicon)
        or bare
        or not (amounts := _amounts(match.string[first:last], match, lexicon))
    ):
        return whole
    return ItemPart(item, start, start + len(item), amounts, first, last)


def _names_thing(item: str, lexicon: Lexicon) -> bool:
    """Whether a wording can be a thing: no attribute (面积), no rate (每周), no number alone."""
    if len(item) < 2 or _NO_THING.search(item) or not any(c.isalpha() for c in item):
        return False
    known = lexicon.wordings.candidates(item)
    return not any(c.how == "exact" and c.property != Properties.ITEM and not c.party_class for c in known)


def _amounts(wording: str, match: re.Match[str], lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The amount of a wording; of a unit that is unknown, if it is one character (3羽)."""
    found = lexicon.quantities(wording)
    if found and (found[0].end - found[0].start == len(wording.strip())):
        return found
    unit = match["unit"] or ""
    known = lexicon.unit(unit)
    value = read_number(match["amount"].replace(" ", "").lstrip("各"))
    if (
        value is None
        or found
        or not (known or (len(unit) == 1 and not unit.isascii() and unit not in _NO_UNITS))
    ):
        return ()
    return (Quantity(Decimal(value), known or unit, "exact", 0, len(wording)),)
