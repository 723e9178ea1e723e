"""Which things does a cell list with an amount each, however they are joined? 口罩-20只/手套x5副, 3名教师和两台投影仪.

A cell is read in one way: the amounts behind the things, or before them. Where most cells of a column are written in one way
(``leaning``), its cells are read so even where a cell alone would not tell: 护工27, 20人水电工.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.lists.amountforms import BRACKETS_OPEN, EDGES, LEADING, TIMES
from ingest.lists.column import Leaning
from ingest.lists.itemparts import ItemPart
from ingest.lists.lexicon import Lexicon
from ingest.lists.oddunits import may_be_unit, unit_in
from ontology.language.numerals import read_number
from ontology.language.quantities import Quantity
from ontology.terms import Properties

_LONGEST_CELL = 600
_TIED = re.compile(r"[^\w\s，,、；;。]|[_xX]")
_DESCRIBED = re.compile(r"\d.*的.")
_TIMES = re.compile(rf"{TIMES}\s*")
_NUMERALS = re.compile(r"\d+|[一二两三四五六七八九十百]+")
_BOXED = re.compile(r"(?P<thing>.+?)\s*[（(](?:单位\s*[:：]?\s*)?(?P<unit>[^（()）]{1,4})[）)]")
_LONGEST_UNIT, _SHORTEST = 5, 2
_GAUGING = "计"
_SEATED = frozenset({"个座位", "座位"})


def listed_with_amounts(cell: str, lexicon: Lexicon, leaning: Leaning = "") -> tuple[ItemPart, ...]:
    """The things of a cell that lists two or more with their amounts, or, in a column that leans to one way of writing, one
    or more in this way; () if it is no such list."""
    if not 0 < len(cell) <= _LONGEST_CELL or not _NUMERALS.search(cell):
        return ()
    if not leaning and len(_NUMERALS.findall(cell)) < 2:
        return ()
    if leaning:
        parts = _read(cell, leaning, lexicon, freely=True)
        if parts:
            return parts
    ways: tuple[Leaning, ...] = ("behind", "before")
    found = (_read(cell, way, lexicon, freely=False) for way in ways)
    return next((parts for parts in found if len(parts) > 1), ())


def one_with_amount(
    cell: str, lexicon: Lexicon, leaning: Leaning = "", *, freely: bool = False
) -> ItemPart | None:
    """A single thing tied to its amount (护理垫x30片, 教师-3名, 理发【2场】): only with a unit that is known. ``freely``: also
    without a unit, in the way of ``leaning``."""
    if not 0 < len(cell) <= _LONGEST_CELL or not _NUMERALS.search(cell):
        return None
    if freely:
        parts = _read(cell, leaning or "behind", lexicon, freely=True)
        return parts[0] if len(parts) == 1 else None
    parts = _read(cell, "behind", lexicon, freely=False)
    if len(parts) != 1 or not parts[0].amounts[0].unit:
        return None
    between = cell[parts[0].end : parts[0].amount_start]
    unit = lexicon.unit(parts[0].amounts[0].unit)
    tied = _TIED.search(between) or between.strip(" ")[-1:] in tuple(BRACKETS_OPEN)
    tied = bool(tied) or any(c.isalpha() for c in between) or "（" in between or "(" in between
    described = bool(_DESCRIBED.search(parts[0].text))
    return parts[0] if tied or ((between.strip() or described) and unit) else None


def _read(cell: str, way: Leaning, lexicon: Lexicon, *, freely: bool) -> tuple[ItemPart, ...]:
    """All of a cell as things with amounts, in one way; () if any of it is something else."""
    found = _behind(cell, lexicon, freely) if way == "behind" else _before(cell, lexicon, freely)
    parts = tuple(found)
    return parts if parts and all(p.amounts for p in parts) else ()


def _behind(cell: str, lexicon: Lexicon, freely: bool) -> Iterator[ItemPart]:
    """The things before their amounts; last one without amounts if the cell goes on otherwise."""
    at, end = 0, len(cell.rstrip(EDGES))
    while at < end:
        part, after = _next_behind(cell, at, lexicon, freely)
        yield part
        at = after


def _next_behind(cell: str, at: int, lexicon: Lexicon, freely: bool) -> tuple[ItemPart, int]:
    """The next thing with the first amount behind it that can be one of its own, and where the cell goes on."""
    from_, pattern = at + 1, lexicon.item_words.forms.tail
    while tail := pattern.search(cell, from_):
        part = _with_tail(cell, at, tail, lexicon, freely)
        if part and not (tail["open"] and tail["joint"] and pattern.match(cell, tail.end())):
            return part, tail.end("joint") if tail["joint"] else tail.end()
        from_ = max(tail.start("amount"), from_) + 1
    return ItemPart(cell[at:], at, len(cell)), len(cell)


def _with_tail(cell: str, at: int, tail: re.Match[str], lexicon: Lexicon, freely: bool) -> ItemPart | None:
    """A thing with the amount that a match says; ``None`` if the amount is none, or not of a thing."""
    start = _beginning(cell, at)
    last = _end_of_thing(cell, start, tail, lexicon)
    start = _behind_lead(cell, start, last, lexicon)
    unit = (tail["unit"] or tail["outer"] or "").strip("（()） ")
    item = cell[start:last].rstrip(" :：×*＊✕-—–~－（(")
    if not unit and (boxed := _BOXED.fullmatch(item)) and unit_in(boxed["unit"], lexicon):
        item, unit = boxed["thing"], boxed["unit"]
    bare = not unit and not (_TIED.search(tail["link"]) or tail["open"])
    if not lexicon.item_words.names_thing(item) or _is_attribute(item, lexicon):
        return None
    if bare and not (freely and lexicon.item_words.may_be_counted(item, tail["amount"].strip())):
        return None
    first, end = tail.start("amount"), max(tail.end(g) for g in ("amount", "unit", "more", "outer"))
    amounts = _amounts(f"{tail['amount']}{unit}{tail['more'] or ''}", tail["amount"], unit, lexicon)
    return ItemPart(item, start, start + len(item), amounts, first, end) if amounts else None


def _beginning(cell: str, at: int) -> int:
    """Where a thing begins at or behind a position: blanks and a bullet are none of it."""
    found = LEADING.match(cell, at)
    return found.end() if found else at


def _behind_lead(cell: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the name of a thing begins behind a word that is none of it: 提供讲师3名, 需轮椅2辆."""
    lead = lexicon.item_words.forms.lead.match(cell, start, end)
    if lead is None or not lexicon.item_words.names_thing(cell[lead.end() : end]):
        return start
    named = any(start + h.start < lead.end() for h in lexicon.kinds(cell[start:end]))
    return start if named else lead.end()


