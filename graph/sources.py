"""Where does knowledge come from? Sources, their versions and their passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from graph.identifiers import digest, source_version_id

KeyBasis = Literal["declared", "found", "name"]
"""How a source's key came about: declared by the caller, found in the file, or only the file's name."""

StatedBasis = Literal["declared", "title", "text", "name", "properties", ""]
"""Where a source's date stands: declared by the caller, in its title, in its text, in the file's name, only in the
document's properties; '' for no date."""

PassageKind = Literal["row", "header", "title", "sheet", "file", "paragraph", "entry", "typed"]


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """One content of one source. The live version of a key has the highest ``rank``.

    ``stated_date`` (ISO, '' if none) and ``number`` (0 if none) are what the file states of itself;
    ``replaces`` is the sequence number of the desk event that put a version without either in place. ``reader`` names all that the reading
    depends on (versions of the reader and of the vocabulary): with another one the content is read again.
    ``stated_basis`` (a ``StatedBasis``) says what the date rests on. ``file_date`` (ISO) is what a document's properties say of one that
    states no date: shown, and deciding nothing. ``declared`` names the fields, blank-joined, that the caller stated.
    """

    key: str
    basis: KeyBasis
    content: str
    name: str
    title: str = ""
    publisher: str = ""
    place: str = ""
    stated_date: str = ""
    number: int = 0
    replaces: int = 0
    reader: str = ""
    licence: str = ""
    terms: str = ""
    stated_basis: str = ""
    file_date: str = ""
    declared: str = ""

    @property
    def id(self) -> str:
        """Hash of key and content."""
        return source_version_id(self.key, self.content)

    @property
    def reading(self) -> str:
        """This content as this reader reads it: what it wrote is told from what another reading left."""
        return digest("g", self.id, self.reader)

    @property
    def mark(self) -> str:
        """What this reading brings is marked with it; put in place once more, it is another one."""
        return f"{self.reading}.{self.replaces}"

    @property
    def rank(self) -> tuple[int, str, int]:
        """Versions of one key are compared by this: an explicit replacement, stated date, number."""
        return (self.replaces, self.stated_date, self.number)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a table row, its restricted spans masked at equal length.

    ``masked`` holds the spans (start, end) in code points; ``sheet`` and ``row`` (1-based, 0 if it
    has none) say where in the file it stands.
    """

    id: str
    source: str
    text: str
    kind: PassageKind
    sheet: str = ""
    row: int = 0
    masked: tuple[tuple[int, int], ...] = ()


def version_of(node: Mapping[str, Any]) -> SourceVersion:
    """The version that a source's node holds."""
    return SourceVersion(
        **{name: node[name] for name in SourceVersion.__dataclass_fields__ if node.get(name) is not None}
    )
