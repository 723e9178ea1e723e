"""Who published an article, who wrote it, when? What its metadata lines and its dateline state, '' where nothing does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ontology.language.normalise import fold
from ontology.language.organisations import OrganisationGrammar
from ontology.language.times import read_dates
from ontology.language.wordings import alternatives
from ontology.load import load
from ontology.model import Ontology
from ontology.terms import Schemes

_LONGEST_LINE = 120
_LONGEST_NAME = 40
_SENTENCE = re.compile(r"[。｡，；！？]")
_ORGANISATION = re.compile(r"[■□◆●]\s*([^\s。，、；：！？▲■□◆●][^。，；！？▲■□◆●]{1,29})")
_TIME = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{1,2}:\d{2}(?::\d{2})?|(?:星期|周)[一二三四五六日天]|[上下]午"
)
_BRACKETED = re.compile(r"[（(【\[](.{2,60})[）)】\]]")
_PAPER_NAME = re.compile(r"《([^《》]{2,20}(?:报|報|刊))》")
_SIGNED = re.compile(
    r"(?P<name>[^\s\d]{2,40})[\s|｜]+(?P<date>\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)"
)
_FIELD_END = re.compile(r"\s{2,}|[|｜　]|\s(?=\S{1,6}[：:])|(?=（|\(|《)")


@dataclass(frozen=True, slots=True)
class Front:
    """What lines state of an article; ``date`` is ISO."""

    date: str = ""
    publisher: str = ""
    author: str = ""

    def or_else(self, other: Front) -> Front:
        """This, and ``other`` where this states nothing."""
        return Front(self.date or other.date, self.publisher or other.publisher, self.author or other.author)


class FrontWords:
    """The metadata words of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        concepts = ontology.in_scheme(Schemes.FRONT)

        def words(*notations: str) -> str:
            return alternatives(fold(w) for c in concepts if c.notation in notations for w in c.wordings)

        name = rf"(?:{words('own')}|{words('agency')}|《?[^《》。,:\s]{{1,10}}{words('paper')}》?)"
        self._field = re.compile(
            rf"(?P<publisher>{words('publisher')})|(?P<author>{words('author')})|(?P<date>{words('date')})"
        )
        self._dateline = re.compile(
            rf"\s*(?:\[|【)?(?P<name>{name})(?P<place>[^。,;!?:(]{{0,24}}?){words('dateline')}(?=[(:\s“\"\]】]|$)"
        )
        self._own_dateline = re.compile(rf"\s*{words('own')}[^。,;!?:(]{{0,16}}?{words('dateline')}")
        self._own = re.compile(words("own"))
        self._when = re.compile(rf"^\s*{words('when')}")
        self._organisations = OrganisationGrammar(ontology)

    def is_metadata(self, text: str) -> bool:
        """Whether a line states source, author or date and nothing else."""
        if len(text) > _LONGEST_LINE or _SENTENCE.search(text):
            return False
        if self._signer(text):
            return True
        bare = text.strip()
        whole = _BRACKETED.fullmatch(bare)
        folded = fold(whole[1] if whole else bare)
        rest = self._when.sub("", _TIME.sub("", folded), count=1).strip(" -—|:")
        if not rest:
            return rest != folded.strip(" -—|:") and not self._when.match(folded) and bool(read_dates(folded))
        own = self._own.match(rest)
        return self._field.match(rest, own.end() if own else 0) is not None

    def is_dateline(self, text: str) -> bool:
        """Whether a paragraph opens with a dateline: 本报…讯, 新华社…电, …消息."""
        head = fold(text[:60])
        return bool(self._dateline.match(head) or self._own_dateline.match(head))

    def front_of_line(self, text: str) -> Front:
        """What a metadata line, or a line ``■ organisation``, states."""
        signed = _ORGANISATION.fullmatch(text)
        if signed:
            return Front(author=signed[1].strip())
        whole = _BRACKETED.fullmatch(text.strip())
        line = whole[1] if whole else text.strip()
        found: dict[str, list[str]] = {"publisher": [], "author": [], "date": []}
        marks = list(self._field.finditer(fold(line) if len(fold(line)) == len(line) else line))
        for mark, after in zip(marks, [*[m.start() for m in marks[1:]], len(line)], strict=False):
            found[mark.lastgroup or ""].append(_value(line[mark.end() : after]))
        paper = _PAPER_NAME.search(line)
        publisher = "".join(found["publisher"][:1]) or (
            paper[1] if paper else self._named(self._signer(line))
        )
        return Front(first_date([line]), publisher, " ".join(filter(None, found["author"])))

    def _signer(self, text: str) -> str:
        """Who signs a line that is an organisation's name and a full date, as offices sign their papers; ``''``: it is none."""
        signed = _SIGNED.fullmatch(text.strip())
        return signed["name"] if signed and self._organisations.kind(signed["name"]) else ""

    def _named(self, signer: str) -> str:
        """The signer if the name says which one it is. 街道党工委 could be any street's: a key made of it and a common title
        would take papers of several streets for versions of one."""
        kinds = self._organisations
        ending, _ = kinds.ending(fold(signer))
        before = fold(signer).removesuffix(ending)
        return signer if before and kinds.ending(before)[0] != before else ""

    def front_of_paragraph(self, text: str) -> Front:
        """What the dateline that opens a paragraph states; a paper's word for itself names no publisher."""
        head = text[:120]
        folded = fold(head)
        if len(folded) != len(head):
            return Front()
        line = self._dateline.match(folded)
        if not line and not self._own_dateline.match(folded):
            return Front()
        publisher = ""
        if line and not self._own.match(line["name"]):
            publisher = head[line.start("name") : line.end("name")].strip("《》")
        author = ""
        bracket = re.search(r"[（(]([^（）()]{2,40})[)）]", head[: (line.end() if line else 20) + 45])
        if bracket and self._field.search(fold(bracket[1])):
            author = self.front_of_line(bracket[1]).author
        return Front(publisher=publisher, author=author)


def is_signed(text: str) -> bool:
    """Whether a line is a mark and a name: ``■示例市委组织部``."""
    return _ORGANISATION.fullmatch(text) is not None


def first_date(texts: Iterable[str]) -> str:
    """The first date of texts in ISO form, ''."""
    return next((found[0].iso for found in map(read_dates, texts) if found), "")


def _value(text: str) -> str:
    """A field's value up to the next gap; no date is part of it."""
    text = text.strip(" ：:\u3000")
    dated = _TIME.search(text)
    text = (text[: dated.start()] if dated else text).strip()
    end = _FIELD_END.search(text)
    return (text[: end.start()] if end else text)[:_LONGEST_NAME].strip(" -—|·,，、/　()（）")


@lru_cache(maxsize=1)
def front_words() -> FrontWords:
    """The words of the project's own vocabulary."""
    return FrontWords(load())
