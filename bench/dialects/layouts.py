"""Which columns does a list of each kind have, and how are their headers written?"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from bench.dialects.filling import Spec
from bench.dialects.vocabulary import Vocabulary

BLANK: Final = "blank"
"""The meaning of a column in which nothing stands."""

ROLES: Final = {
    "offers": "offer",
    "needs": "need",
    "projects": "project",
    "goods": "need",
    "spaces": "offer",
    "people": "offer",
    "members": "",
    "mixed": "",
    "wide": "need",
}
POOLS: Final = {
    "offers": ("goods", "space", "service", "people"),
    "needs": ("goods", "service", "people"),
    "goods": ("goods",),
    "spaces": ("space",),
    "people": ("people",),
    "mixed": ("goods", "service", "people"),
    "wide": ("goods",),
    "projects": ("service",),
    "members": ("service",),
}
_LEADING: Final = {
    "offers": ("party|provider", "?kind", "item|offered"),
    "needs": ("needer", "?kind", "asked"),
    "projects": ("party", "?theme", "project"),
    "goods": ("party|needer", "ware", "?standard"),
    "spaces": ("party|provider", "space"),
    "people": ("party|provider", "people"),
    "members": ("party",),
    "mixed": ("party", "offered", "asked"),
    "wide": ("needer|party",),
}
_TAILS: Final = {
    "offers": (
        "slot",
        "address",
        "place",
        "audience",
        "cost",
        "person",
        "phone",
        "remark",
        "validity",
        "from",
        "stated",
    ),
    "needs": ("audience", "from", "person", "phone", "remark", "place"),
    "projects": ("audience", "budget", "from", "person", "phone", "remark", "place"),
    "goods": ("address", "place", "person", "phone", "remark"),
    "spaces": ("area", "capacity", "slot", "address", "cost", "person", "phone", "remark"),
    "people": ("slot", "audience", "person", "phone", "remark", "place"),
    "members": ("address", "place", "person", "phone", "remark"),
    "mixed": ("person", "phone", "place", "remark", "slot"),
    "wide": (),
}
_COUNTED: Final = {"offers", "needs", "goods", "people"}
_GROUPS: Final = {
    "contact": ("person", "phone"),
    "period": ("from", "until"),
    "space": ("space", "area", "capacity"),
    "asked": ("asked", "quantity", "unit"),
    "offered": ("offered", "quantity", "unit"),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a sheet, where its amounts have their units, and how many header rows it has."""

    specs: tuple[Spec, ...]
    mode: str
    levels: int
    unit: str
    """The unit in the header, if it stands there."""


def plan(draw: Random, words: Vocabulary, kind: str, *, levels: int, mode: str, party: bool) -> Plan:
    """Choose columns and head them. ``party``: there is a column of the row's party."""
    meanings = _meanings(draw, kind, mode, party=party)
    unit = _common_unit(draw, words, kind) if mode == "header" else ""
    groups = _grouped(draw, words, meanings) if levels > 1 else {}
    specs = [_spec(draw, words, m, groups.get(m, ""), unit, ROLES[kind]) for m in meanings]
    if kind == "wide":
        specs += _things(draw, words)
    if draw.random() < 0.12:
        header = draw.choice(sorted(words.meaningless))
        specs.append(Spec("", header, header, values=words.meaningless[header]))
    specs = _distinct(specs)
    if draw.random() < 0.05:
        loose = [i for i, s in enumerate(specs) if not s.group and i]
        specs.insert(draw.choice([*loose, len(specs)]), Spec(BLANK, "", ""))
    two = any(s.group for s in specs)
    return Plan(tuple(specs), mode, levels if two else 1, unit)


def _meanings(draw: Random, kind: str, mode: str, *, party: bool) -> list[str]:
    found = ["number"] if draw.random() < 0.6 else []
    for choice in _LEADING[kind]:
        if choice.startswith("?"):
            found += [choice[1:]] if draw.random() < 0.4 else []
        else:
            found.append(draw.choice(choice.split("|")))
    found = found if party else [m for m in found if m not in {"party", "provider", "needer"}]
    if kind in _COUNTED and mode != "inline":
        found += ["quantity", "unit"] if mode == "column" else ["quantity"]
    tail = [m for m in _TAILS[kind] if draw.random() < 0.55]
    if kind == "spaces":
        tail = ["area", "capacity", *(m for m in tail if m not in {"area", "capacity"})]
    if "validity" in tail:
        tail = [m for m in tail if m != "from"]
    for meaning in tail:
        found += ["from", "until"] if meaning == "from" else [meaning]
    return found


