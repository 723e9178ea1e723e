"""What are the terms of a canonical line? The inverse of ``nquads.line``, and of how a literal is written.

Only the canonical form is understood (one blank between terms, no blank nodes); any other line is ``None``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_IRI: Final = r'<[^\x00-\x20<>"{}|^`\\]*>'
_ESCAPED: Final = r'\\(?:[btnfr"\\]|u00(?:0[0-7BEF]|1[0-9A-F]|7F))'
_PLAIN: Final = r'[^"\\\x00-\x1f\x7f]*'
_TAIL: Final = (
    rf"\^\^(?!<http://www\.w3\.org/2001/XMLSchema#string>){_IRI}|@[a-z]{{1,8}}(?:-[a-z0-9]{{1,8}})*"
)
_LITERAL: Final = rf'"{_PLAIN}(?:{_ESCAPED}{_PLAIN})*"(?:{_TAIL})?'
_LINE: Final = re.compile(rf"({_IRI}) ({_IRI}) ({_IRI}|{_LITERAL})(?: ({_IRI}))? \.\Z")
_SHORT: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPE: Final = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([btnfr"\\]))')


class Terms(NamedTuple):
    """The terms of a line as they stand in it; ``graph`` is '' in the default graph."""

    subject: str
    predicate: str
    object: str
    graph: str


class Literal(NamedTuple):
    """A literal's text, and its datatype IRI or its language, '' if it has none."""

    text: str
    datatype: str = ""
    language: str = ""


def take_apart(line: str) -> Terms | None:
    """The terms of a line without its line break; ``None`` if it is not canonical."""
    found = _LINE.match(line)
    return Terms(found[1], found[2], found[3], found[4] or "") if found else None


def literal(term: str) -> Literal:
    """A literal term, its escapes resolved.

    >>> literal('"a\\\\nb"@zh')
    Literal(text='a\\nb', datatype='', language='zh')
    """
    end = term.rindex('"')
    text, rest = term[1:end], term[end + 1 :]
    if "\\" in text:
        text = _ESCAPE.sub(_resolved, text)
    if rest.startswith("^^"):
        return Literal(text, rest[3:-1])
    return Literal(text, "", rest[1:])


def _resolved(found: re.Match[str]) -> str:
    return _SHORT[found[3]] if found[3] else chr(int(found[1] or found[2], 16))
