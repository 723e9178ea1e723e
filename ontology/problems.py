"""What is wrong with the vocabulary, and where? Problems are collected and reported all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ontology.errors import DataProblem

_SHOWN = 50


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: file name, line (0 = unknown), term (local name) and the message."""

    file: str
    line: int
    term: str
    zh: str
    en: str

    def located(self, message: str) -> str:
        """``file:line term: message``."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {self.term}: {message}" if self.term else f"{place}: {message}"


def suggestion(name: str, known: Iterable[str]) -> tuple[str, str]:
    """What may have been meant by an unknown name, to be put behind a message in each language; empty if nothing is near.

    >>> suggestion("Hotell", ["Hotel", "Shop"])
    ('；是不是 Hotel？', '; did you mean Hotel?')
    """
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return (f"；是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")


class OntologyError(DataProblem):
    """The Turtle files do not make a sound vocabulary; ``problems`` lists everything that was found."""

    exit_code = 1
    status = 500

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        shown = self.problems[:_SHOWN]
        rest = len(self.problems) - len(shown)
        zh = "\n".join(["本体文件有错，请修正后重新加载：", *(p.located(p.zh) for p in shown)])
        en = "\n".join(
            ["the ontology files are wrong; mend and load again:", *(p.located(p.en) for p in shown)]
        )
        if rest:
            zh, en = f"{zh}\n另有 {rest} 处", f"{en}\n{rest} more"
        first = self.problems[0]
        super().__init__(zh, en, file=first.file, line=first.line, term=first.term, count=len(self.problems))
