"""Which source is a file, and which version of it? By what it states of itself, never by folder or arrival.

The key is declared by the caller, else the list's title with the place in it, else the file's name. Dates and
version numbers are left out of a title's key, so that next year's list is a version of this year's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.sources import KeyBasis, SourceVersion, StatedBasis
from ingest.lists.lexicon import Lexicon
from ingest.lists.survey import Survey
from ingest.readers.document import Document
from ingest.readers.foreign import DataSet, Foreign
from ingest.readers.mixed import Mixed
from ontology.language.normalise import fold

READER_VERSION = 3
THING_READER_VERSION = 1
PROSE_READER_VERSION = 2
"""Raise it with every change of how articles are read: what is stored is then read anew."""
_VERSION = re.compile(r"第\s?(\d{1,4})\s?[版期稿次批]|(?<![A-Za-z])[vV](\d{1,4})(?![A-Za-z0-9])")
_YEAR_MONTH = re.compile(
    r"((?:19|20)\d{2})\s?年(?:度)?(?:\s?(\d{1,2})\s?月(?:份)?)?|(?<!\d)((?:19|20)\d{2})(?!\d)"
)
_EMPTY_BRACKETS = re.compile(r"[（(【\[][\s,，、;；:：]*[）)】\]]")
_LEFT_OVER = re.compile(r"[\s,，、;；:：]+(?=[）)】\]])|(?<=[（(【\[])[\s,，、;；:：]+")
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states of its version: a full date (ISO, '' if none), where it stands, and a number (0 if none)."""

    date: str = ""
    number: int = 0
    basis: StatedBasis = ""


def identify(
    document: Document, survey: Survey, content: str, declared: str | None, lexicon: Lexicon
) -> SourceVersion:
    """The version that a file is; ``content`` is the hash of its bytes."""
    name = lexicon.mask(document.name).text
    titles = [lexicon.mask(t).text for t in survey.titles]
    title = titles[0][:_LONGEST_KEY] if titles else ""
    place, basis, key = _key(name, titles, declared, lexicon)
    stated = stated_in(titles, name, lexicon)
    return SourceVersion(
        key,
        basis,
        content,
        name,
        title=title,
        place=place,
        stated_date=stated.date,
        number=stated.number,
        stated_basis=stated.basis,
        reader=reader_name(lexicon),
    )


def identify_mixed(
    mixed: Mixed, survey: Survey, content: str, declared: str | None, lexicon: Lexicon
) -> SourceVersion:
    """The version that a document is. Its key is declared, else publisher and title, else (with tables that are lists)
    a list's title with the place in it, be it in the table or above, else the file's name."""
    first = mixed.prose.articles[0] if mixed.prose.articles else None
    told = DataSet(first.title, first.publisher, first.date) if first else DataSet()
    reader = mixed_reader_name(lexicon)
    version = _titled(mixed.name, told, content, declared, reader, lexicon)
    if version.basis == "found" or not survey.sheets:
        return version
    titles = [lexicon.mask(t).text for t in (*survey.titles, *captions_in(survey))]
    place, basis, key = _key(version.name, titles, declared, lexicon)
    stated = Stated(told.date, basis="text") if told.date else stated_in(titles, version.name, lexicon)
    return replace(
        version,
        key=key,
        basis=basis,
        title=version.title or "".join(titles[:1])[:_LONGEST_KEY],
        place=place or version.place,
        stated_date=stated.date,
        number=stated.number,
        stated_basis=stated.basis,
    )


def captions_in(survey: Survey) -> tuple[str, ...]:
    """The captions of the tables, each once: of the first table first, the nearest first."""
    return tuple(dict.fromkeys(text for s in survey.sheets for text in s.sheet.captions))


def identify_things(foreign: Foreign, content: str, declared: str | None, lexicon: Lexicon) -> SourceVersion:
    """The version that a file of things is. Its key is declared, else the data set's title and publisher, else the
    file's name."""
    return _titled(foreign.name, foreign.dataset, content, declared, thing_reader_name(lexicon), lexicon)


