"""What does a file of RDF state of itself? Title, publisher, date and licence of the one data set that it describes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ingest.readers.foreign import DataSet, Node, local_name

_DATASET: Final = frozenset(
    {
        "www.w3.org/ns/dcat#Dataset",
        "www.w3.org/ns/dcat#Catalog",
        "rdfs.org/ns/void#Dataset",
        "schema.org/Dataset",
        "schema.org/DataCatalog",
    }
)
"""Without the scheme: http and https name one vocabulary."""
_TITLE: Final = ("title", "name", "label", "prefLabel")
_DATE: Final = ("modified", "dateModified", "issued", "datePublished", "created", "dateCreated", "date")
_LICENCE: Final = ("license", "licence", "rights")
_DAY: Final = len("2026-01-31")


def dataset_of(nodes: Mapping[str, Node]) -> tuple[DataSet, str]:
    """What the data set states, and its key; nothing where the file describes none, or several."""
    found = [n for n in nodes.values() if any(t.split("://", 1)[-1] in _DATASET for t in n.types)]
    if len(found) != 1:
        return DataSet(), ""
    (node,) = found
    date = _first(node, nodes, _DATE)[:_DAY]
    dated = len(date) == _DAY and date[4] == date[7] == "-" and date.replace("-", "").isdigit()
    told = DataSet(
        _first(node, nodes, _TITLE),
        _first(node, nodes, ("publisher",)),
        date if dated else "",
        _first(node, nodes, _LICENCE),
    )
    return told, node.key


def _first(node: Node, nodes: Mapping[str, Node], names: tuple[str, ...]) -> str:
    """The first value of the first of these terms; of a node its name, else the node's own. Chinese comes first."""
    for name in names:
        said = [t for t in node.said if local_name(t.predicate) == name]
        said.sort(key=lambda t: (not t.language.startswith("zh"), t.language != "", t.text))
        for value in said:
            if not value.node:
                return value.text
            target = nodes.get(value.text)
            label = _first(target, {}, _TITLE) if target else ""
            if label or not value.text.startswith("_:"):
                return label or value.text
    return ""
