"""Where is a thing? What its statements say of province, city and address, read together as one official place."""

from __future__ import annotations

from graph.records import Quote
from ingest.drafts import Draft
from ingest.lists.places import PlaceReader
from ingest.lists.readings import Trouble
from ingest.lists.troubles import place_unclear
from ingest.things.laying import LaidLine
from ontology.model import Ontology
from ontology.terms import Properties

Stated = tuple[Draft, list[Quote], list[LaidLine]]


class PlacesOfThing:
    """Collects a thing's place wordings, then reads them."""

    def __init__(self, places: PlaceReader, ontology: Ontology) -> None:
        self._places = places
        self._ontology = ontology
        self._own: list[LaidLine] = []
        self._other: list[tuple[str, LaidLine]] = []
        self._addresses: list[LaidLine] = []

    def add(self, name: str, line: LaidLine) -> None:
        """A wording under a place property: where the thing is, or another place (the area served)."""
        if self._ontology.property_is_a(name, Properties.PLACE):
            self._own.append(line)
        else:
            self._other.append((name, line))

    def address(self, line: LaidLine) -> None:
        """An address, which helps where place names are ambiguous, or says the place alone."""
        self._addresses.append(line)

    def read(self) -> tuple[list[Stated], list[tuple[LaidLine, Trouble]]]:
        """The places stated, with quotes and lines, and the lines that could not be read."""
        stated, unclear = self._located()
        for name, line in self._other:
            found = self._places.all(line.text, self._within())
            for place in found:
                a, b = place.span
                quote = Quote(line.passage.id, line.value + a, line.value + b)
                stated.append((Draft(name, place.code, "place", line.text[a:b]), [quote], [line]))
            if not found:
                unclear.append((line, self._trouble((), line.text)))
        return stated, unclear

    def _within(self) -> str:
        texts = tuple(line.text for line in self._own)
        return self._places.cells(texts, "").code if texts else ""

    def _located(self) -> tuple[list[Stated], list[tuple[LaidLine, Trouble]]]:
        address = self._addresses[0] if self._addresses else None
        first = self._places.address(address.text, "") if address else None
        if not self._own:
            if address is None or first is None:
                return [], []
            a, b = first.span
            quote = Quote(address.passage.id, address.value + a, address.value + b)
            return [(Draft(Properties.PLACE, first.code, "place", address.text[a:b]), [quote], [])], []
        texts = tuple(line.text for line in self._own)
        reading = self._places.cells(texts, first.code if first else "")
        good = [line for line, ok in zip(self._own, reading.understood, strict=True) if ok]
        bad = [line for line, ok in zip(self._own, reading.understood, strict=True) if not ok]
        unclear = [(line, self._trouble(reading.candidates, line.text)) for line in bad]
        if not reading.code:
            return [], unclear
        deepest = self._own[reading.deepest] if reading.deepest >= 0 else self._own[0]
        lines = [deepest, *(line for line in good if line is not deepest)]
        quotes = [Quote(n.passage.id, n.value, n.value + len(n.text)) for n in lines]
        closer = self._closer(address, reading.code) if address else None
        if closer:
            draft, quote = closer
            return [(draft, [quote, *quotes], good)], unclear
        return [(Draft(Properties.PLACE, reading.code, "place", deepest.text), quotes, good)], unclear

    def _closer(self, address: LaidLine, code: str) -> tuple[Draft, Quote] | None:
        """The place inside that one which the address begins with."""
        found = self._places.address(address.text, code)
        if not found or found.code == code or not self._places.gazetteer.contains(code, found.code):
            return None
        a, b = found.span
        quote = Quote(address.passage.id, address.value + a, address.value + b)
        return Draft(Properties.PLACE, found.code, "place", address.text[a:b]), quote

    def _trouble(self, candidates: tuple[str, ...], text: str) -> Trouble:
        found = self._places.gazetteer.resolve(text).candidates if not candidates else ()
        codes = candidates or tuple(p.code for p in found)
        likely = [self._places.gazetteer.path_name(code) for code in codes[:3]]
        return place_unclear(len(codes) > 1, likely)
