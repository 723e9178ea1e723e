"""Which vocabulary do the journey tests add? A class below any listed one with properties of its own, drawn at random, and a
list that uses its headers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from ingest.lists.kinds import is_listed
from ontology.model import Ontology
from ontology.terms import Classes, Properties
from tests.ontology.folders import PREFIXES, words

RARE = "鹮鸢麂鹩鲟鳗蕨苔藓榧楮槭柽榉檫"
"""Characters that no wording of the vocabulary has."""

ITEMS = {
    "SpaceResource": "会议室",
    "ServiceResource": "法律咨询",
    "GoodsResource": "轮椅",
    "PeopleResource": "志愿者",
    "FundsResource": "奖学金",
}
VALUES = {
    "string": ("甲等级", "乙等级"),
    "decimal": ("12.5", "30"),
    "integer": ("7", "11"),
    "date": ("2026-03-01", "2027-05-06"),
    "boolean": ("是", "否"),
}
STORED = {"是": "true", "否": "false"}


@dataclass(frozen=True)
class Added:
    """A property: local name, label, a further header, range, whether it is restricted, and the two cells of its column."""

    name: str
    label: str
    header: str
    range: str
    parent: str
    restricted: bool
    cells: tuple[str, str]

    @property
    def values(self) -> tuple[str, str]:
        """What the cells say, as it is stored."""
        first, second = (STORED.get(cell, cell) for cell in self.cells)
        return first, second


@dataclass(frozen=True)
class Addition:
    """A class with its properties. ``side`` is ``offer``, ``need``, ``party`` or ``listed``."""

    name: str
    label: str
    parent: str
    side: str
    properties: tuple[Added, ...]
    names: tuple[str, str]

    @property
    def facets(self) -> tuple[Added, ...]:
        """The properties that a search may be narrowed by."""
        return tuple(p for p in self.properties if not p.restricted)

    def turtle(self) -> str:
        """The file that adds it."""
        return PREFIXES + "".join([self._class(), *map(self._property, self.properties)])

    def write_list(self, folder: Path) -> Path:
        """The list of two things (or parties) under its headers."""
        header, rows = self._table()
        buffer = io.StringIO()
        csv.writer(buffer).writerows([header, *rows])
        suffix = {"offer": "资源清单", "need": "需求清单", "listed": "清单", "party": "名录"}[self.side]
        path = folder / f"{self.label}{suffix}.csv"
        path.write_text(buffer.getvalue(), encoding="utf-8")
        return path

    def _table(self) -> tuple[list[str], list[list[str]]]:
        own = [p.header for p in self.properties]
        cells = [[p.cells[i] for p in self.properties] for i in (0, 1)]
        if self.side == "party":
            return [f"{self.label}名称", *own], [[self.names[i], *cells[i]] for i in (0, 1)]
        units = ("示例银杏里社区", "示例第一小学")
        return (
            [f"{self.label}名称", "单位名称", *own, "所在地"],
            [[self.names[i], units[i], *cells[i], "南京市玄武区"] for i in (0, 1)],
        )

    def _class(self) -> str:
        label = words(self.label, f"random {self.name}")
        example = f'skos:example "{self.names[0]}"@zh , "an example"@en'
        facets = " ".join(f"gj:{p.name}" for p in self.facets)
        declared = f"gj:facet ( {facets} ) ;" if facets else ""
        above = f"rdfs:subClassOf gj:{self.parent} ; {declared}"
        return f"gj:{self.name} a owl:Class ; {above} {label} ; {example} .\n"

    def _property(self, prop: Added) -> str:
        above = f"rdfs:subPropertyOf gj:{prop.parent} ;" if prop.parent else f"rdfs:range xsd:{prop.range} ;"
        hidden = f'skos:hiddenLabel "{prop.header}"@zh ;' if prop.header != prop.label else ""
        restricted = "gj:restricted true ;" if prop.restricted else ""
        example = 'skos:example "例"@zh , "an example"@en'
        return (
            f"gj:{prop.name} a owl:DatatypeProperty ; rdfs:domain gj:{self.name} ; {above} {hidden} {restricted} "
            f"{words(prop.label, f'random {prop.name}')} ; {example} .\n"
        )


def side_of(name: str, ontology: Ontology) -> str:
    """On which side things of a class are, '' if no list lists them."""
    for side, ancestor in (("offer", Classes.OFFER), ("need", Classes.NEED), ("party", Classes.ORGANIZATION)):
        if ontology.is_a(name, ancestor):
            return side
    return "listed" if is_listed(name, ontology) else ""


@st.composite
def additions(draw: st.DrawFn, ontology: Ontology, side: str) -> Addition:
    """A class below any one of a side that lists can hold, and one to three properties."""
    concrete = (n for n, c in ontology.classes.items() if not c.abstract)
    parent = draw(st.sampled_from(sorted(n for n in concrete if side_of(n, ontology) == side)))
    spelt = iter(draw(st.permutations([a + b for a in RARE for b in RARE if a != b]))[:16])
    name = "Z" + draw(st.from_regex(r"[a-z]{3}[A-Za-z0-9]{1,8}", fullmatch=True))
    made = tuple(_property(draw, f"z{i}{name}", spelt, side) for i in range(draw(st.integers(1, 3))))
    core = next((item for cls, item in ITEMS.items() if cls in ontology.labels(parent)), "轮椅")
    end = core if side in {"offer", "need"} else "示例"
    names = (f"{next(spelt)}{next(spelt)}{end}", f"{next(spelt)}{next(spelt)}{end}")
    return Addition(name, next(spelt) + next(spelt), parent, side, made, names)


def _property(draw: st.DrawFn, name: str, spelt: object, side: str) -> Added:
    following = iter(spelt)  # type: ignore[call-overload]
    parent = draw(st.sampled_from(["", "", Properties.QUANTITY if side in {"offer", "need"} else ""]))
    kind = "decimal" if parent else draw(st.sampled_from(sorted(VALUES)))
    label = next(following) + next(following)
    header = draw(st.sampled_from([label, next(following) + label]))
    restricted = kind == "string" and draw(st.booleans())
    return Added(name, label, header, kind, parent, restricted, VALUES[kind])  # type: ignore[arg-type]