def _grouped(draw: Random, words: Vocabulary, meanings: list[str]) -> dict[str, str]:
    """Meaning → the heading over its column; groups are columns that stand side by side."""
    groups: dict[str, str] = {}
    for name, members in _GROUPS.items():
        inside = [m for m in meanings if m in members]
        if len(inside) < 2 or inside[0] != members[0]:
            continue
        first = meanings.index(inside[0])
        if meanings[first : first + len(inside)] == inside and draw.random() < 0.85:
            groups |= dict.fromkeys(inside, draw.choice(words.group_headers[name]))
    return groups


def _spec(draw: Random, words: Vocabulary, meaning: str, group: str, unit: str, role: str) -> Spec:
    if group:
        label = draw.choice(words.sub_headers[meaning])
        inner = label.partition("（")[2].rstrip("）") or label.partition("(")[2].rstrip(")")
        inner = inner or ("平方米" if "平方米" in label else "")
        return Spec(meaning, _bracketed(label, unit, meaning), label, group, inner or _unit(meaning, unit))
    label = draw.choice(_headings(words, meaning, role))
    if meaning == "place" and "社区" in label:
        meaning = "community"
    own = _unit(meaning, unit)
    if not own and meaning in {"capacity", "area", "budget"} and draw.random() < 0.5:
        own = {
            "capacity": "人",
            "area": draw.choice(("㎡", "平方米")),
            "budget": draw.choice(("元", "万元")),
        }[meaning]
    written = _decorated(draw, words, label)
    if own:
        written += draw.choice((f"（{own}）", f"({own})"))
    return Spec(meaning, written, label, "", own)


def _headings(words: Vocabulary, meaning: str, role: str) -> tuple[str, ...]:
    """Ways to head a column; an amount may be headed as what is there or what is lacking."""
    more = (
        {"offer": "quantity offered", "need": "quantity needed"}.get(role, "")
        if meaning == "quantity"
        else ""
    )
    return words.headers[meaning] + words.headers.get(more, ())


def _unit(meaning: str, unit: str) -> str:
    return unit if meaning == "quantity" else ""


def _bracketed(label: str, unit: str, meaning: str) -> str:
    return f"{label}（{unit}）" if _unit(meaning, unit) else label


def _decorated(draw: Random, words: Vocabulary, label: str) -> str:
    mark = draw.choice(words.marks)
    middle = len(label) // 2
    if mark == "<br>":
        return f"{label[:middle]}\n{label[middle:]}" if len(label) > 3 else label
    if mark == "<gap>":
        return " ".join(label) if 2 <= len(label) <= 4 and not label.isascii() else label
    return mark.format(h=label)


def _common_unit(draw: Random, words: Vocabulary, kind: str) -> str:
    """A unit that several things of a kind are counted in."""
    units = [u for pool in POOLS[kind] for units in getattr(words, pool_name(pool)).values() for u in units]
    return draw.choice([u for u in sorted(set(units)) if units.count(u) > 1])


def pool_name(kind: str) -> str:
    """The vocabulary's field of a kind of things."""
    return {"space": "spaces", "service": "services"}.get(kind, kind)


def _things(draw: Random, words: Vocabulary) -> list[Spec]:
    """Things as columns, with their units in the headers or not."""
    shown = draw.random() < 0.6
    found = []
    for item in draw.sample(sorted(words.goods), draw.randrange(3, 6)):
        unit = draw.choice(words.goods[item]) if shown else ""
        found.append(Spec("wide", f"{item}（{unit}）" if unit else item, item, "", unit, item))
    return found


def _distinct(specs: list[Spec]) -> list[Spec]:
    """Columns whose whole headers differ."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for spec in specs:
        if (spec.group, spec.header) not in seen:
            kept.append(spec)
        seen.add((spec.group, spec.header))
    return kept
