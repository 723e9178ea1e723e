"""Can the parameter of a component be used, and what is it as plain data? One reading for each sort of parameter."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

import pyoxigraph as ox

from ontology.lexical import is_date, is_decimal
from ontology.shacl.said import PLACE, kind_of
from ontology.terms import NAMESPACE
from ontology.triples import RDF, SH, XSD, Node, node_key

DATATYPES: Final = {
    XSD + "string": "string",
    RDF + "langString": "langString",
    **{XSD + name: name for name in ("decimal", "integer", "date", "boolean")},
}
NODE_KINDS: Final = ("IRI", "Literal", "IRIOrLiteral", "BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral")
_FLAGS: Final = frozenset("ims")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_NUMBERS: Final = {XSD + "integer", XSD + "decimal"}


class Refused(NamedTuple):
    """Why a parameter cannot be used."""

    zh: str
    en: str


class Given(NamedTuple):
    """A parameter as plain text, with a language tag if it is a text that has one."""

    value: str
    language: str = ""


Read = Given | Refused


def count(node: Node, range_: str) -> Read:
    """A whole number that is not negative."""
    del range_
    if isinstance(node, ox.Literal) and node.value.isdecimal() and node.value.isascii():
        return Given(str(int(node.value)))
    return Refused("须是不小于0的整数", "must be a whole number, 0 or more")


def bound(node: Node, range_: str) -> Read:
    """A number for numbers, a date for dates."""
    if range_ in {"decimal", "integer"}:
        if isinstance(node, ox.Literal) and node.datatype.value in _NUMBERS and is_decimal(node.value):
            return Given(node.value)
        return Refused("数值的界限须是数值", "the bound of a number is a number such as 3 or 0.5")
    if range_ == "date":
        return _date(node)
    return Refused("取值范围不是数值或日期", "the range is neither a number nor a date")


def text(node: Node, range_: str) -> Read:
    """A regular expression."""
    del range_
    if not isinstance(node, ox.Literal):
        return Refused("须是文本", "must be a text")
    try:
        re.compile(node.value)
    except re.error as error:
        return Refused(f"不是正则表达式：{error}", f"no regular expression: {error}")
    return Given(node.value)


def flags(node: Node) -> Read:
    """Those that this program and SPARQL understand alike: i, m and s."""
    if isinstance(node, ox.Literal) and set(node.value) <= _FLAGS:
        return Given("".join(sorted(set(node.value))))
    return Refused("只支持标志 i、m、s", "only the flags i, m and s are supported")


def language(node: Node, range_: str) -> Read:
    """A basic language range."""
    if range_ not in {"string", "text"}:
        return Refused("取值范围不是文本，没有语言", "the range is no text and has no language")
    if isinstance(node, ox.Literal) and _LANGUAGE.match(node.value):
        return Given(node.value)
    return Refused("须是语言代码", "must be language tags")


def class_(node: Node, range_: str) -> Read:
    """A class of ours; whether there is one of that name is asked elsewhere."""
    del range_
    name = node_key(node)
    if isinstance(node, ox.NamedNode) and name.startswith(NAMESPACE):
        return Given(name.removeprefix(NAMESPACE))
    return Refused("须是本体中的类", "must be a class of the ontology")


def datatype(node: Node, range_: str) -> Read:
    """A datatype that values of the range can have."""
    name = DATATYPES.get(node_key(node))
    if name is None:
        return Refused(f"不支持的数据类型 {node_key(node)}", f"datatype not supported: {node_key(node)}")
    fits = {"string", "langString"} if range_ in {"string", "text"} else {range_}
    if name not in fits:
        return Refused(f"与取值范围 {range_} 矛盾", f"{name} contradicts the range {range_}")
    return Given(name)


def node_kind(node: Node, range_: str) -> Read:
    """A kind of node that values of the range can be; '' is a record itself."""
    name = node_key(node).removeprefix(SH)
    if name not in NODE_KINDS:
        return Refused("不是 sh:nodeKind 的值", "is no value of sh:nodeKind")
    wanted = "Literal" if range_ and kind_of(range_) == "literal" else "IRI"
    if wanted not in name:
        return Refused(
            f"与取值范围 {range_ or 'IRI'} 矛盾", f"{name} contradicts the range {range_ or 'IRI'}"
        )
    return Given(name)


def term(node: Node, range_: str) -> Read:
    """A value of the range as records hold it: canonical text, the name of a concept, the code of a place."""
    kind = kind_of(range_)
    if kind == "record":
        return Refused("一份来源的记录没有事先可知的标识", "the ids of records cannot be known in a shape")
    if kind != "literal":
        space = NAMESPACE if kind == "concept" else PLACE
        if isinstance(node, ox.NamedNode) and node.value.startswith(space):
            return Given(node.value.removeprefix(space))
        return Refused(f"取值范围要求 {space}… 的 IRI", f"the range asks for an IRI {space}…")
    if not isinstance(node, ox.Literal):
        return Refused(f"与取值范围 {range_} 矛盾", f"an IRI contradicts the range {range_}")
    return _LITERALS.get(range_, _plain)(node)


def _plain(node: Node) -> Read:
    if isinstance(node, ox.Literal) and DATATYPES.get(node.datatype.value) in {"string", "langString"}:
        return Given(node.value, (node.language or "").lower())
    return Refused("与文本的取值范围矛盾", "contradicts the range, which is text")


def _number(node: Node) -> Read:
    if isinstance(node, ox.Literal) and node.datatype.value in _NUMBERS and is_decimal(node.value):
        shown = node.value.rstrip("0").rstrip(".") if "." in node.value else node.value
        return Given("0" if shown == "-0" else shown)
    return Refused("与数值的取值范围矛盾", "contradicts the range, which is a number")


def _integer(node: Node) -> Read:
    found = _number(node)
    if isinstance(found, Given) and "." in found.value:
        return Refused("与整数的取值范围矛盾", "contradicts the range, which is a whole number")
    return found


def _date(node: Node) -> Read:
    if isinstance(node, ox.Literal) and node.datatype.value == XSD + "date" and is_date(node.value):
        return Given(node.value)
    return Refused('日期须写作 "2024-01-31"^^xsd:date', 'a date is written "2024-01-31"^^xsd:date')


def _boolean(node: Node) -> Read:
    if (
        isinstance(node, ox.Literal)
        and node.datatype.value == XSD + "boolean"
        and node.value in {"true", "false"}
    ):
        return Given(node.value)
    return Refused("与真假值的取值范围矛盾", "contradicts the range, which is true or false")


_LITERALS: Final[dict[str, Callable[[Node], Read]]] = {
    "decimal": _number,
    "integer": _integer,
    "date": _date,
    "boolean": _boolean,
}
READERS: Final[dict[str, Callable[[Node, str], Read]]] = {
    "count": count,
    "bound": bound,
    "text": text,
    "languages": language,
    "class": class_,
    "datatype": datatype,
    "kind": node_kind,
    "term": term,
    "terms": term,
}
"""By what a component takes."""
