"""How many statements does Turtle, TriG, N-Triples or N-Quads write? Counted by a token machine; no term is looked at.

Each object is a statement; each member of a collection stands for two (``rdf:first`` and ``rdf:rest``).
"""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"(?:[\s]+|\#[^\r\n]*)*(?:"
    r'("""(?:(?:"|"")?(?:[^"\\]|\\.))*"""|\'\'\'(?:(?:\'|\'\')?(?:[^\'\\]|\\.))*\'\'\'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\')'
    r"(?:@[A-Za-z]+(?:-[A-Za-z0-9-]+)*|\^\^(?:<[^>]*>|[^\s<>\"'()\[\]{};,]*[^\s<>\"'()\[\]{};,.]))?"
    r"|(<[^<>]*>)|(<<\(?|\)?>>)|([\[\](){};,])"
    r"|(@?(?:prefix|base)(?=[\s:<]))"
    r"|([+-]?(?:\d+\.\d+(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+\.[eE][+-]?\d+|\d+(?:[eE][+-]?\d+)?)(?=[\s;,.)\]}#]|$))"
    r"|(\.)"
    r"|((?:[^\s<>\"'()\[\]{};,\\.#]|\\.|\.(?=[^\s<>\"'()\[\]{};,#])|(?<=[^\s])\#)+))",
    re.DOTALL | re.IGNORECASE,
)
_END: Final = re.compile(r"(?:\s+|#[^\r\n]*)*\Z")
_STRING, _IRI, _STAR, _MARK, _WORD, _NUMBER, _STOP, _NAME = range(1, 9)


class NotCounted(ValueError):
    """The machine does not know what stands there; the argument is the offset."""


def count_turtle(text: str, *, quads: bool = False) -> int:
    """The statements that a text writes, repetitions included.

    Args:
        quads: the text is N-Quads, whose statements may name a graph.

    Raises:
        NotCounted: it is none of these formats, or a statement about a statement.
    """
    return _lines(text) if quads else _Machine(text).count()


def _lines(text: str) -> int:
    """Statements of N-Quads: the lines that hold more than a comment."""
    lines = (line.strip() for line in re.split(r"[\r\n]+", text))
    return sum(bool(line) and not line.startswith("#") for line in lines)


class _Machine:
    """Reads tokens; ``stack`` holds for each open bracket what it is: ``[`` properties, ``(`` a collection, ``{`` a graph.

    ``position`` on each level says how many terms of the running statement were read: 0 none, 1 subject, 2 predicate,
    3 an object.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[tuple[str, int]] = []
        self.position = 0
        self.statements = 0

    def count(self) -> int:
        """Go through all tokens."""
        at, skip = 0, False
        while not _END.match(self.text, at):
            found = _TOKEN.match(self.text, at)
            if found is None or found.lastindex is None or found.end() == at:
                raise NotCounted(at)
            at = found.end()
            kind, token = found.lastindex, found[found.lastindex]
            if kind == _STAR:
                raise NotCounted(at)
            if kind == _WORD and self.position == 0 and not self._open("(["):
                at = self._directive(at)
                continue
            if kind == _NAME and token.lower() == "graph" and self.position == 0 and not skip:
                continue
            self._token(kind, token)
        if self.stack or self.position not in {0}:
            raise NotCounted(at)
        return self.statements

    def _directive(self, at: int) -> int:
        """Behind ``@prefix a: <…> .`` or ``PREFIX a: <…>``."""
        found = re.compile(r"[^<]*<[^<>]*>(?:\s*\.)?").match(self.text, at)
        if found is None:
            raise NotCounted(at)
        return found.end()

    def _open(self, kinds: str) -> bool:
        return bool(self.stack) and self.stack[-1][0] in kinds

    def _token(self, kind: int, token: str) -> None:
        if kind == _STOP:
            if self._open("[("):
                raise NotCounted(0)
            self.position = 0
        elif kind == _MARK:
            self._mark(token)
        else:
            self._term()

    def _term(self) -> None:
        """A term was read: an object or a member counts."""
        if self._open("("):
            self.statements += 2
        elif self.position < 2:
            self.position += 1
        else:
            self.position = 3
            self.statements += 1

    def _mark(self, token: str) -> None:
        if token == ";":
            self.position = min(self.position, 1)
        elif token == ",":
            self.position = 2
        elif token == "{":
            self.stack.append(("{", 0))
            self.position = 0
        elif token in "[(":
            self.stack.append((token, self.position))
            self.position = 1 if token == "[" else 0
        else:
            self._close(token)

    def _close(self, token: str) -> None:
        if not self.stack or self.stack[-1][0] != {"]": "[", ")": "(", "}": "{"}[token]:
            raise NotCounted(0)
        _, self.position = self.stack.pop()
        if token != "}":
            self._term()
