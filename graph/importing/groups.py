"""What does an export say about one subject? Its lines, put together; only the subjects that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

from graph.export.seal import is_named
from graph.export.taken_apart import Literal, literal, take_apart
from graph.export.terms import Terms
from graph.importing.errors import ThingNotComplete

MOST_LINES: Final = 2_000_000
"""About one subject; more is no export."""


class Group:
    """What is said of one subject, in one graph or several."""

    def __init__(self, subject: str, file: str) -> None:
        self.subject, self.file = subject, file
        self._said: dict[str, list[str]] = {}

    def add(self, predicate: str, object_: str) -> None:
        """Take one more value."""
        self._said.setdefault(predicate, []).append(object_)

    @property
    def types(self) -> list[str]:
        """The classes named, as IRIs."""
        return self._said.get(Terms.TYPE, [])

    @property
    def predicates(self) -> list[str]:
        """What is said of it."""
        return list(self._said)

    def all(self, predicate: str) -> list[str]:
        """The values as terms."""
        return self._said.get(predicate, [])

    def one(self, predicate: str) -> str:
        """The one value as a term.

        Raises:
            ThingNotComplete: there is none, or more than one.
        """
        found = self.all(predicate)
        if len(found) != 1:
            raise self.wrong(
                f"应有一个 {predicate}，实有 {len(found)} 个",
                f"has {len(found)} values of {predicate} where one belongs",
            )
        return found[0]

    def has(self, predicate: str) -> bool:
        """Whether there is a value."""
        return predicate in self._said

    def literal(self, predicate: str) -> Literal:
        """The one value, which is a literal."""
        return self.read(predicate, self.one(predicate))

    def text(self, predicate: str, default: str = "") -> str:
        """The one literal's text, or the default if there is no value."""
        return self.literal(predicate).text if self.has(predicate) else default

    def number(self, predicate: str, default: int = 0) -> int:
        """The one literal as a whole number, or the default if there is no value."""
        if not self.has(predicate):
            return default
        found = self.text(predicate)
        if not (found.lstrip("-").isascii() and found.lstrip("-").isdigit() and len(found) < 19):
            raise self.wrong(
                f"的 {predicate} 不是整数：{found[:40]}", f"has no whole number as {predicate}: {found[:40]}"
            )
        return int(found)

    def iri(self, predicate: str, name_of: Callable[[str], str]) -> str:
        """The name behind the one value, which is an IRI of the kind that ``name_of`` understands."""
        return self.name(predicate, self.one(predicate), name_of)

    def name(self, predicate: str, term: str, name_of: Callable[[str], str]) -> str:
        """The name behind a value."""
        if found := name_of(term):
            return found
        raise self.wrong(
            f"的 {predicate} 读不懂：{term[:80]}", f"has a {predicate} that is not understood: {term[:80]}"
        )

    def read(self, predicate: str, term: str) -> Literal:
        """A value that is a literal, read."""
        if term[0] != '"':
            raise self.wrong(f"的 {predicate} 应是文字", f"has an IRI as {predicate} where a text belongs")
        return literal(term)

    def wrong(self, zh: str, en: str) -> ThingNotComplete:
        """The error that says what is wrong with it."""
        return ThingNotComplete(self.file, self.subject, zh, en)


def groups(lines: Iterable[str], start: str, file: str, *, named: bool = False) -> Iterator[Group]:
    """The subjects that begin with ``start`` (sorted lines), in the default graph or (``named``) in the others.

    Spans of passages (``#char=``) are no subjects of their own here.
    """
    wanted = (line for line in lines if line.startswith(start) and is_named(line) is named)
    for subject, several in groupby(wanted, key=_subject):
        if "#" in subject:
            continue
        group = Group(subject, file)
        for count, line in enumerate(several):
            terms = take_apart(line)
            if terms is None or count >= MOST_LINES:
                raise group.wrong("的语句太多", "has too many statements")
            group.add(terms.predicate, terms.object)
        yield group


def _subject(line: str) -> str:
    return line[: line.index(" ")]
