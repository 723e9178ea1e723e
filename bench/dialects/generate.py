"""Which list does a seed make? Its kind, format and oddities, then its sheets; one seed, one list, always the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Final, Literal

from bench.dialects import naming, times
from bench.dialects.filling import Style
from bench.dialects.forms import forms
from bench.dialects.layouts import ROLES, Plan, plan
from bench.dialects.sheets import Around, SheetMaker
from bench.dialects.truth import REPAIR, Case, SheetCase
from bench.dialects.vocabulary import Vocabulary
from bench.dialects.vocabulary_dev import DEV
from bench.dialects.vocabulary_held import HELD
from bench.dialects.vocabulary_more import MORE
from bench.dialects.vocabulary_north import NORTH
from bench.dialects.vocabulary_past import PAST
from bench.dialects.vocabulary_south import SOUTH
from graph.gazetteer import Gazetteer

Half = Literal["dev", "more", "past", "north", "south", "held"]
HALVES: Final[dict[str, Vocabulary]] = {
    "dev": DEV,
    "more": MORE,
    "past": PAST,
    "north": NORTH,
    "south": SOUTH,
    "held": HELD,
}
_KINDS: Final = (*("offers",) * 5, *("needs",) * 4, "projects", *("goods",) * 2, *("spaces",) * 2, "people", "members",
                 *("mixed",) * 2, "wide")  # fmt: skip
_SHAPES: Final = (*("list",) * 25, "communities", "communities", "form", "headless")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What a seed has decided before the first sheet."""

    draw: Random
    words: Vocabulary
    kind: str
    format: str
    shape: str
    where: naming.Whereabouts

    def often(self, share: float) -> bool:
        """Whether something that a share of all lists has is in this one."""
        return self.draw.random() < share

    @property
    def office(self) -> bool:
        """Whether the format has merges and sheets."""
        return self.format == "xlsx"


def generate(seed: int, half: str, gazetteer: Gazetteer) -> Case:
    """The list of a seed: its file and its truth.

    Args:
        seed: any number.
        half: ``dev``, ``more``, ``past``, ``north`` and ``south`` are open to work on, ``held`` is only measured.
        gazetteer: where the real districts are looked up.
    """
    draw, words = Random(f"{half}:{seed}"), HALVES[half]
    shape, kind = draw.choice(_SHAPES), draw.choice(_KINDS)
    kind = {"communities": "needs", "form": "offers"}.get(shape, kind)
    format_ = "xlsx" if shape != "list" else draw.choice((*("xlsx",) * 8, "csv", "csv-gb18030", "jsonl"))
    chosen = _Chosen(draw, words, kind, format_, shape, naming.whereabouts(draw, words, gazetteer))
    sheets, oddities = _sheets(chosen)
    name = draw.choice(words.files[kind])
    file = f"{chosen.where.written if draw.random() < 0.3 else ''}{name}.{format_.partition('-')[0]}"
    return Case(seed, half, file, format_, kind, sheets, tuple(sorted(oddities)))


def _sheets(chosen: _Chosen) -> tuple[list[SheetCase], set[str]]:
    if chosen.shape == "form":
        style = _style(chosen, "cell", "offer")
        return forms(chosen.draw, chosen.words, style), {"form"}
    mode = chosen.draw.choice(("column", "column", "header", "cell", "cell", "inline"))
    mode = "inline" if chosen.kind == "mixed" else mode
    mode = "cell" if mode == "inline" and chosen.kind in {"projects", "spaces", "people", "wide"} else mode
    levels = 2 if chosen.office and chosen.often(0.4) and chosen.shape != "headless" else 1
    alone = chosen.shape == "communities" or (chosen.kind == "needs" and chosen.office and chosen.often(0.5))
    alone = alone and chosen.shape != "headless"
    columns = plan(chosen.draw, chosen.words, chosen.kind, levels=levels, mode=mode, party=not alone)
    style = _style(chosen, mode, ROLES[chosen.kind])
    style, columns = _flagged(chosen, style, columns)
    names = _names(chosen)
    around = _around(chosen, columns, alone=alone, flagged=bool(style.flags[0]))
    made = []
    for name in names:
        own = replace(around, party=name) if chosen.shape == "communities" else around
        made.append(SheetMaker(chosen.draw, chosen.words, chosen.kind, columns, style, own, name).made())
    oddities = _oddities(chosen, columns, around, style)
    if chosen.shape == "headless":
        _behead(made[0])
    return made, oddities


def _names(chosen: _Chosen) -> list[str]:
    """The names of the sheets; formats without sheets have one without a name."""
    if chosen.shape == "communities":
        return chosen.draw.sample(chosen.words.communities, chosen.draw.randrange(2, 4))
    return [chosen.draw.choice(chosen.words.sheets[chosen.kind])] if chosen.office else [""]


