"""What does one thing's account say? Each of its lines becomes drafts with quotes, or is kept, or asks for a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from graph.records import Quote
from graph.repairs import Repair
from ingest.accounts import Account
from ingest.drafts import Draft
from ingest.lists import troubles as list_troubles
from ingest.lists.itemwords import of_item
from ingest.lists.ledger import Fate
from ingest.lists.lexicon import Lexicon
from ingest.lists.places import PlaceReader
from ingest.lists.readings import Trouble
from ingest.readers.foreign import Foreign, Node
from ingest.things import troubles
from ingest.things.book import ThingBook
from ingest.things.laying import LaidLine
from ingest.things.meaning import Vocabulary, fits
from ingest.things.placing import PlacesOfThing
from ingest.things.roles import Roles
from ingest.things.values import ValueReader
from ontology.language.keys import valid_uscc
from ontology.terms import Classes, Properties

MOST_STATEMENTS = 2_000
_SHOWN = 60
_RANK: dict[Fate, int] = {"structure": 0, "kept": 1, "repair": 2, "interpreted": 3}
Place = tuple[str, int]


@dataclass(slots=True)
class Bookings:
    """What became of each statement of the file (by node and index), and how often each foreign term was read as what."""

    fates: dict[Place, Fate] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    terms: Counter[tuple[str, str, bool]] = field(default_factory=Counter)

    def book(self, line: LaidLine | None, place: Place, fate: Fate) -> None:
        """Book a statement; told of several things it counts once, as what most was made of it."""
        before = self.fates.get(place)
        if before is None and line is not None and place[1] >= 0 and fate != "structure":
            read = line.line.property if fate == "interpreted" else Properties.KEPT
            self.terms[line.line.said.predicate, read or Properties.KEPT, line.line.approximate] += 1
        if before is None or _RANK[fate] > _RANK[before]:
            self.fates[place] = fate


class ThingReader:
    """Reads the things of one file into the accounts of a book."""

    def __init__(
        self, foreign: Foreign, roles: Roles, terms: Vocabulary, book: ThingBook, places: PlaceReader
    ) -> None:
        self.foreign = foreign
        self.roles = roles
        self.terms = terms
        self.book = book
        self.lexicon: Lexicon = book.lexicon
        self.ontology = book.ontology
        self.values = ValueReader(book.lexicon)
        self.places = places
        self.bookings = Bookings()

    def read(self, node: Node, laid: Sequence[LaidLine], links: Sequence[LaidLine]) -> None:
        """State what a thing's lines say; ``links`` are those that lead to details, quoting the first of these."""
        _ThingAccount(self, node, laid, links).read()


