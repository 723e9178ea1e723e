"""What does one half of the vocabulary hold, so that lists can be made up from it?"""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One half: how columns, titles, items, times and names are written. Keys of ``headers`` are meanings of ``truth``."""

    headers: dict[str, Words]
    """Meaning → ways to head its column."""
    group_headers: dict[str, Words]
    """What sub-columns share (``contact``, ``space``, ``asked``, ``offered``, ``period``, ``place``) → the heading over them."""
    sub_headers: dict[str, Words]
    """Meaning → what its column is called under a group's heading."""
    tops: Words
    """A third level over all, rarely."""
    meaningless: dict[str, Words]
    """Headers of columns that mean nothing here → what stands in them."""
    titles: dict[str, Words]
    """Kind of list → titles with ``{place}`` and ``{year}``."""
    sheets: dict[str, Words]
    files: dict[str, Words]
    goods: dict[str, Words]
    """Item → its counting units."""
    spaces: dict[str, Words]
    services: dict[str, Words]
    people: dict[str, Words]
    projects: Words
    cities: Words
    """Codes of cities whose districts the lists are from."""
    stems: Words
    """Invented names of organisations, without their kind."""
    kinds_of_party: Words
    communities: Words
    streets: Words
    kind_names: dict[str, Words]
    """``goods``, ``space``, ``service``, ``people`` → what the category column calls it."""
    roads: Words
    slots: Words
    themes: Words
    standards: Words
    audiences: Words
    costs: Words
    remarks: Words
    placeholders: Words
    totals: Words
    notes: Words
    signatures: Words
    headings: dict[str, Words]
    numerals: Words
    """How sub-headings are numbered."""
    approximate: dict[str, Words]
    """Precision → patterns with ``{n}`` and ``{u}``."""
    joints: Words
    """Between several items of a cell."""
    amount_forms: Words
    """Item with its amount: ``{i}``, ``{n}``, ``{u}``."""
    marks: Words
    """Decoration of headers: patterns with ``{h}``."""
    surnames: str
    given: str
    flags: Words
    dates: Words
    """Date patterns with ``{y}``, ``{m}``, ``{d}``."""
    spans: Words
    """Between two dates."""