def _style(chosen: _Chosen, mode: str, role: str) -> Style:
    draw, words = chosen.draw, chosen.words
    numbered = draw.random() < 0.3
    form = draw.choice(words.amount_forms)
    joints = [j for j in words.joints if j.strip() != "" or j == "\n" or form[1] != "i"] or ["；"]
    joint = draw.choice(["；", "\n"] if numbered else joints)
    date_form = times.pattern(draw, words)
    return Style(
        role=role,
        mode=mode,
        hard=draw.choice((0.0, 0.2, 0.5)),
        date_form=date_form,
        typed_dates=chosen.office and draw.random() < 0.3,
        span=draw.choice([s for s in words.spans if s not in date_form]),
        joint=joint,
        form=form,
        numbered=numbered,
        where=chosen.where,
    )


def _flagged(chosen: _Chosen, style: Style, columns: Plan) -> tuple[Style, Plan]:
    """Some wide lists say only yes or no: no units in their headers, and marks that may look like amounts."""
    if chosen.kind != "wide" or not chosen.often(0.25):
        return style, columns
    flags = chosen.draw.choice((*((f, "") for f in chosen.words.flags if f != "1"), ("1", "0"), ("是", "否")))
    specs = tuple(replace(s, unit="", header=s.item) if s.item else s for s in columns.specs)
    return replace(style, flags=flags), replace(columns, specs=specs)


def _around(chosen: _Chosen, columns: Plan, *, alone: bool, flagged: bool) -> Around:
    if chosen.format == "jsonl" or chosen.shape == "headless":
        return Around(size=chosen.draw.randrange(6, 14), place="")
    named = chosen.shape != "communities" and (alone or chosen.often(0.65))
    titles, party, place = _titles(chosen, alone=alone) if named else ((), "", "")
    size = 14 if flagged else chosen.draw.randrange(5, 14)
    return Around(
        titles=titles,
        blank=chosen.draw.randrange(1, 4) if titles and chosen.often(0.25) else 0,
        left=1 if chosen.office and chosen.often(0.12) else 0,
        party=party,
        place=place,
        merged=chosen.office and chosen.often(0.7),
        vertical=chosen.office and chosen.often(0.35),
        category=chosen.office and chosen.often(0.5) and _has_kind(columns),
        gaps=chosen.often(0.1),
        headings=chosen.kind == "offers" and not _has_kind(columns) and chosen.often(0.4),
        total=chosen.often(0.3),
        notes=chosen.draw.choice((0, 0, 1, 2)),
        repeated=chosen.often(0.12),
        top=columns.levels > 1 and chosen.often(0.1),
        size=size,
    )


def _has_kind(columns: Plan) -> bool:
    return any(s.meaning == "kind" for s in columns.specs)


def _titles(chosen: _Chosen, *, alone: bool) -> tuple[tuple[str, ...], str, str]:
    """Lines above the header, with the community that only they name (if ``alone``) and the place that they say."""
    draw, where = chosen.draw, chosen.where
    street = draw.choice(where.streets) if where.streets and draw.random() < 0.5 else ("", "")
    community = draw.choice(chosen.words.communities) if alone else ""
    title = draw.choice(chosen.words.titles[chosen.kind]).format(
        place=f"{where.written}{street[0]}{community}", year=draw.choice((2023, 2024, 2025))
    )
    below = (draw.choice(chosen.words.signatures),) if draw.random() < 0.15 else ()
    return (title, *below), community, street[1] or where.code


def _behead(sheet: SheetCase) -> None:
    """Take the header away: nothing says what the columns are, so every cell waits for a person."""
    gone = max(sheet.headers)
    sheet.rows = sheet.rows[gone:]
    sheet.headers, sheet.columns, sheet.merges = (), (), []
    sheet.truths = [t for t in sheet.truths if t.number > gone]
    for truth in sheet.truths:
        truth.number -= gone
        truth.things, truth.party, truth.place = (), "", ""
        truth.fates = (REPAIR,) * len(truth.fates)


def _oddities(chosen: _Chosen, columns: Plan, around: Around, style: Style) -> set[str]:
    found = {
        "title": bool(around.titles),
        "blank rows": around.blank > 0,
        "blank column": around.left > 0,
        "two-level header": columns.levels > 1,
        "three-level header": around.top and columns.levels > 1,
        "vertical merges": around.vertical,
        "merged categories": around.category,
        "gaps": around.gaps,
        "sub-headings": around.headings,
        "total": around.total,
        "notes": around.notes > 0,
        "repeated header": around.repeated,
        "several in a cell": style.mode == "inline",
        "units in header": style.mode == "header" and chosen.kind not in {"wide", "members"},
        "wide": chosen.kind == "wide",
        "flags": bool(style.flags[0]),
        "party only outside": bool(around.party) or chosen.shape == "communities",
        "no header": chosen.shape == "headless",
    }
    return {name for name, holds in found.items() if holds}
