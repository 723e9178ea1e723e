"""What is a form for one resource? Names of fields in the first column, what they hold in the second, a sheet for each."""

from __future__ import annotations

from random import Random
from typing import Final

from bench.dialects import naming, times
from bench.dialects.filling import Draft, Filler, Spec, Style
from bench.dialects.truth import STRUCTURE, Cell, RowTruth, SheetCase
from bench.dialects.vocabulary import Vocabulary

_FIELDS: Final = ("provider", "item", "quantity", "slot", "address", "audience", "person", "phone", "remark")


def forms(draw: Random, words: Vocabulary, style: Style) -> list[SheetCase]:
    """One to three forms of one pattern."""
    fields = [(f, draw.choice(words.headers[f])) for f in _FIELDS[:3]]
    fields += [(f, draw.choice(words.headers[f])) for f in _FIELDS[3:] if draw.random() < 0.7]
    titled = draw.random() < 0.5
    return [
        _form(draw, words, style, fields, f"表{at}", titled=titled) for at in range(1, draw.randrange(2, 5))
    ]


def _form(
    draw: Random, words: Vocabulary, style: Style, fields: list[tuple[str, str]], name: str, *, titled: bool
) -> SheetCase:
    pool = words.services
    item = draw.choice(sorted(pool))
    address = f"{draw.choice(words.roads)}{draw.randrange(1, 300)}号"
    draft = Draft(1, naming.party(draw, words), "", ("", ""), item, draw.choice(pool[item]), "service", address, pool,
                  period=times.period(draw))  # fmt: skip
    filler, sheet = Filler(draw, words, style), SheetCase(name, form=True)
    if titled:
        title: list[Cell] = [draw.choice(words.titles["offers"]).format(place=style.where.written, year=2024)]
        sheet.rows.append(title)
        sheet.merges.append((1, 1, 1, 2))
        sheet.truths.append(RowTruth(1, "title", fates=(STRUCTURE,)))
    for meaning, label in fields:
        value, fate = filler.cell(Spec(meaning, label, label), draft)
        sheet.rows.append([label, value])
        fates = (STRUCTURE,) if value is None else (STRUCTURE, fate)
        sheet.truths.append(RowTruth(len(sheet.rows), "data", fates=fates))
    place = style.where.code if titled else ""
    sheet.truths.append(RowTruth(0, "data", draft.party, place, tuple(draft.things)))
    return sheet