def _titled(
    file: str, told: DataSet, content: str, declared: str | None, reader: str, lexicon: Lexicon
) -> SourceVersion:
    """The version of a file that says itself what it is called, by whom it is published, and when."""
    name = lexicon.mask(file).text
    title, publisher, licence = (
        lexicon.mask(t).text[:_LONGEST_KEY] for t in (told.title, told.publisher, told.licence)
    )
    found = lexicon.places.find(title)
    basis: KeyBasis = "declared" if declared else "found" if title and publisher else "name"
    key = declared or (f"{title} · {publisher}" if title and publisher else name)
    stated = Stated(told.date, basis="text") if told.date else stated_in([title], name, lexicon)
    return SourceVersion(
        key[:_LONGEST_KEY],
        basis,
        content,
        name,
        title=title,
        publisher=publisher,
        place=found.code if found else "",
        stated_date=stated.date,
        number=stated.number,
        stated_basis=stated.basis,
        reader=reader,
        licence=licence,
    )


def reader_name(lexicon: Lexicon) -> str:
    """What read it: another reader or vocabulary reads the same content anew."""
    return f"lists-{READER_VERSION}-{lexicon.ontology.version}"


def thing_reader_name(lexicon: Lexicon) -> str:
    """As ``reader_name``, of RDF and HSDS."""
    return f"things-{THING_READER_VERSION}-{lexicon.ontology.version}"


def mixed_reader_name(lexicon: Lexicon) -> str:
    """As ``reader_name``, of documents: their text and their tables."""
    return f"documents-{PROSE_READER_VERSION}.{READER_VERSION}-{lexicon.ontology.version}"


def readers_now(lexicon: Lexicon) -> frozenset[str]:
    """The names of all readers: what one of them read is as it would be read now."""
    return frozenset({reader_name(lexicon), thing_reader_name(lexicon), mixed_reader_name(lexicon)})


def stated_in(titles: list[str], name: str, lexicon: Lexicon) -> Stated:
    """The first full date of the titles, else of the file's name; else version number, else year and month as a number
    (202603). Days that a title names as the beginning or end of validity are no date of the list."""
    texts = [*titles, name]
    days = [
        (d.iso, n) for n, t in enumerate(texts) for d in lexicon.dates(t) if not lexicon.validity.names(t, d)
    ]
    date, place = days[0] if days else ("", 0)
    basis: StatedBasis = "" if not date else "title" if place < len(titles) else "name"
    versions = [int(m[1] or m[2]) for t in texts for m in _VERSION.finditer(t)]
    months = [int(m[1] or m[3]) * 100 + int(m[2] or 0) for t in texts for m in _YEAR_MONTH.finditer(t)]
    number = versions[0] if versions else 0 if date else months[0] if months else 0
    return Stated(date, number, basis)


def _key(name: str, titles: list[str], declared: str | None, lexicon: Lexicon) -> tuple[str, KeyBasis, str]:
    found = next((f for t in titles if (f := lexicon.places.find(t))), None)
    place = found.code if found else ""
    if declared:
        return place, "declared", declared[:_LONGEST_KEY]
    core = next((c for t in titles if (c := _core(t, lexicon)) and lexicon.roles(t)), "")
    if found and core:
        return place, "found", f"{core} · {lexicon.gazetteer.path_name(found.code)}"[:_LONGEST_KEY]
    return place, "name", name[:_LONGEST_KEY]


def _core(title: str, lexicon: Lexicon) -> str:
    """A title without dates, years and version numbers."""
    for found in reversed(lexicon.dates(title)):
        title = title[: found.start] + title[found.end :]
    title = _EMPTY_BRACKETS.sub("", _LEFT_OVER.sub("", _YEAR_MONTH.sub("", _VERSION.sub("", title))))
    return " ".join(fold(title).split()).strip(" ,，、;；:：-—_")
