"""How does a thing get an identifier that another run, order or machine would give it too?

Identifiers are hashes of what a source states, never of folders, clocks or row numbers. The key
form is frozen under ``KEY_VERSION`` and kept apart from the comparison forms of identity
(``ontology.language.keys``): changing it would change every identifier in every export.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from hashlib import blake2b

KEY_VERSION = 1
_DIGEST_BYTES = 12
_SEPARATOR = "\x1f"
_HEAD = f"{KEY_VERSION}{_SEPARATOR}"


@lru_cache(maxsize=65536)
def key_form(text: str) -> str:
    """The form under which two wordings are one key: NFKC, no spaces, no punctuation, lower case.

    >>> key_form("  南京市（玄武区） 梅园新村 ")
    '南京市玄武区梅园新村'
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "ZPC")


def digest(prefix: str, *parts: str) -> str:
    """``prefix`` + 24 hex digits (96 bits) of the parts; parts cannot run into each other.

    >>> digest("r", "a", "b") != digest("r", "ab")
    True
    """
    joined = _SEPARATOR.join(parts)
    if joined.count(_SEPARATOR) >= max(1, len(parts)):
        joined = _SEPARATOR.join(part.replace(_SEPARATOR, " ") for part in parts)
    return prefix + blake2b((_HEAD + joined).encode(), digest_size=_DIGEST_BYTES).hexdigest()


def source_version_id(source_key: str, content_hash: str) -> str:
    """One version (content) of one source."""
    return digest("s", source_key, content_hash)


def passage_id(source_key: str, text: str, ordinal: int) -> str:
    """A passage by its source, its masked text, and its ordinal among equal texts."""
    return digest("p", source_key, text, str(ordinal))


def record_id(source_key: str, role: str, party: str, item: str, place: str, ordinal: int) -> str:
    """A record by what it is about: role, party, item and place as written; ordinal among equals."""
    return digest("r", source_key, role, key_form(party), key_form(item), key_form(place), str(ordinal))


def statement_id(record: str, property_name: str, kind: str, value: str, language: str) -> str:
    """A statement by its record, property, value and language."""
    return digest("t", record, property_name, kind, value, language)
