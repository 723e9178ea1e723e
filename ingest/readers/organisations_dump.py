"""How do the entries of an organisation registry read as columns? Names by what they are, places and ids by where they stand.

The Research Organization Registry (ROR) says what a name is in a list beside it (``names[].types``, second version) or
by the list that it stands in (``aliases``, ``acronyms``, ``labels``, first version). Here each leaf gets the path of what
it says, so that the ontology's wordings understand it: ``names.alias``, ``names.english name``. No leaf is added or lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ingest.readers.jsonl import Leaf

_REGISTRY: Final = "https://ror.org/"
_SECOND: Final = frozenset({"names[].value", "names[].types[]", "types[]", "status", "established"})
_FIRST: Final = frozenset({"name", "types[]", "status", "established", "country.country_code"})
_LEAST: Final = 3
_CHINA: Final = "CN"
_MOVED_FIRST: Final = {
    "aliases[]": "names.alias",
    "acronyms[]": "names.acronym",
    "types[]": "organization type",
    "links[]": "links.website",
    "established": "founding year",
}
_MOVED_SECOND: Final = {"types[]": "organization type", "established": "founding year"}
_PLACED_FIRST: Final = {
    "addresses[].city": "addresses.city",
    "addresses[].lat": "addresses.latitude",
    "addresses[].lng": "addresses.longitude",
}
_PLACED_SECOND: Final = {
    "locations[].geonames_details.name": "locations.city",
    "locations[].geonames_details.lat": "locations.latitude",
    "locations[].geonames_details.lng": "locations.longitude",
}


def in_our_words(leaves: list[Leaf]) -> list[Leaf]:
    """The leaves of one object; those of a registry's entry with paths that say what they are."""
    paths = {path for path, _, _ in leaves}
    if not _is_entry(leaves, paths):
        return leaves
    return _second(leaves) if "names[].value" in paths else _first(leaves)


def _is_entry(leaves: Sequence[Leaf], paths: set[str]) -> bool:
    registered = any(path == "id" and text.startswith(_REGISTRY) for path, _, text in leaves)
    known = max(len(_SECOND & paths), len(_FIRST & paths))
    return known >= _LEAST and (registered or known > _LEAST)


def _second(leaves: Sequence[Leaf]) -> list[Leaf]:
    """An entry of the second version: one list of names with their types and language."""
    beside = _beside(leaves, "names[].")
    main = _main_name({n: said for n, said in beside.items() if said.get("value")})
    first = min((n for path, n, _ in leaves if path.startswith("locations[].")), default=0)
    home = _is_chinese(leaves, "locations[].geonames_details.country_code")
    links = _beside(leaves, "links[].")
    found = []
    for path, number, text in leaves:
        if path == "names[].value":
            found.append((_name_path(beside[number], number == main), 0, text))
        elif path in _PLACED_SECOND and number == first and (home or not path.endswith(".name")):
            found.append((_PLACED_SECOND[path], 0, text))
        elif path == "links[].value" and "website" in links[number].get("type", ()):
            found.append(("links.website", 0, text))
        elif path == "external_ids[].all[]":
            found.append(("external_ids.identifier", 0, text))
        else:
            found.append((_MOVED_SECOND.get(path, path), number, text))
    return found


def _first(leaves: Sequence[Leaf]) -> list[Leaf]:
    """An entry of the first version: lists by what is in them, labels with a language."""
    labels = _beside(leaves, "labels[].")
    chinese = min((n for n, said in labels.items() if _speaks(said, "iso639", "zh")), default=0)
    first = min((n for path, n, _ in leaves if path.startswith("addresses[].")), default=0)
    home = _is_chinese(leaves, "country.country_code")
    found = []
    for path, number, text in leaves:
        if path == "labels[].label":
            found.append((_label_path(labels[number], number == chinese), 0, text))
        elif path == "name" and chinese:
            found.append(("names.english name" if text.isascii() else "names.alias", 0, text))
        elif path in _PLACED_FIRST and number == first and (home or not path.endswith(".city")):
            found.append((_PLACED_FIRST[path], 0, text))
        elif path.startswith("external_ids.") and path.endswith((".all", ".all[]")):
            found.append(("external_ids.identifier", 0, text))
        else:
            found.append((_MOVED_FIRST.get(path, path), number, text))
    return found


def _beside(leaves: Iterable[Leaf], start: str) -> dict[int, dict[str, set[str]]]:
    """What stands beside each other in the elements of a list: number → field → texts."""
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path, number, text in leaves:
        if path.startswith(start):
            found[number][path.removeprefix(start).removesuffix("[]")].add(text)
    return found


def _speaks(said: Mapping[str, set[str]], field: str, language: str) -> bool:
    return any(code.split("-")[0].lower() == language for code in said.get(field, ()))


def _main_name(names: Mapping[int, Mapping[str, set[str]]]) -> int:
    """The number of the name that stands for the organisation: its Chinese label, else the one that the registry shows."""
    return min(
        names,
        key=lambda n: (
            not ("label" in names[n].get("types", ()) and _speaks(names[n], "lang", "zh")),
            "ror_display" not in names[n].get("types", ()),
            "label" not in names[n].get("types", ()),
            n,
        ),
        default=0,
    )


def _name_path(said: Mapping[str, set[str]], is_main: bool) -> str:
    if is_main:
        return "name"
    if "acronym" in said.get("types", ()):
        return "names.acronym"
    return "names.english name" if _speaks(said, "lang", "en") else "names.alias"


def _label_path(said: Mapping[str, set[str]], is_main: bool) -> str:
    if is_main:
        return "name"
    return "names.english name" if _speaks(said, "iso639", "en") else "names.alias"


def _is_chinese(leaves: Iterable[Leaf], path: str) -> bool:
    """Whether the country is China, whose places the gazetteer knows."""
    return any(p == path and text == _CHINA for p, _, text in leaves)
