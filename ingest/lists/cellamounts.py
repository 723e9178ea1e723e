"""How much does a cell of amounts state? What stands outside brackets counts (30（含5名教师）), the unit may be one that no list
has (30堆), and what is beside an amount may be how many it holds or how large it is (1间（200人）, 50人、100平方米)."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.lists.lexicon import Lexicon
from ingest.lists.oddunits import may_be_unit
from ontology.language.quantities import Quantity
from ontology.terms import Properties

_BRACKET = re.compile(r"[（(【\[]([^（(【\[）)】\]]*)[）)】\]]")
_ODD_UNIT = re.compile(
    r"(?<=[\d一二两三四五六七八九十百千万余多几])\s?([\u4e00-\u9fff]{1,3}?)(?=$|[左上以之及起内])"
)
_NO_UNITS = re.compile(r"[年月日号时点分楼层室的至到为]|折|成|倍")
_HOLDS = re.compile(r"(?:容纳|可坐|能坐|接待|容量|座位)[^，。；,;]{0,6}$")
_SIZED = frozenset({"room", "site", "count", "building", "institution"})
_STANDING = "个"
_MEASURES = frozenset({Properties.QUANTITY, Properties.CAPACITY, Properties.FLOOR_AREA})

Measured = tuple[str, Quantity]
"""An amount, and the property that it is of."""


def amounts_in(name: str, text: str, lexicon: Lexicon) -> tuple[Measured, ...]:
    """The amounts of a cell in a column of the property ``name``."""
    outer = _BRACKET.sub("", text)
    main = _whole(outer, lexicon) if outer != text and outer.strip() else ()
    if not main:
        found = _of_cell(text, lexicon)
        return tuple((_measured(name, q, text, len(found), lexicon), q) for q in found)
    inner = "、".join(_BRACKET.findall(text))
    unit = lexicon.unit(inner.strip())
    main = tuple(q if q.unit or not unit else replace(q, unit=unit) for q in main)
    beside = (_beside(main[0], q, lexicon) for q in lexicon.quantities(inner))
    own = tuple((_measured(name, q, outer, len(main), lexicon), q) for q in main)
    return (*own, *(b for b in beside if b and name == Properties.QUANTITY))


def _of_cell(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The amounts of a cell; its whole one in two units together (5车次) before one that a part of it states (5车)."""
    found = lexicon.quantities(text)
    if found and (len(found) > 1 or found[0].end == len(text)):
        return found
    odd = odd_amounts(text, lexicon)
    return odd if odd and (not found or may_be_unit(odd[0].unit, lexicon)) else found


def odd_amounts(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The amount that a whole cell states in a unit that no list has: 约30堆, 3-5樽."""
    for unit in _ODD_UNIT.finditer(text):
        if _NO_UNITS.search(unit[1]):
            continue
        found = lexicon.quantities(f"{text[: unit.start(1)]}{_STANDING}{text[unit.end(1) :]}")
        if found and found[0].end - found[0].start == len(text) - len(unit[1]) + 1:
            return tuple(replace(q, unit=unit[1], end=len(text)) for q in found)
    return ()


def _whole(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """The amounts of a text that says nothing else."""
    text = text.strip()
    found = lexicon.quantities(text)
    return found if found and found[-1].end - found[0].start == len(text) else odd_amounts(text, lexicon)


def _measured(name: str, quantity: Quantity, text: str, several: int, lexicon: Lexicon) -> str:
    """What an amount beside others measures: how many it holds (1间，可容纳200人), how large it is (1处、80平方米)."""
    if several < 2 or name not in _MEASURES:
        return name
    if lexicon.dimension(quantity.unit) == "area":
        return Properties.FLOOR_AREA
    if name == Properties.FLOOR_AREA and lexicon.dimension(quantity.unit) == "person":
        return Properties.CAPACITY
    holds = "座" in quantity.unit or _HOLDS.search(text[: quantity.start])
    return Properties.CAPACITY if holds else name


def _beside(main: Quantity, quantity: Quantity, lexicon: Lexicon) -> Measured | None:
    """What an amount in brackets says of the things before it: how many they hold, how large they are; else nothing."""
    dimension = lexicon.dimension(quantity.unit)
    if dimension == "area":
        return Properties.FLOOR_AREA, quantity
    holds = dimension == "person" and lexicon.dimension(main.unit) in _SIZED
    return (Properties.CAPACITY, quantity) if holds else None
