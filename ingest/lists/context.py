"""What do titles, headers, sheet and file names say for every row? Item, audience, cost, place, organisation.

Each is stated with a quote of the passage that says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.records import Quote
from graph.sources import Passage
from ingest.drafts import Draft
from ingest.lists.column import Role
from ingest.lists.lexicon import Lexicon
from ingest.lists.passages import Laid, PassageMaker
from ingest.lists.places import PlaceFound, PlaceReader
from ingest.lists.readings import CellReader
from ingest.lists.role import role_in
from ingest.lists.survey import SheetSurvey
from ingest.lists.titleunits import money_in
from ingest.lists.wording import wording_key
from ontology.terms import Properties

_SHORTEST_NAME = 4
SHEET_OF = "工作表"
"""The name under which the sheet that a row stands in is kept."""
_NO_NAME = " “”\"'‘’《》〈〉（(【[「『·—-:：,，、"
_NUMBERED = re.compile(
    r"\s*(?:附[件表录]|表|清单)?\s*[（(]?(?:第?[一二三四五六七八九十]{1,3}|\d{1,3})?[)）]?\s*[、.．:：)）章节部]\s*"
)
_YEAR = re.compile(
    r"\s*(?:19|20)\d{2}\s?年(?:度|上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月(?:份|\d{1,2}日)?)?\s*"
)
_NO_PARTY = re.compile(r"\d{4}\s?年|([\u4e00-\u9fff]{2,4})\1$")
"""No name of a party: what has a year in it, or says its kind twice (南湖社区社区 of 南湖社区社区需求清单)."""
_UNIT = re.compile(r"单位\s*[：:]\s*([^\s、，,/）)]{1,4})")
Quoted = tuple[Draft, Quote]


@dataclass(frozen=True, slots=True)
class ContextPlace:
    """A place that holds for rows that state none."""

    found: PlaceFound
    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What holds for every row of a sheet.

    Attributes:
        header: the header passage and the span of each column's name.
        passages: file name, sheet name, titles and header, to be written with the sheet.
        item: what every row is about, if no column says it: the kind and its wording.
        asides: audience, cost, from when until when.
        place: where, for rows that do not say it.
        party: the organisation that a title names, for lists without a column of parties.
        role: the role of what is listed; ``listed`` its class if that is neither offer nor need.
        money: what a title says of amounts of money (单位：万元), which the columns of them go by.
        unit: what a title says that amounts count (单位：件), for amounts that no cell or header gives a unit.
    """

    header: Laid
    passages: tuple[Passage, ...]
    item: tuple[Quoted, ...] = ()
    asides: tuple[Quoted, ...] = ()
    place: ContextPlace | None = None
    party: Quoted | None = None
    role: Role = ""
    listed: str = ""
    unit: tuple[str, Quote] | None = None
    money: Quote | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the context: where it stands, whether it is a title, and whether it may be a party's name and no more."""

    text: str
    passage: Passage
    start: int
    is_title: bool = False
    is_name: bool = False

    def quote(self, start: int, end: int) -> Quote:
        return Quote(self.passage.id, self.start + start, self.start + end)