class _ThingAccount:
    """The reading of one thing."""

    def __init__(
        self, reader: ThingReader, node: Node, laid: Sequence[LaidLine], links: Sequence[LaidLine]
    ) -> None:
        self.reader = reader
        self.node = node
        self.laid = laid
        self.links = links
        self.book = reader.book
        self.ontology = reader.ontology
        self.account: Account = reader.book.accounts[node.key]
        self.cls = self.account.cls
        self.id = reader.book.ids[node.key]
        self.places = PlacesOfThing(reader.places, self.ontology)
        self.used: set[Place] = set()
        self.units = [n for n in laid if n.line.property == Properties.UNIT]
        self.inside: dict[str, list[LaidLine]] = defaultdict(list)
        for line in laid if links else ():
            if line.line.index >= 0:
                self.inside[line.line.node].append(line)

    def read(self) -> None:
        for link in self.links:
            self._link(link)
        for number, line in enumerate(self.laid):
            place = (line.line.node, line.line.index)
            if number >= MOST_STATEMENTS:
                self._too_many(line, number == MOST_STATEMENTS)
            elif line.line.index < 0:
                self._type(line)
            elif place not in self.used:
                self._line(line)
        self._state_places()
        self._named_by_caption()

    # Kinds of lines

    def _type(self, line: LaidLine) -> None:
        aligned = self.reader.terms.class_for(line.line.said.text)
        if line.line.node != self.node.key:
            self._book(line, "structure")
        elif aligned:
            self._book(line, "interpreted")
        else:
            self._keep(line)

    def _line(self, line: LaidLine) -> None:
        told = line.line
        if told.said.damaged:
            self._keep(line, "repair", list_troubles.DAMAGED)
        elif told.hidden:
            restricted = told.property if self._is_restricted(told.property) else Properties.CONTACT
            self._state(line, [Draft(restricted, line.text, restricted=True, end=len(line.text))])
        elif told.said.node:
            self._reference(line)
        elif not told.property:
            self._keep(line)
        else:
            self._literal(line)

    def _literal(self, line: LaidLine) -> None:
        name, text = line.line.property, line.text
        known = self.ontology.properties[name]
        if not text or (self.reader.lexicon.says_nothing(text) and known.range not in {"boolean", "concept"}):
            self._book(line, "structure")
        elif known.range == "place":
            self.places.add(name, line)
        elif known.range in self.ontology.classes:
            self._named_party(line)
        else:
            self._read(line, name, text)

    def _read(self, line: LaidLine, name: str, text: str) -> None:
        known, unit = self.ontology.properties[name], None
        if known.range in {"decimal", "integer"}:
            unit = self._unit(line)
        stated = unit.text if unit else ""
        reading = self.reader.values.read(name, line.line.path, text, line.line.said.datatype, stated)
        if reading.trouble or reading.fate == "kept":
            self._keep(line, reading.fate, reading.trouble)
        elif reading.fate == "structure":
            self._book(line, "structure")
        else:
            self._state(line, reading.drafts)
        if unit and reading.fate == "interpreted":
            self._book(unit, "interpreted")
        if valid_uscc(text):
            self._extra(line, [Draft(Properties.USCC, text, end=len(text))])
        if self.ontology.property_is_a(name, Properties.ITEM):
            self._extra(line, of_item(text, self.reader.values.cells))
        if self.ontology.property_is_a(name, Properties.ADDRESS):
            self.places.address(line)

    def _unit(self, line: LaidLine) -> LaidLine | None:
        """The unit that is told beside an amount: of the same node, or of a detail of the amount's detail."""
        beside = line.line.path.rpartition(" / ")[0]
        if not beside:
            return next((n for n in self.units if n.line.node == line.line.node), None)
        return next((n for n in self.units if n.line.path.startswith(f"{beside} / ")), None)

    def _named_party(self, line: LaidLine) -> None:
        """A name where a thing is meant: the party of that name; other things are not made up from a name."""
        name, text = line.line.property, line.text
        wanted = self.ontology.properties[name].range
        is_party = self.ontology.is_a(wanted, Classes.PARTY) or wanted == Classes.PARTY
        if not is_party or self.reader.lexicon.is_person(text):
            self._keep(line, "repair", troubles.not_described(text[:_SHOWN]))
            return
        identifier, party, cls = self.book.party(text)
        if not fits(name, cls, self.ontology):
            self._wrong_kind(line, name, cls)
            return
        party.quote(Draft(Properties.NAME, text), [self._quote(line, 0, len(text))])
        self._state(line, [Draft(name, identifier, "record", text, end=len(text))])

    # References

    def _reference(self, line: LaidLine) -> None:
        told = line.line
        if told.property:
            self._own_reference(line, told.property)
        elif told.said.text in self.roles.classes and told.node == self.node.key:
            self._reversed(line)
        else:
            self._keep(line)

    @property
    def roles(self) -> Roles:
        return self.reader.roles

    def _own_reference(self, line: LaidLine, name: str) -> None:
        known, key = self.ontology.properties[name], line.line.said.text
        cls = self.roles.classes.get(key, "")
        if known.range == "concept":
            self._concept(line, name)
        elif known.range == "place":
            self.places.add(name, line)
        elif known.range not in self.ontology.classes:
            self._read(line, name, line.text)
        elif not cls and self.roles.labels.get(key):
            self._named_party(line)
        elif not cls:
            self._keep(line, "repair", troubles.not_described(line.text[:_SHOWN]))
        elif fits(name, cls, self.ontology):
            self._state(line, [self._to(name, key, line)])
        else:
            self._wrong_kind(line, name, cls)

    def _concept(self, line: LaidLine, name: str) -> None:
        scheme = self.ontology.properties[name].scheme
        found = self.reader.terms.concept_for(line.line.said.text, scheme)
        if found:
            self._state(line, [Draft(name, found, "concept", line.text, end=len(line.text))])
        else:
            self._read(line, name, line.text)

    def _reversed(self, line: LaidLine) -> None:
        """A term that is the inverse of ours, or a shorter way over a thing of ours."""
        told = line.line
        key, cls = told.said.text, self.roles.classes[told.said.text]
        inverse = self.reader.terms.inverse_for(told.said.predicate, cls)
        short = self.reader.terms.shortcut_for(told.said.predicate)
        if inverse and fits(inverse, self.cls, self.ontology):
            draft = Draft(inverse, self.id, "record", self._name(), end=len(line.text))
            self.book.accounts[key].quote(draft, [self._quote(line, 0, len(line.text))])
            self._book(line, "interpreted", inverse)
        elif short and fits(short.back, self.cls, self.ontology) and fits(short.on, cls, self.ontology):
            self._relation(line, short.back, short.on, key)
        else:
            self._keep(line)

    def _relation(self, line: LaidLine, back: str, on: str, key: str) -> None:
        one, other = self.ontology.properties[back], self.ontology.properties[on]
        between = sorted(set(one.domain) & set(other.domain))
        ends = {back: self.id, on: self.book.ids[key]}
        names = {back: self._name(), on: line.text}
        account = self.book.relation(between[0], *(ends[n] for n in sorted(ends)))
        for name, identifier in ends.items():
            account.quote(
                Draft(name, identifier, "record", names[name]), [self._quote(line, 0, len(line.text))]
            )
        self._book(line, "interpreted", on)

    # Details

    def _link(self, link: LaidLine) -> None:
        """A link to a detail: what the detail is called is the value, if ours is a text; else the detail's lines speak."""
        name, key = link.line.property, link.line.detail
        self._book(link, "structure")
        if not name or link.line.hidden:
            return
        inside = self.inside[key]
        known = self.ontology.properties[name]
        label = self.roles.labels.get(key, "")
        called = [n for n in inside if label and n.line.said.text == label][:1]
        free = [n for n in inside if not n.line.property and not n.line.said.node and not n.line.hidden]
        if known.range in self.ontology.classes:
            for line in called:
                self._named_party(self._as(line, name))
        elif known.range == "place":
            self._place_of(link, name, called or free)
        elif known.range in {"decimal", "integer"}:
            for line in [n for n in free if n.text[:1].isdigit()][:1]:
                self._literal(self._as(line, name))
        elif called:
            self._literal(self._as(called[0], name))
        elif not any(self._below(n.line.property, name) for n in inside):
            self._joined(name, free)

    def _place_of(self, link: LaidLine, name: str, lines: Sequence[LaidLine]) -> None:
        """A place that is described: by its parts, which speak for themselves, else by what it is called, if that is one."""
        under = f"{link.line.path} / "
        if any(self._is_place(n.line.property) for n in self.laid if n.line.path.startswith(under)):
            return
        for line in lines:
            if self.reader.places.cells((line.text,), "").code:
                self.places.add(name, self._as(line, name))

    def _is_place(self, name: str) -> bool:
        return bool(name) and self.ontology.properties[name].range == "place"

    def _below(self, found: str, name: str) -> bool:
        return bool(found) and self.ontology.property_is_a(found, name)

    def _joined(self, name: str, lines: Sequence[LaidLine]) -> None:
        """A text whose parts are told one by one (an address): its parts in the order of their terms."""
        if not lines or self.ontology.properties[name].range not in {"string", "text"}:
            return
        value = " ".join(n.text for n in lines)
        self.account.quote(Draft(name, value), [self._quote(n, 0, len(n.text)) for n in lines])
        for line in lines:
            self._book(self._as(line, name), "interpreted")
        if self.ontology.property_is_a(name, Properties.ADDRESS):
            self.places.address(lines[0])

    def _as(self, line: LaidLine, name: str) -> LaidLine:
        """The line of a detail read as the value of the property that led to it; it is not read again by itself."""
        self.used.add((line.line.node, line.line.index))
        return replace(line, line=replace(line.line, property=name))

    # What follows from all lines

    def _state_places(self) -> None:
        stated, unclear = self.places.read()
        for draft, quotes, lines in stated:
            self.account.quote(draft, quotes)
            for line in lines:
                self._book(line, "interpreted")
        for line, trouble in unclear:
            self._keep(line, "repair", trouble)

    def _named_by_caption(self) -> None:
        """An offer that has a name and no item is called by its name: the caption's first property, if it is required."""
        captions = self.ontology.classes[self.cls].caption
        first = captions[0] if captions else ""
        if not first or self.account.has(first) or not self.ontology.properties[first].required:
            return
        for line in self.laid:
            if line.line.property in captions and line.line.node == self.node.key and not line.line.hidden:
                self.account.add(Draft(first, line.text, end=len(line.text)), line.passage, line.value)
                if self.ontology.property_is_a(first, Properties.ITEM):
                    self._extra(line, of_item(line.text, self.reader.values.cells))
                return

    # Stating and booking

    def _to(self, name: str, key: str, line: LaidLine) -> Draft:
        return Draft(name, self.book.ids[key], "record", line.text, end=len(line.text))

    def _state(self, line: LaidLine, drafts: Iterable[Draft]) -> None:
        """State what can be said of the thing; a second value where one may be is kept."""
        for draft in drafts:
            single = self.ontology.properties[draft.property].single and draft.status == "asserted"
            if single and self.account.values(draft.property) not in ([], [draft.value]):
                self._keep(line, "repair", troubles.SECOND)
                return
            if not self._applies(draft.property):
                self._keep(line)
                return
            self.account.add(draft, line.passage, line.value)
        self._book(line, "interpreted")

    def _extra(self, line: LaidLine, drafts: Iterable[Draft]) -> None:
        for draft in drafts:
            if self._applies(draft.property):
                self.account.add(draft, line.passage, line.value)

    def _applies(self, name: str) -> bool:
        domain = self.ontology.properties[name].domain
        return not domain or any(
            self.ontology.is_a(self.cls, d) for d in domain if d in self.ontology.classes
        )

    def _keep(self, line: LaidLine, fate: Fate = "kept", trouble: Trouble | None = None) -> None:
        draft = self.reader.values.kept(line.line.path, line.text)
        whole = Quote(line.passage.id, line.start, line.value + len(line.text))
        if line.text:
            self.account.quote(draft, [whole])
        self._book(line, fate)
        if trouble:
            self._repair(line, trouble)

    def _wrong_kind(self, line: LaidLine, name: str, cls: str) -> None:
        wanted = self.ontology.classes[self.ontology.properties[name].range]
        found = self.ontology.classes[cls]
        self._keep(line, "repair", troubles.wrong_kind(wanted.zh, wanted.en, found.zh, found.en))

    def _too_many(self, line: LaidLine, first: bool) -> None:
        self._book(line, "repair")
        if first:
            self._repair(line, troubles.TOO_MANY)

    def _repair(self, line: LaidLine, trouble: Trouble) -> None:
        mask = self.reader.lexicon.mask
        self.reader.bookings.repairs.append(
            Repair(
                self.book.source,
                trouble.reason,
                mask(self.node.name).text,
                self.node.row,
                line.line.path,
                line.text[:_SHOWN],
                trouble.zh,
                trouble.en,
                trouble.suggestion,
            )
        )

    def _book(self, line: LaidLine, fate: Fate, read: str = "") -> None:
        told = replace(line, line=replace(line.line, property=read)) if read else line
        self.reader.bookings.book(told, (line.line.node, line.line.index), fate)

    def _quote(self, line: LaidLine, start: int, end: int) -> Quote:
        return Quote(line.passage.id, line.value + start, line.value + end)

    def _name(self) -> str:
        return self.reader.lexicon.mask(self.roles.labels.get(self.node.key, "")).text

    def _is_restricted(self, name: str) -> bool:
        return bool(name) and self.ontology.properties[name].restricted
