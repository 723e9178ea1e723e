"""What did people enter that a reading has to follow? Confirmed profiles, synonyms and fixes, as one frozen state.

A reading is a pure function of the file, the ontology, and that part of this state which concerns the file. Which part does
is said by the file's *guides*: the signatures of its headers, the wordings of its columns, and its source. The reader's
name carries a digest of that part, so that a stale reading is recognised without opening the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from graph.desk.entries import texts
from graph.desk.fixes import Fix, alike_in, fixes
from graph.desk.log import events
from graph.desk.profiles import ConfirmedProfile, profiles, synonyms, wording_id
from graph.desk.removals import source_id
from graph.identifiers import digest
from graph.principal import PUBLIC
from graph.repairs import Repair

if TYPE_CHECKING:
    from graph.connection import Graph

_GUIDED = re.compile(r"^([a-z]+-[^-+]+)(?:\+[0-9a-f]{24})?(-.*)$")
ANY_COLUMN: Final = wording_id("")
"""The guide that every file has: of fixes that are bound to no column."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Guidance:
    """The effective state: profiles by header, synonyms by wording, fixes by what they are bound to, and typed texts by
    passage."""

    profiles: Mapping[str, ConfirmedProfile] = field(default_factory=_nothing)
    synonyms: Mapping[str, str] = field(default_factory=_nothing)
    fixes: Mapping[str, Fix] = field(default_factory=_nothing)
    texts: Mapping[str, str] = field(default_factory=_nothing)

    def fix_of(self, repair: Repair) -> Fix | None:
        """The fix for a place: the closest that there is."""
        if not self.fixes or not repair.spot:
            return None
        wider = (alike_in(source_id(repair.source), repair.alike), repair.alike)
        return next((self.fixes[w] for w in (repair.spot, *wider) if w in self.fixes), None)

    def settles(self, repair: Repair) -> bool:
        """Whether a person said that there is nothing to be made of a place."""
        found = self.fix_of(repair)
        return found is not None and found.how == "nothing"

    def may_fix(self, guides: Collection[str]) -> bool:
        """Whether a fix may be for a file with these guides."""
        return any(_is_for(fix, guides) for fix in self.fixes.values())

    def name(self, reader: str, guides: Collection[str]) -> str:
        """The reader's name, with a digest of what concerns a file with these guides if anything does."""
        concerning = sorted(self._concerning(set(guides)))
        return guided_name(reader, digest("", *concerning) if concerning else "")

    def _concerning(self, guides: Collection[str]) -> Iterator[str]:
        for header, profile in self.profiles.items():
            if header in guides:
                yield _told(profile)
        yield from (f"{w}={name}" for w, name in self.synonyms.items() if w in guides)
        yield from (_told(fix) for fix in self.fixes.values() if _is_for(fix, guides))


NO_GUIDANCE: Final = Guidance()


def guidance_of(graph: Graph) -> Guidance:
    """The state that the log of a graph says now."""
    log = [e for e in events(graph, PUBLIC) if e.kind in {"profile", "synonym", "repair", "revoke"}]
    if not log:
        return NO_GUIDANCE
    named = {wording: name for wording, (name, _) in synonyms(log).items()}
    return Guidance(profiles(log), named, fixes(log), texts(graph))


def guided_name(reader: str, state: str) -> str:
    """A reader's name with the digest of a state, or without one.

    >>> guided_name("lists-3-abc", "0" * 24), guided_name("lists-3+" + "0" * 24 + "-abc", "")
    ('lists-3+000000000000000000000000-abc', 'lists-3-abc')
    """
    found = _GUIDED.match(reader)
    if found is None:
        return reader
    return f"{found[1]}+{state}{found[2]}" if state else f"{found[1]}{found[2]}"


def guides_of(source: str, headers: Iterable[str], wordings: Iterable[str]) -> tuple[str, ...]:
    """The guides of a file: by source key, header ids and column wordings."""
    return tuple(sorted({source_id(source), ANY_COLUMN, *headers, *map(wording_id, wordings)}))


def _is_for(fix: Fix, guides: Collection[str]) -> bool:
    return (fix.source in guides) if fix.source else (fix.column in guides)


def _told(said: ConfirmedProfile | Fix) -> str:
    plain = {name: value for name, value in _plain(said).items() if name != "sequence"}
    return json.dumps(plain, sort_keys=True, ensure_ascii=True)


def _plain(said: ConfirmedProfile | Fix) -> dict[str, Any]:
    if isinstance(said, Fix):
        return asdict(said)
    columns = {name: [m.property, m.unit] for name, m in said.columns.items()}
    return {"header": said.header, "columns": columns, "role": said.role}
