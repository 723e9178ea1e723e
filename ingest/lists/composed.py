"""What does a column name mean by its parts, where no wording has it? Heads that decide (…安排, …人群), first words (可容纳…),
words that add nothing (…情况), dates of start and end (失效 + 日), parties of a side (持有 + 方).

The parts are the word list ``headerParts``. Values have their say afterwards, so a wrong guess is one that they allow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ontology.model import Ontology, Property
from ontology.terms import Properties, Schemes

Guess = tuple[str, str]
"""A property and the part of the name that says it."""
_LEAST_REST = 2
_SIDES = (("needs", Properties.NEEDER), ("offers", Properties.PROVIDER))
_DATES = (
    ("stated", Properties.STATED_ON),
    ("finish", Properties.VALID_UNTIL),
    ("begin", Properties.VALID_FROM),
)


class HeaderParts:
    """The parts of column names of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words: dict[str, dict[str, str]] = defaultdict(dict)
        for concept in ontology.in_scheme(Schemes.HEADER_PARTS):
            position, _, name = concept.notation.partition("|")
            words[position] |= dict.fromkeys((concept.zh, *concept.synonyms), name)
        self._words = {k: dict(sorted(v.items(), key=lambda w: (-len(w[0]), w[0]))) for k, v in words.items()}
        self._edges = frozenset(w for k in ("begin", "finish") for w in self._of(k))
        times = [w for w, name in self._of("head").items() if name == Properties.SLOT]
        self._firm = {n for n in self._of("head").values() if _is_firm(ontology.properties[n])}
        self._days = (*self._of("date"), *times)

    def first(self, key: str) -> Iterator[Guess]:
        """What a name that begins with a deciding word means; other matters are what their own end says (其他费用)."""
        found = ((n, w) for w, n in self._of("first").items() if key.startswith(w) and key != w)
        end = next(self._ending("head", key), ("", ""))[0]
        yield from (g for g in found if g[0] != Properties.REMARK or end not in self._firm)

    def bare(self, key: str) -> str:
        """The name without a word at its end that adds nothing; '' if there is none, or hardly anything before it."""
        found = next((w for w in self._of("after") if key.endswith(w)), "")
        rest = key.removesuffix(found)
        return rest if found and len(rest) >= _LEAST_REST else ""

    def told(self, key: str, inner: str = "") -> list[Guess]:
        """What a name means that is put together: the date of a start or an end (起 + 时间, 活动时间（止）), the party of a side."""
        return [*self._date(key + inner if inner in self._edges else key), *self._side(key), *self._folk(key)]

    def guesses(self, key: str) -> list[Guess]:
        """What a name may mean by its end, else by how it begins."""
        rest = self.bare(key)
        hints = list(self._hints(key))
        found = list(self._body(key)) or list(self._ending("head", key))
        if rest and (not found or found[0][0] == Properties.REMARK):
            found = [g for g in self.guesses(rest) if not found or g[0] != Properties.ITEM] or found
        found = found or [(n, w) for w, n in self._of("lead").items() if key.startswith(w)][:1]
        return [*hints, *found]

    def _of(self, position: str) -> dict[str, str]:
        return self._words.get(position, {})

    def _ending(self, position: str, key: str) -> Iterator[Guess]:
        word = next((w for w in self._of(position) if key.endswith(w)), "")
        if word:
            yield self._of(position)[word], word

    def _date(self, key: str) -> Iterator[Guess]:
        """The date that a word of start, end or statement makes with a word for a day or a time, on either side of it."""
        head = next((w for w in self._days if key.endswith(w) or key.removesuffix(key[-1:]).endswith(w)), "")
        for position, name in _DATES if head else ():
            behind = key.endswith(tuple(self._of(position))) and position != "stated"
            before = key.endswith(head) and any(w in key.removesuffix(head) for w in self._of(position))
            if before or behind:
                yield name, head
                return

    def _hints(self, key: str) -> Iterator[Guess]:
        """The date that a single sign before a word for a day hints at (停用日期, 盘点日期), or an end without one (最晚完成)."""
        head = next((w for w in self._days if key.endswith(w) and key != w), "")
        for position, name in () if head else _DATES[1:]:
            if key.endswith(tuple(self._of(position))):
                yield name, key
        for position, name in _DATES if head else ():
            if any(sign in key.removesuffix(head) for sign in self._of(f"{position}-sign")):
                yield name, head

    def _folk(self, key: str) -> Iterator[Guess]:
        """The people whom something reaches (参加人员, 受益居民)."""
        head = next((w for w in self._of("folk") if key.endswith(w) and key != w), "")
        if head and key.removesuffix(head).endswith(tuple(self._of("reach"))):
            yield Properties.ELIGIBILITY, head

    def _side(self, key: str) -> Iterator[Guess]:
        """The party of a side (资源持有方, 申领部门), or one that the name says no more of than whose it is (报送社区)."""
        head = next((w for w in self._of("body") if key.endswith(w) and key != w), "")
        rest = key.removesuffix(head)
        for position, name in _SIDES if head else ():
            if any(w in rest for w in self._of(position)):
                yield name, head
                return
        if head and any(rest.endswith(w) for k in ("whose", "stated") for w in self._of(k)):
            yield Properties.PARTY, head

    def _body(self, key: str) -> Iterator[Guess]:
        """Any party (填报部门)."""
        head = next((w for w in self._of("body") if key.endswith(w) and key != w), "")
        if head:
            yield Properties.PARTY, head


def _is_firm(known: Property) -> bool:
    """Whether a property is one of amounts, costs, contacts or places, which another word before its name does not change."""
    return known.restricted or known.range == "decimal" or known.name in {Properties.COST, Properties.ADDRESS}
