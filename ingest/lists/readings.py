"""What does one cell state? Drafts of statements with their spans in the cell, what became of it, what is wrong.

Pure and remembered by column and text; where the cell stands is added by ``statements``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from graph.records import Status
from ingest.drafts import Draft
from ingest.lists.audience import is_addressed, is_meant
from ingest.lists.cellamounts import amounts_in
from ingest.lists.column import Column
from ingest.lists.ledger import Fate
from ingest.lists.lexicon import Lexicon
from ingest.lists.negation import is_denied
from ontology.language.keys import valid_uscc
from ontology.language.periods import read_periods
from ontology.language.quantities import Quantity, canonical_decimal
from ontology.terms import Properties, Schemes

REMEMBERED: Final = 50_000
_PLAIN = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,12})?")
_SCANNED = 2_000
_TRUE = frozenset({"true", "是", "yes", "y", "有", "可", "可以", "√", "✓", "✔", "1", "对"})
_FALSE = frozenset({"false", "否", "no", "n", "无", "不", "不可", "不可以", "×", "✗", "0", "没有"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a cell goes to repair: a slug, what is wrong, what the reader would have taken."""

    reason: str
    zh: str
    en: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell states."""

    fate: Fate
    drafts: tuple[Draft, ...] = ()
    trouble: Trouble | None = None


NOTHING = Reading("structure")


class CellReader:
    """Reads cells by the meaning of their columns."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._known: dict[tuple[int, str, str], tuple[Column, Reading]] = {}
        self.known_items: dict[str, tuple[Draft, ...]] = {}
        """What the wordings of things say; kept by ``itemwords``."""
        self._handlers: dict[str, Callable[[Column, str, str], Reading]] = {
            "quantity": self._quantity,
            "date": self._date,
            "concept": self._concept,
            "boolean": self._boolean,
            "restricted": self._restricted,
            "text": self._text,
            "kept": self._kept,
            "number": lambda _column, _text, _unit: NOTHING,
        }

    def read(self, column: Column, text: str, unit: str = "") -> Reading:
        """What a non-empty cell states; ``unit`` is what the row's unit column says."""
        # By identity: hashing a column costs more than most cells. The entry holds the column, so its id stays its own.
        key = (id(column), text, unit)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[key] = (column, self._read(column, text, unit))
        return known[1]

    def kept(self, column: Column, text: str, fate: Fate = "kept", trouble: Trouble | None = None) -> Reading:
        """The cell kept as written: column name, colon, value."""
        value = f"{column.wording}：{text}"
        return Reading(fate, (Draft(Properties.KEPT, value, original=text, end=len(text)),), trouble)

    def _read(self, column: Column, text: str, unit: str) -> Reading:
        silent = column.handler not in {"boolean", "restricted"} and self.lexicon.says_nothing(text)
        if silent or (column.flag and text in {"0", column.flag}):
            return self._silent(column, text)
        return self._handlers[column.handler](column, text, unit)

    def _silent(self, column: Column, text: str) -> Reading:
        """A cell that says nothing; a free kind of word in a concept column (不限) may still be a concept."""
        if column.handler == "concept" and (found := self._concept(column, text, "")).fate == "interpreted":
            return found
        return NOTHING

    def _kept(self, column: Column, text: str, _unit: str) -> Reading:
        return self.kept(column, text)

    def _restricted(self, column: Column, text: str, _unit: str) -> Reading:
        return Reading("interpreted", (Draft(column.property, text, restricted=True, end=len(text)),))

    def _text(self, column: Column, text: str, _unit: str) -> Reading:
        if column.property == Properties.USCC:
            return self._uscc(column, text)
        own = Draft(column.property, text, end=len(text))
        return Reading("interpreted", (own, *self._mentions(column, text)))

    def _uscc(self, column: Column, text: str) -> Reading:
        code = re.sub(r"\s", "", text).upper()
        if valid_uscc(code):
            return Reading(
                "interpreted",
                (Draft(column.property, code, original=text if text != code else "", end=len(text)),),
            )
        trouble = Trouble(
            "bad-credit-code", "统一社会信用代码的校验位不对：请核对", "not a valid credit code: check it"
        )
        return self.kept(column, text, "repair", trouble)

    def _mentions(self, column: Column, text: str) -> Iterator[Draft]:
        """What else a remark says: audience, cost, standard, the date of the statement."""
        if self.lexicon.ontology.property_is_a(column.property, Properties.STANDARD):
            yield from self.standards(text, own=False)
        if column.property == Properties.REMARK:
            yield from (d for d in self.asides(text) if self._is_meant(d, text))
            yield from self.standards(text)
            yield from self._stated_on(text)

    def _is_meant(self, draft: Draft, text: str) -> bool:
        """In running text an audience counts if it is addressed; a cost always."""
        return draft.property != Properties.ELIGIBILITY or is_addressed(text, draft.start, draft.end)

    def of_thing(self, text: str, *, heading: bool = False) -> Iterator[Draft]:
        """Audience and cost that the name of a thing, or the heading of a list, states."""
        text = text[:_SCANNED]
        for hit in self.lexicon.audiences(text):
            if is_meant(text, hit, self.lexicon, heading=heading):
                yield self._hit(Properties.ELIGIBILITY, hit.concept, text, hit.start, hit.end)
        for hit in self.lexicon.costs(text):
            yield self._hit(Properties.COST, hit.concept, text, hit.start, hit.end)

    def asides(self, text: str) -> Iterator[Draft]:
        """Audience and cost that a text names, negated where it denies them."""
        text = text[:_SCANNED]
        for name, scheme in ((Properties.ELIGIBILITY, Schemes.AUDIENCES), (Properties.COST, Schemes.COSTS)):
            for hit in self.lexicon.finder(scheme)(text):
                if name == Properties.COST and self._is_for_some(text, hit.start):
                    continue
                yield self._hit(name, hit.concept, text, hit.start, hit.end)

    def _is_for_some(self, text: str, start: int) -> bool:
        """Whether a cost holds for some people only (65岁以上老人免费): it is then not the offer's."""
        before = (h for h in self.lexicon.audiences(text) if 0 <= start - h.end <= 1)
        return any(not is_addressed(text[: h.end], h.start, h.end) for h in before)

    def standards(self, text: str, *, own: bool = True) -> Iterator[Draft]:
        """Standard codes and the kinds that they stand for; without the code itself if the column states it."""
        for hit in self.lexicon.kinds(text[:_SCANNED]):
            if any(c.isdigit() for c in hit.via) and self._is_code(hit.via):
                if own:
                    wording = text[hit.start : hit.end]
                    yield Draft(Properties.STANDARD, wording, start=hit.start, end=hit.end)
                yield self._hit(Properties.ABOUT, hit.concept, text, hit.start, hit.end)

    def _is_code(self, via: str) -> bool:
        return (
            re.match(r"[a-z]{1,6}\s?(?:/\s?[a-z])?\s?[-_]?\s?\d", via) is not None
            and via.isascii()
            and len(via) > 5
        )

    def _stated_on(self, text: str) -> Iterator[Draft]:
        """A date right after a wording of ``statedOn`` (发布日期：2020年1月24日)."""
        for found in self.lexicon.dates(text[:_SCANNED]):
            before = text[max(0, found.start - 12) : found.start].rstrip(" :：为是于")
            if len(found.iso) == 10 and any(before.endswith(w) for w in self._date_words()):
                wording = text[found.start : found.end]
                yield Draft(
                    Properties.STATED_ON,
                    found.iso,
                    original=_unlike(wording, found.iso),
                    start=found.start,
                    end=found.end,
                )

    def _date_words(self) -> tuple[str, ...]:
        return self.lexicon.ontology.properties[Properties.STATED_ON].wordings

    def _concept(self, column: Column, text: str, _unit: str) -> Reading:
        finder = self.lexicon.finder(self.lexicon.ontology.properties[column.property].scheme)
        drafts = [self._hit(column.property, h.concept, text, h.start, h.end) for h in finder(text)]
        if column.property == Properties.ELIGIBILITY:
            drafts += [d for d in self.asides(text) if d.property == Properties.COST]
        if column.property == Properties.COST:
            drafts = drafts or self._yes_or_no(column, text) or self._price(column, text)
        return Reading("interpreted", tuple(drafts)) if drafts else self.kept(column, text)

    def _yes_or_no(self, column: Column, text: str) -> list[Draft]:
        """是否免费：是 — the concept is in the header, the cell agrees or not."""
        answer = _answer(text)
        hits = self.lexicon.costs(column.label)
        if answer is None or not hits:
            return []
        status: Status = "asserted" if answer else "negated"
        return [Draft(column.property, hits[0].concept, "concept", text, status=status, end=len(text))]

    def _price(self, column: Column, text: str) -> list[Draft]:
        """20元/小时 — an amount of money says that it is paid for."""
        found = self.lexicon.quantities(text)
        costs = any(q.value and self.lexicon.dimension(q.unit.partition("/")[0]) == "money" for q in found)
        if not costs or not self.lexicon.paid:
            return []
        return [Draft(column.property, self.lexicon.paid, "concept", text, end=len(text))]

    def _hit(self, name: str, concept: str, text: str, start: int, end: int) -> Draft:
        status: Status = "negated" if is_denied(text, start, end) else "asserted"
        return Draft(name, concept, "concept", text[start:end], status=status, start=start, end=end)

    def _boolean(self, column: Column, text: str, _unit: str) -> Reading:
        answer = _answer(text)
        if answer is None:
            return self.kept(column, text)
        value = "true" if answer else "false"
        return Reading(
            "interpreted", (Draft(column.property, value, original=_unlike(text, value), end=len(text)),)
        )

    def _date(self, column: Column, text: str, _unit: str) -> Reading:
        found = self.lexicon.dates(text)
        full = [d for d in found if len(d.iso) == 10]
        if not full and (about := self._period(column, text)):
            return Reading("interpreted", about)
        if not full:
            numeric = any(c.isdigit() for c in text)
            trouble = Trouble(
                "date-not-read", "读不出日期：请写成 2026-05-01", "no date: write it as 2026-05-01"
            )
            return self.kept(column, text, "repair" if numeric else "kept", trouble if numeric else None)
        last = self.lexicon.ontology.property_is_a(column.property, Properties.VALID_UNTIL)
        date = full[-1] if last else full[0]
        whole = len(found) == 1 and date.end - date.start == len(text)
        drafts = [Draft(column.property, date.iso, original=_unlike(text, date.iso), end=len(text))]
        if last and len(full) > 1 and not whole:
            first = full[0]
            wording = text[first.start : first.end]
            drafts.append(
                Draft(
                    Properties.VALID_FROM,
                    first.iso,
                    original=_unlike(wording, first.iso),
                    start=first.start,
                    end=first.end,
                )
            )
        return Reading("interpreted", tuple(drafts))

    def _period(self, column: Column, text: str) -> tuple[Draft, ...]:
        """A date without a day, about: until its last day, else from its first: nothing seems newer than it is."""
        periods = read_periods(text)
        if not periods:
            return ()
        last = self.lexicon.ontology.property_is_a(column.property, Properties.VALID_UNTIL)
        iso = periods[-1].last if last else periods[0].first
        return (Draft(column.property, iso, original=text, precision="about", end=len(text)),)

    def amounts(self, text: str, unit: str, scale: int = 1) -> tuple[Draft, ...]:
        """The amounts that a cell under the name of a thing states, in ``unit`` where it names none."""
        if _PLAIN.fullmatch(text):
            value = canonical_decimal(Decimal(text) * scale)
            return (
                Draft(Properties.QUANTITY, value, original=_unlike(text, value), unit=unit, end=len(text)),
            )
        found = amounts_in(Properties.QUANTITY, text, self.lexicon)
        return tuple(amount(name, q, text, unit) for name, q in found)

    def _quantity(self, column: Column, text: str, unit: str) -> Reading:
        if _PLAIN.fullmatch(text):
            value = canonical_decimal(Decimal(text) * column.scale)
            made = Draft(
                column.property, value, original=_unlike(text, value), unit=column.unit or unit, end=len(text)
            )
            return Reading("interpreted", (made,))
        found = amounts_in(column.property, text, self.lexicon)
        if not found and (stated := [d for d in self.asides(text) if d.property == Properties.COST]):
            return Reading("interpreted", tuple(stated))
        if not found:
            trouble = Trouble(
                "amount-not-read",
                "读不出数量：请写成数字加单位，如 20只",
                "no amount: write a number and a unit",
            )
            return self.kept(column, text, "repair", trouble)
        return Reading("interpreted", tuple(amount(n, q, text, column.unit or unit) for n, q in found))


def amount(name: str, quantity: Quantity, text: str, unit: str = "") -> Draft:
    """The draft of an amount; the wording is the whole cell, so that what surrounds it (每月) is not lost."""
    value = canonical_decimal(quantity.value)
    return Draft(
        name,
        value,
        original=_unlike(text, value),
        unit=quantity.unit or unit,
        precision=quantity.precision,
        end=len(text),
    )


def _unlike(wording: str, value: str) -> str:
    return "" if wording == value else wording


def _answer(text: str) -> bool | None:
    word = text.strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None
