"""What does the caller say of a source that the file does not? Title, publisher, licence, terms, date: by option or manifest.

What was declared stays with a version until something else is declared; the version remembers which fields those are.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

from graph.sources import SourceVersion
from ontology.errors import UsageProblem
from ontology.language.restricted import mask
from ontology.language.times import read_dates

LONGEST: Final = {"title": 200, "publisher": 200, "licence": 500, "terms": 1000}
"""In characters."""


class NotADate(UsageProblem):
    """A declared date that is none."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text[:60]}”不是完整日期：请写成 2026-03-15 或 2026年3月15日",
            f"{text[:60]!r} is no full date: write it as 2026-03-15 or 2026年3月15日",
            found=text[:60],
        )


@dataclass(frozen=True, slots=True)
class Declared:
    """What is said of a source from outside its file; '' for what is not said. ``stated_on`` is ISO."""

    title: str = ""
    publisher: str = ""
    licence: str = ""
    terms: str = ""
    stated_on: str = ""

    def over(self, other: Declared) -> Declared:
        """This, and what only ``other`` says."""
        return Declared(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


def declared_date(text: str) -> str:
    """The ISO date that a caller writes, '' for ''.

    >>> declared_date("2026年3月5日"), declared_date("")
    ('2026-03-05', '')

    Raises:
        NotADate: it is not one whole date.
    """
    if not text:
        return ""
    found = read_dates(text)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        raise NotADate(text)
    return found[0].iso


def declare(version: SourceVersion, said: Declared) -> SourceVersion:
    """The version with what is said of it, masked and cut to length."""
    title, publisher, licence, terms = (
        mask(getattr(said, name)).text[:longest] or getattr(version, name)
        for name, longest in LONGEST.items()
    )
    names = {f.name for f in fields(said) if getattr(said, f.name)} - {"stated_on"}
    names |= {"stated_date"} if said.stated_on else set()
    version = replace(
        version,
        title=title,
        publisher=publisher,
        licence=licence,
        terms=terms,
        declared=" ".join(sorted({*version.declared.split(), *names})),
    )
    if said.stated_on:
        return replace(version, stated_date=said.stated_on, stated_basis="declared", file_date="")
    return version


def declared_of(version: SourceVersion) -> Declared:
    """What had been declared of a version when it was read."""
    said = {name: getattr(version, name) for name in version.declared.split()}
    said["stated_on"] = said.pop("stated_date", "")
    return Declared(**said)


def is_said(version: SourceVersion, said: Declared) -> bool:
    """Whether a version says already what is declared of it."""
    return declare(version, said) == version