def _end_of_thing(cell: str, start: int, tail: re.Match[str], lexicon: Lexicon) -> int:
    """Where a thing ends before a match: in or behind the word of linking, where that completes its name (体温计3支, 投影设备有4台,
    会议纪要2份)."""
    first, word = tail.start(), tail["word"]
    if not word or tail.start("word") != first:
        return first
    rests = (
        n
        for n in range(len(word), -1, -1)
        if n in {0, len(word)} or word[n:] in lexicon.item_words.forms.links
    )
    ends = [(_kind_at_end(cell[start : first + n], lexicon), first + n) for n in rests]
    known, end = max(ends)
    if known:
        return end
    without = cell[start:first].strip()
    belongs = len(without) < _SHORTEST or (word == _GAUGING and lexicon.item_words.is_gauge(without))
    return first + len(word) if belongs else first


def _kind_at_end(text: str, lexicon: Lexicon) -> int:
    """How many characters the name of a kind at the end of a text has; 0 if there is none."""
    return max((h.end - h.start for h in lexicon.kinds(text) if h.end == len(text)), default=0)


def _before(cell: str, lexicon: Lexicon, freely: bool) -> Iterator[ItemPart]:
    """The things behind their amounts."""
    marks = [m.span() for m in lexicon.item_words.forms.between_fronts.finditer(cell)]
    edges = [0, *(edge for span in marks for edge in span), len(cell.rstrip(EDGES))]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield _with_front(cell, start, end, lexicon, freely)


def _with_front(cell: str, start: int, end: int, lexicon: Lexicon, freely: bool) -> ItemPart:
    """A thing with the amount in front of it; without amounts if there is none, or it says how large the thing is."""
    whole = ItemPart(cell[start:end], start, end)
    front = lexicon.item_words.forms.front.match(cell, _beginning(cell, start), end)
    if front is None:
        return whole
    if times := _TIMES.match(cell, front.end(), end):
        thing = cell[times.end() : end]
        amounts = _amounts(front["amount"].strip(), front["amount"], "", lexicon)
        named = freely and lexicon.item_words.names_thing(thing)
        return (
            ItemPart(thing, times.end(), end, amounts, front.start("amount"), front.end("amount"))
            if named
            else whole
        )
    for size in _unit_sizes(cell[front.end() : end], lexicon):
        last = front.end() + size
        unit, thing = cell[front.end() : last], cell[last:end].lstrip()
        described = thing.startswith("的")
        thing = thing.removeprefix("的")
        if not lexicon.item_words.names_thing(thing) or not _counts(unit, thing, described, lexicon, freely):
            continue
        amounts = _amounts(cell[front.start("amount") : last], front["amount"], unit, lexicon)
        if amounts:
            return ItemPart(thing, end - len(thing), end, amounts, start, last)
    return whole


def _unit_sizes(rest: str, lexicon: Lexicon) -> list[int]:
    """How many characters the unit before a thing may have, likeliest first: known units before which a known kind is left,
    then the longest known one, then one character."""
    known = [n for n in range(min(_LONGEST_UNIT, len(rest) - 1), 0, -1) if lexicon.unit(rest[:n])]
    left = [n for n in known if any(h.start == 0 for h in lexicon.kinds(rest[n:].removeprefix("的")))]
    return list(dict.fromkeys([*left, *known])) or [1]


def _counts(unit: str, thing: str, described: bool, lexicon: Lexicon, freely: bool) -> bool:
    """Whether an amount in front of a thing says how many, not how large it is (100人会议室, 50平方米的活动室)."""
    dimension = lexicon.dimension(lexicon.unit(unit))
    if dimension in {"area", "length"}:
        return False
    if unit == "人" or lexicon.unit(unit) in _SEATED:
        return freely or (not described and lexicon.item_words.are_people(thing))
    return True


def _is_attribute(item: str, lexicon: Lexicon) -> bool:
    """Whether a wording is the name of a column, but for one of things (面积, 时间)."""
    known = lexicon.wordings.candidates(item)
    return any(c.how == "exact" and c.property != Properties.ITEM and not c.party_class for c in known)


def _amounts(wording: str, number: str, unit: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The amount of a wording; of a unit that is unknown, if it is one character (3羽) or made of two units (3台班)."""
    found = lexicon.quantities(wording)
    if found and found[0].end - found[0].start == len(wording.strip()):
        return found
    known = lexicon.unit(unit)
    value = read_number(number.replace(" ", ""))
    if value is None or not (known or may_be_unit(unit, lexicon)):
        return ()
    return (Quantity(Decimal(value), known or unit, "exact", 0, len(wording)),)
