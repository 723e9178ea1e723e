"""In which language is a page, and where do its links lead? Chinese unless ``?lang=en``, which every link keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote, urlencode

from ontology.model import Term

Language = Literal["zh", "en"]
PARAMETER: Final = "lang"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as asked for: its language, and the address that the language switch leads to in the other."""

    language: Language
    path: str = "/"
    query: tuple[tuple[str, str], ...] = ()

    @property
    def english(self) -> bool:
        """Whether the page is in English."""
        return self.language == "en"

    def say(self, zh: str, en: str) -> str:
        """The one of two wordings that this page needs."""
        return en if self.english else zh

    def pick(self, thing: object, name: str) -> str:
        """The field of an answer that has a twin ``…_en``, or the fields ``zh`` and ``en``."""
        if name in {"zh", "en"}:
            return str(getattr(thing, self.language))
        return str(getattr(thing, f"{name}_en" if self.english else name))

    def label(self, term: Term) -> str:
        """How the vocabulary calls a class, property or concept."""
        return (term.en or term.zh) if self.english else term.zh

    def url(self, *path: str, **query: str) -> str:
        """The address of a page of ours: ``url("entities", id)``; keeps the language."""
        if self.english:
            query[PARAMETER] = self.language
        return (
            "/" + "/".join(quote(part, safe=":") for part in path) + (f"?{urlencode(query)}" if query else "")
        )

    @property
    def other(self) -> str:
        """This page in the other language."""
        kept = [(name, value) for name, value in self.query if name != PARAMETER]
        query = urlencode(kept if self.english else [*kept, (PARAMETER, "en")])
        return quote(self.path, safe="/:") + (f"?{query}" if query else "")


def page_of(path: str, query: Mapping[str, str]) -> Page:
    """The page that an address asks for.

    >>> page_of("/ask", {"q": "口罩", "lang": "en"}).other
    '/ask?q=%E5%8F%A3%E7%BD%A9'
    """
    language: Language = "en" if query.get(PARAMETER) == "en" else "zh"
    return Page(language, path, tuple(query.items()))
