"""What of a vocabulary matters to the records that were made under it? A plain summary that a store can keep.

Canonical JSON: equal vocabularies give equal bytes. What only words and layout change (labels, definitions) is in it
as a digest, so that two summaries can tell that something was said differently.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from ontology.model import Class, Concept, Constraint, Ontology, Property, Term

Summary = dict[str, Any]
"""``version`` and, by name, ``classes``, ``properties``, ``concepts``; ``constraints`` as a list."""

FORMAT = 1
"""Raise it when the summary's layout changes: a summary of another format counts as not known."""


def summarise(ontology: Ontology) -> Summary:
    """The summary of a vocabulary."""
    return {
        "format": FORMAT,
        "version": ontology.version,
        "classes": {c.name: _class(c) for c in ontology.classes.values()},
        "properties": {p.name: _property(p) for p in ontology.properties.values()},
        "concepts": {c.name: _concept(c) for c in ontology.concepts.values()},
        "constraints": sorted((_constraint(c) for c in ontology.constraints), key=pack_summary),
    }


def pack_summary(summary: Any) -> str:
    """Canonical JSON: sorted names, no spaces."""
    return json.dumps(summary, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unpack_summary(text: str) -> Summary | None:
    """The summary that ``pack_summary`` wrote; ``None`` if it is of another format."""
    found: Summary = json.loads(text)
    return found if found.get("format") == FORMAT else None


def _term(term: Term) -> Summary:
    return {
        "words": sorted(set(term.wordings)),
        "said": _digest((term.zh, term.en, term.definition_zh, term.definition_en)),
        "successor": term.successor,
        "deprecated": term.deprecated,
    }


def _class(cls: Class) -> Summary:
    return {
        **_term(cls),
        "parents": sorted(cls.parents),
        "ancestors": sorted(cls.ancestors),
        "role": cls.role,
        "abstract": cls.abstract,
        "disjoint": sorted(cls.disjoint),
    }


def _property(prop: Property) -> Summary:
    return {
        **_term(prop),
        "parents": sorted(prop.parents),
        "ancestors": sorted(prop.ancestors),
        "domain": sorted(prop.domain),
        "range": "string" if prop.range == "text" else prop.range,
        "single": prop.single,
        "restricted": prop.restricted,
        "scheme": prop.scheme,
    }


def _concept(concept: Concept) -> Summary:
    return {**_term(concept), "scheme": concept.scheme, "broader": sorted(concept.broader)}


def _constraint(rule: Constraint) -> Summary:
    return {
        "target": rule.target,
        "property": rule.property,
        "kind": rule.kind,
        "value": list(rule.value) if isinstance(rule.value, tuple) else rule.value,
        "severity": rule.severity,
        "flags": rule.flags,
        "languages": list(rule.languages),
        "parts": [[_constraint(inner) for inner in part] for part in rule.parts],
    }


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]
