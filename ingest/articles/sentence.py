"""What stands in one sentence? Its words, quoted names, amounts, clauses and the organisations that it names.

Plain spans in code points of the sentence; ``Sentence.quote`` leads to the passage. Made by ``ingest.articles.analyse``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from spacy.tokens import Doc, Token

from graph.records import Quote, Status

if TYPE_CHECKING:
    from ingest.articles.book import Entry

QUOTED: Final = re.compile(r"“([^“”]{1,60})”|「([^「」]{1,60})」|‘([^‘’]{1,40})’|\"([^\"]{1,60})\"")
_CLAUSE: Final = re.compile(r"[，；：,;:。！？!?]|——")
_SPEECH: Final = re.compile(r"[，。！？；,!?;]")
LONGEST_NAME: Final = 24


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch: ``text[start:end]`` with its quotation marks, ``inner`` without."""

    start: int
    end: int
    inner: str

    @property
    def is_speech(self) -> bool:
        """Whether it is what somebody says rather than a name."""
        return len(self.inner) > LONGEST_NAME or bool(_SPEECH.search(self.inner))


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, read from ``text[start:end]``; ``value`` is canonical decimal text."""

    start: int
    end: int
    value: str
    unit: str
    precision: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation or alliance named at ``text[start:end]``.

    ``written`` as it stands there, ``name`` without the path of places before it, ``place`` the code of that path
    ('' if there is none), ``type`` its class. ``unit`` is the name of the unit that a party organisation is of.
    ``quoted`` is the name within quotation marks that it holds ('' if none).
    """

    start: int
    end: int
    written: str
    name: str
    type: str
    place: str = ""
    unit: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """An administrative place named at ``text[start:end]``."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts: an organisation, or an area, or (both empty) somebody who is not named.

    ``own`` whether the clause itself names it.
    """

    party: Mention | None = None
    place: str = ""
    own: bool = False
    start: int = -1

    @property
    def known(self) -> bool:
        """Whether anybody is named."""
        return self.party is not None or bool(self.place)


NOBODY: Final = Subject()


@dataclass(slots=True)
class Clause:
    """A stretch between commas, with who acts in it and whether it is a fact."""

    start: int
    end: int
    subject: Subject = NOBODY
    status: Status = "asserted"
    supposed: bool = False


@dataclass(slots=True)
class Sentence:
    """One sentence of a passage; ``start`` is its offset there.

    ``plain`` is the text as it is read (simplified characters, half-width digits), of the same length. ``stated`` are the
    entries of the book that it states something of, with the positions that say so; ``told`` the starts of amounts and
    names that a fact rests on. ``echoes`` are bare words (联盟) that mean an alliance named before. ``local``: it, or the
    one before it, speaks of a single unit or quotes somebody.
    """

    text: str
    plain: str
    passage: str
    start: int
    paragraph: int
    doc: Doc
    kind: str = "paragraph"
    quoted: tuple[Quoted, ...] = ()
    amounts: tuple[Amount, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    clauses: list[Clause] = field(default_factory=list)
    echoes: tuple[Mention, ...] = ()
    stated: list[tuple[int, Entry]] = field(default_factory=list)
    told: set[int] = field(default_factory=set)
    local: bool = False

    @property
    def facts(self) -> list[Entry]:
        """The entries that it states something of."""
        return [entry for _, entry in self.stated]

    def states(self, entry: Entry, position: int) -> None:
        """Take note that the words at a position state something of an entry."""
        self.stated.append((position, entry))

    def quote(self, start: int = 0, end: int | None = None) -> Quote:
        """The passage's code points of a span of the sentence, blanks at its ends left out."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Quote(self.passage, self.start + start, self.start + end)

    def clause_at(self, position: int) -> Clause:
        """The clause that a position lies in."""
        return next((c for c in self.clauses if c.start <= position < c.end), self.clauses[-1])

    def words(self, start: int, end: int) -> Iterator[Token]:
        """The words that begin in a span."""
        return (t for t in self.doc if start <= t.idx < end)

    def word_at(self, position: int) -> Token | None:
        """The word that a position lies in."""
        return next((t for t in self.doc if t.idx <= position < t.idx + len(t.text)), None)

    def in_quotes(self, position: int) -> Quoted | None:
        """The quoted stretch around a position (its marks included)."""
        return next((q for q in self.quoted if q.start <= position < q.end), None)

    @property
    def is_question(self) -> bool:
        """Whether the sentence asks."""
        return self.plain.rstrip('”’」"）) ').endswith(("？", "?"))


def find_quoted(plain: str) -> tuple[Quoted, ...]:
    """The quoted stretches of a text, outermost, in order."""
    return tuple(Quoted(m.start(), m.end(), next(g for g in m.groups() if g)) for m in QUOTED.finditer(plain))


def cut_clauses(plain: str, quoted: tuple[Quoted, ...]) -> list[Clause]:
    """The clauses of a sentence: cut at commas, semicolons and colons that are outside of quotation marks and brackets."""
    cuts = [m.end() for m in _CLAUSE.finditer(plain) if not _inside(plain, m.start(), quoted)]
    bounds = [0, *(c for c in cuts if c < len(plain)), len(plain)]
    return [Clause(a, b) for a, b in itertools.pairwise(bounds) if plain[a:b].strip()] or [
        Clause(0, len(plain))
    ]


def _inside(plain: str, position: int, quoted: tuple[Quoted, ...]) -> bool:
    if any(q.start < position < q.end - 1 for q in quoted):
        return True
    if plain[position] in "：:" and plain[position - 1 : position].isdigit():
        return True
    before = plain[max(0, position - 40) : position]
    return max(before.rfind("（"), before.rfind("(")) > max(before.rfind("）"), before.rfind(")"))
