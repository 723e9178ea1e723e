"""What did people say about the columns of lists? Confirmed profiles by header signature, and synonyms by wording.

The log holds no source text: a column is named by a digest of its wording in comparison form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.desk.effective import effective
from graph.desk.events import Data, Entry, Event, Value
from graph.identifiers import digest, key_form
from ontology.language.normalise import fold

IGNORED: Final = "ignore"
"""The meaning of a column whose cells say nothing."""
IN_HEADER: Final = "wide"
"""The meaning of a column whose header names a thing and whose cells say how much of it."""
_NO_UNIT: Final = "none"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column means: an ontology's property, ``IGNORED`` or ``IN_HEADER``; ``unit`` is a concept's name, '' if the
    column itself says it."""

    property: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmedProfile:
    """What a person confirmed for all lists of one header signature. ``columns`` by ``wording_id``; ``role`` is '' where
    each list says itself what it lists."""

    sequence: int
    header: str
    columns: Mapping[str, Meaning]
    role: str = ""


def wording_id(wording: str) -> str:
    """The name under which the log knows a column's wording: equal for equal comparison forms."""
    return digest("w", key_form(fold(wording)))


def header_id(signature: str) -> str:
    """The name under which the log knows a header signature."""
    return f"h{signature}"


def confirmation(
    who: str, header: str, columns: Mapping[str, Meaning], role: str = "", key: str = ""
) -> Entry:
    """The entry that confirms a profile for a header (``header_id``)."""
    names = sorted(columns)
    data: dict[str, Value] = {
        "header": header,
        "columns": tuple(names),
        "properties": tuple(columns[n].property for n in names),
        "units": tuple(columns[n].unit or _NO_UNIT for n in names),
    }
    return Entry("profile", who, data=data | ({"role": role} if role else {}), key=key)


def synonym(who: str, wording: str, property_name: str, key: str = "") -> Entry:
    """The entry that makes a wording (``wording_id``) a name of a property in all lists."""
    return Entry("synonym", who, data={"wording": wording, "property": property_name}, key=key)


def profiles(events: Iterable[Event]) -> Mapping[str, ConfirmedProfile]:
    """Header → the profile that counts for it: the last one that is not revoked."""
    found = (profile_of(e.data, e.sequence) for e in effective(events) if e.kind == "profile")
    return {profile.header: profile for profile in found}


def synonyms(events: Iterable[Event]) -> Mapping[str, tuple[str, int]]:
    """Wording → the property that it names by the last word, and the number of that event."""
    return {
        str(e.data["wording"]): (str(e.data["property"]), e.sequence)
        for e in effective(events)
        if e.kind == "synonym"
    }


def profile_of(data: Data, sequence: int = 0) -> ConfirmedProfile:
    """The profile that the data of a confirmation say."""
    names, properties, units = (_several(data, n) for n in ("columns", "properties", "units"))
    columns = {
        name: Meaning(meaning, "" if unit == _NO_UNIT else unit)
        for name, meaning, unit in zip(names, properties, units, strict=False)
    }
    return ConfirmedProfile(sequence, str(data["header"]), columns, str(data.get("role", "")))


def _several(data: Data, name: str) -> list[str]:
    found = data.get(name, ())
    return [str(value) for value in found] if isinstance(found, tuple) else []
