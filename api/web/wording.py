"""How is a fact said to a reader? Its value with unit and precision, its status, its place; labels from the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from api.web.page import Page
from graph.connection import Graph
from graph.entities import Fact
from graph.places import PREFIX, path_of
from ontology.model import Ontology
from ontology.terms import Classes

CONCEPT: Final = "concept:"
PRECISIONS: Final = {
    "about": ("约 {}", "about {}"),
    "over": ("超过 {}", "over {}"),
    "under": ("不到 {}", "under {}"),
    "at-least": ("至少 {}", "at least {}"),
    "at-most": ("至多 {}", "at most {}"),
    "some": ("{} 余", "some {}"),
}
STATUSES: Final = {
    "planned": ("计划中", "planned"),
    "attributed": ("据转述", "as reported by others"),
    "negated": ("原文说没有", "denied by the source"),
}
YES_NO: Final = {"true": ("是", "yes"), "false": ("否", "no")}


@dataclass(frozen=True, slots=True)
class Said:
    """A fact's value as text; ``link`` is the id of what it leads to ('' for none)."""

    text: str
    link: str = ""


def said(fact: Fact, names: dict[str, str], graph: Graph, page: Page) -> Said:
    """The value of a fact. ``names`` has the names of the records that values are."""
    if fact.restricted:
        return Said(page.say("不在此显示，保留在来源文件", "kept with the source file, not shown"))
    if fact.kind == "record":
        return Said(names.get(fact.value) or fact.original or page.say("（未命名）", "(no name)"), fact.value)
    if fact.kind == "concept":
        concept = graph.ontology.concepts.get(fact.value)
        return Said(page.label(concept) if concept else fact.value, CONCEPT + fact.value)
    if fact.kind == "place":
        return Said(path_of(fact.value, graph.gazetteer), PREFIX + fact.value)
    return Said(amount(fact.value, fact.unit, fact.precision, page))


def amount(value: str, unit: str, precision: str, page: Page) -> str:
    """A number with its unit and how exact it is; other text unchanged.

    >>> amount("20", "家", "over", Page("zh"))
    '超过 20 家'
    """
    if precision == "some" and value == "1":
        return f"若干{unit}" if not page.english else f"some {unit}".rstrip()
    plain = page.say(*YES_NO[value]) if value in YES_NO else value
    with_unit = f"{plain} {unit}" if unit else plain
    zh, en = PRECISIONS.get(precision, ("{}", "{}"))
    if precision == "some" and not page.english:
        return f"{plain} 余{unit}"
    return page.say(zh, en).format(with_unit)


def class_label(ontology: Ontology, type: str, page: Page) -> str:
    """What a class is called; the name itself for what is no class (a passage)."""
    known = ontology.classes.get(type)
    return page.label(known) if known else page.say("原文", "text")


def group_of(ontology: Ontology, type: str) -> str:
    """The widest class below Thing that a class belongs to: what it is coloured by."""
    known = ontology.classes.get(type)
    if known is None:
        return ""
    return next((name for name in reversed((type, *known.ancestors)) if name != Classes.THING), type)


def groups(ontology: Ontology) -> dict[str, int]:
    """The widest classes with the number of their colour, in a fixed order."""
    widest = sorted({group_of(ontology, name) for name in ontology.classes})
    return {name: number for number, name in enumerate(widest)}