class ContextReader:
    """Reads the context of the sheets of one file."""

    def __init__(self, file: Laid, maker: PassageMaker, cells: CellReader, places: PlaceReader) -> None:
        self.file = file
        self.maker = maker
        self.cells = cells
        self.places = places
        self.lexicon: Lexicon = cells.lexicon

    def read(self, survey: SheetSurvey) -> SheetContext:
        """What titles, names and header say for the rows of a sheet."""
        name = survey.sheet.name
        sheet = self.maker.lay([name], "sheet", name) if name else None
        titles = [self.maker.lay(row.cells, "title", name, row.number) for row in survey.titles]
        captions = [self.maker.once(text, "title", name) for text in survey.sheet.captions]
        repeated = [row.repeated for row in survey.titles]
        new = [laid for laid, is_new in captions if is_new]
        header = self.maker.lay(survey.wordings, "header", name, survey.header.number if survey.header else 0)
        texts = [t for laid, again in zip(titles, repeated, strict=True) for t in _texts(laid, True, again)]
        texts += [replace(t, is_name=True) for laid, _ in captions for t in _texts(laid, True)]
        texts += [replace(t, is_name=True) for t in _texts(sheet)] if sheet else []
        texts += _texts(self.file)
        has_items = bool(survey.profile.items)
        whose = self._whose(sheet, name) if sheet and survey.profile.party >= 0 else ()
        listed = survey.role.listed
        item = () if has_items or listed else self._item(survey, header, texts)
        role = survey.role.role or ("offer" if item else "")
        return SheetContext(
            header,
            tuple(x.passage for x in (*([sheet] if sheet else []), *new, *titles, header)),
            item,
            (*self._asides(texts), *whose),
            self._place(texts),
            self._party(texts) if survey.profile.party < 0 else None,
            role,
            listed,
            next(filter(None, map(self._unit, texts)), None),
            next(filter(None, map(self._money, texts)), None),
        )

    def _item(self, survey: SheetSurvey, header: Laid, texts: list[_Text]) -> tuple[Quoted, ...]:
        """The kind that the provider's header names, else title, sheet or file name; the first that has one."""
        own = survey.profile.party
        places = [_Text(header.texts[own], header.passage, header.starts[own])] if own >= 0 else []
        for text in (*places, *texts):
            hits = self.lexicon.kinds(text.text)
            if hits:
                start, end = hits[0].start, hits[0].end
                wording = text.text[start:end]
                quote = text.quote(start, end)
                about = [
                    Draft(Properties.ABOUT, h.concept, "concept", wording) for h in hits if h.start == start
                ]
                return ((Draft(Properties.ITEM, wording), quote), *((d, quote) for d in about))
        return ()

    def _whose(self, sheet: Laid, name: str) -> tuple[Quoted, ...]:
        """The organisation that a sheet is named after (翠竹社区), where its rows have parties of their own: kept as written."""
        if not self._is_name(name):
            return ()
        kept = Draft(Properties.KEPT, f"{SHEET_OF}：{name}", original=name, end=len(name))
        return ((kept, Quote(sheet.passage.id, sheet.starts[0], sheet.starts[0] + len(name))),)

    def _asides(self, texts: list[_Text]) -> Iterator[Quoted]:
        for text in texts:
            for draft in self.cells.of_thing(text.text, heading=True):
                yield draft, text.quote(draft.start, draft.end)
            for draft in self.lexicon.validity.read(text.text):
                yield draft, text.quote(draft.start, draft.end)

    def _place(self, texts: list[_Text]) -> ContextPlace | None:
        for text in texts:
            found = self.places.find(text.text)
            if found is not None:
                start, end = found.span
                return ContextPlace(found, text.text[start:end], text.quote(start, end))
        return None

    def _party(self, texts: list[_Text]) -> Quoted | None:
        """The longest beginning of a title that is an organisation's name with list words behind it."""
        for text in texts:
            start = _start(text)
            if text.is_name and self._is_name(text.text[start:]):
                return _named(text, start, text.text[start:])
            if labelled := self._labelled(text):
                return labelled
            for end in range(len(text.text) - 1, start + _SHORTEST_NAME - 1, -1) if text.is_title else ():
                name = text.text[start:end].rstrip(_NO_NAME)
                if self._is_list(text.text[end:]) and self._may_be_party(name, text.text[end : end + 1]):
                    return _named(text, start, name)
        return None

    def _labelled(self, text: _Text) -> Quoted | None:
        """The organisation that a title gives under a party's label (填报单位：南湖社区)."""
        label, colon, rest = text.text.replace(":", "：").partition("：")
        name = rest.split()[0] if rest.split() else ""
        known = self.lexicon.wordings.candidates(label)[:1] if colon and name else []
        is_a = self.lexicon.ontology.property_is_a
        if not known or known[0].how != "exact" or not is_a(known[0].property, Properties.PARTY):
            return None
        if not self.lexicon.kind_of(name) or self.lexicon.is_person(name):
            return None
        start = text.text.index(name, len(label))
        return Draft(Properties.NAME, name, end=len(name)), text.quote(start, start + len(name))

    def _unit(self, text: _Text) -> tuple[str, Quote] | None:
        """The unit that a title states for the amounts below it (单位：件)."""
        found = _UNIT.search(text.text) if text.is_title else None
        unit = self.lexicon.unit(found[1]) if found else ""
        if not found or not unit or self.lexicon.dimension(unit) == "money":
            return None
        return unit, text.quote(found.start(), found.end())

    def _may_be_party(self, name: str, after: str) -> bool:
        """Whether the beginning of a title is an organisation's name, cut off behind a word, not in it (…村居|民, …社区社|区)."""
        if not self.lexicon.kind_of(name) or _NO_PARTY.search(name):
            return False
        cut = name[-1:] + after
        return not (self.lexicon.audiences(cut) or wording_key(cut) in self.lexicon.wordings.classes)

    def _money(self, text: _Text) -> Quote | None:
        """Where a title states the unit of the amounts of money below it (单位：万元)."""
        found = money_in(text.text, self.lexicon) if text.is_title else None
        return text.quote(found.start, found.end) if found else None

    def _is_list(self, rest: str) -> bool:
        """Whether the rest of a title says what is listed."""
        return bool(role_in(rest, self.lexicon)[0] or self.lexicon.wordings.listed_in_title(rest))

    def _is_name(self, text: str) -> bool:
        """Whether a text is one organisation's name (幸福社区), not that of a kind of them (社区, 定点医院)."""
        usable = len(text) >= _SHORTEST_NAME and bool(self.lexicon.kind_of(text))
        known = self.lexicon.wordings.is_known(wording_key(text))
        return usable and not known and not self.lexicon.is_person(text)


def _start(text: _Text) -> int:
    """Where the words of a title begin, behind its number and its year."""
    numbered = _NUMBERED.match(text.text) if text.is_title else None
    start = numbered.end() if numbered else 0
    year = _YEAR.match(text.text, start) if text.is_title else None
    return year.end() if year else start


def _named(text: _Text, start: int, name: str) -> Quoted:
    """A party's name that stands in a text."""
    return Draft(Properties.NAME, name, end=len(name)), text.quote(start, start + len(name))


def _texts(laid: Laid, is_title: bool = False, repeated: frozenset[int] = frozenset()) -> list[_Text]:
    return [
        _Text(text, laid.passage, laid.starts[i], is_title)
        for i, text in enumerate(laid.texts)
        if text and i not in repeated
    ]
