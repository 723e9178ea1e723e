"""Which blank cells mean "as above"? Those of a list that names each party, place or category once, over several rows.

A spreadsheet merges such cells; a CSV of it has the first one and blanks. A blank is carried down only where the list as
a whole is written that way: a written-out list has equal neighbours, and a missing name is a gap, not a pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.lists.asides import AsideWords, aside_of
from ingest.lists.column import Column, Profile
from ingest.lists.lexicon import Lexicon
from ingest.readers.document import Row
from ontology.terms import Properties

_LEAST_BLANKS = 2
_LEAST_SHARE = 0.25
_ALONE_SHARE, _ALONE_ROWS = 0.4, 10
"""What a column needs that has no party column to go by: more blanks, in a longer list."""
_NAMED = 0.9


@dataclass(slots=True)
class _Pattern:
    """How the cells of one column are filled, down the entries of a sheet."""

    entries: int = 0
    blanks: int = 0
    with_thing: int = 0
    with_party: int = 0
    run: int = 0
    longest: int = 0
    starts_blank: bool = False
    again: bool = False
    twice: bool = False
    last: str = ""
    seen: set[str] = field(default_factory=set)

    def take(self, text: str, *, has_thing: bool, has_party: bool, new_group: bool) -> None:
        """One more entry."""
        self.entries += 1
        if not text:
            self.starts_blank |= not self.seen or new_group
            self.blanks += 1
            self.run += 1
            self.longest = max(self.longest, self.run)
            self.with_thing += has_thing
            self.with_party += has_party
            return
        self.again |= text == self.last and not new_group
        self.twice |= text in self.seen
        self.seen.add(text)
        self.last, self.run = text, 0

    def is_pattern(self) -> bool:
        """Whether the blanks can only mean "as above"."""
        return (
            self.blanks >= _LEAST_BLANKS
            and self.blanks >= _LEAST_SHARE * self.entries
            and self.longest >= _LEAST_BLANKS - (self.blanks >= _ALONE_SHARE * self.entries)
            and not self.starts_blank
            and not self.again
        )


def carried(profile: Profile, rows: Iterable[Row], lexicon: Lexicon) -> frozenset[int]:
    """The columns whose blank cells are filled from above: that of the party, those that are blank with it (its place,
    its category), and a column left of all others that groups the rows of a longer list."""
    columns = [c for c in profile.columns if c.index == profile.party or _may_group(c, lexicon)]
    if not columns:
        return frozenset()
    patterns = {c.index: _Pattern() for c in columns}
    apart = {c.index: _Pattern() for c in columns}
    _take_all(profile, rows, lexicon.asides, patterns, apart)
    party = profile.party
    groups = party in patterns and patterns[party].is_pattern() and _by_things(patterns[party])
    found = {party} if groups else set()
    for column in columns:
        index = column.index
        beside = groups and apart[index].is_pattern()
        if index != party and (beside or _stands_alone(patterns[index], column, profile, groups)):
            found.add(index)
    return frozenset(found)


def _may_group(column: Column, lexicon: Lexicon) -> bool:
    """Whether a column can be one that the rows are grouped by: a place or a category."""
    is_a = lexicon.ontology.property_is_a
    if column.group or column.handler not in {"place", "concept"}:
        return False
    return any(is_a(column.property, p) for p in (Properties.PLACE, Properties.ABOUT, Properties.THEME))


def _take_all(
    profile: Profile,
    rows: Iterable[Row],
    words: AsideWords,
    patterns: dict[int, _Pattern],
    apart: dict[int, _Pattern],
) -> None:
    """Read the entries; ``apart`` sees each party's rows by themselves."""
    things = profile.items or [c.index for c in profile.columns if c.handler == "text"]
    for row in rows:
        if aside_of(row, len(profile.columns), words):
            continue
        cells = row.cells
        has_thing = any(_at(cells, i) for i in things)
        name = _at(cells, profile.party) if profile.party >= 0 else ""
        for index, pattern in patterns.items():
            text = _at(cells, index)
            pattern.take(text, has_thing=has_thing, has_party=bool(name), new_group=False)
            new = bool(name) and index != profile.party
            apart[index].take(text, has_thing=has_thing, has_party=bool(name), new_group=new)


def _by_things(pattern: _Pattern) -> bool:
    return pattern.with_thing >= _NAMED * pattern.blanks


def _stands_alone(pattern: _Pattern, column: Column, profile: Profile, groups: bool) -> bool:
    """Whether a column groups the rows by itself: each of its values once, left of party and items."""
    after = [profile.party, *profile.items]
    return (
        pattern.is_pattern()
        and not pattern.twice
        and (groups or pattern.entries >= _ALONE_ROWS)
        and pattern.blanks >= _ALONE_SHARE * pattern.entries
        and all(column.index < i for i in after if i >= 0)
    )


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""
