"""How did what the export holds come about, in the words of PROV-O?

A source version is read (``store:Reading``, a ``prov:Activity`` that used it, done by the reader's version); what
its records say is settled (``store:Settling``, informed by every reading) into entities. Both are named by what
they depend on, never by when they ran; times stand in the full export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from graph.export import nquads as nq
from graph.export.terms import Terms
from graph.identifiers import digest

AGENT: Final = "urn:gongjian:agent:"
"""What people and programs are called that did something."""

# Only what no parser normalises: no dot segments, no characters outside ASCII.
_PLAIN_IRI: Final = re.compile(
    r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(/[A-Za-z0-9_~-]+(\.[A-Za-z0-9_~-]+)*)*/?\Z"
)
_NOT_STATED: Final = (("来源未说明使用许可", "zh"), ("the source states no licence", "en"))


def agent(name: str) -> str:
    """The IRI of a person or a program by its name."""
    return f"<{AGENT}{quote(name, safe='.-_~')}>"


def settling(versions: Mapping[str, str]) -> str:
    """The IRI of the settling under these versions."""
    return nq.data(digest("a", *(f"{name}={versions[name]}" for name in sorted(versions))))


def reading_triples(node: Mapping[str, Any]) -> Iterator[str]:
    """How a source version was read, by its node's properties."""
    me = nq.data(node["reading"])
    yield nq.line(me, Terms.TYPE, Terms.READING)
    yield nq.line(me, Terms.TYPE, Terms.ACTIVITY)
    yield nq.line(me, Terms.USED, nq.data(node["id"]))
    if node.get("reader"):
        reader = agent(node["reader"])
        yield nq.line(me, Terms.ASSOCIATED_WITH, reader)
        yield nq.line(reader, Terms.TYPE, Terms.SOFTWARE)
        yield nq.line(reader, Terms.TITLE, nq.text(node["reader"]))


def settling_triples(me: str) -> Iterator[str]:
    """The settling itself; each reading that informed it is named with its source."""
    yield nq.line(me, Terms.TYPE, Terms.SETTLING)
    yield nq.line(me, Terms.TYPE, Terms.ACTIVITY)


def licence_triples(source: str, licence: str) -> Iterator[str]:
    """Under which terms a source may be used; one that states none says so.

    A licence that is a plain IRI is ``dcterms:license``, any other wording ``dcterms:rights``.
    """
    if not licence:
        yield nq.line(source, Terms.LICENCE_STATED, nq.value("false", "boolean"))
        for words, language in _NOT_STATED:
            yield nq.line(source, Terms.RIGHTS, nq.text(words, language))
    elif _PLAIN_IRI.match(licence):
        yield nq.line(source, Terms.LICENCE, nq.iri(licence))
    else:
        yield nq.line(source, Terms.RIGHTS, nq.text(licence))
