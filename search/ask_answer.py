"""What does an answer to a plain question hold? Plain data, served as it is by shell, HTTP and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from search.answer import MatchAnswer, Reference
from search.hits import Hit
from search.proofs import Proof
from search.similar_answer import SimilarAnswer

Intent = Literal["members", "founder", "methods", "similar", "demand", "figures", "search"]
"""What a question asks for; the words that tell it are in the ontology (``questionWords``)."""

AskVerdict = Literal["named", "counted", "none", "found"]
"""``named``: the sources name who or what is asked for; ``counted``: they count and do not name; ``none``: they do not
say; ``found``: things were found that are about the question."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that a source states of members it does not name: ``value`` (decimal as text), ``unit``, of ``what``;
    ``original`` is the source's wording, ``precision`` as in a statement; ``of`` is whose number it is."""

    value: str
    unit: str
    what: str
    original: str
    precision: str
    of: Reference
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that the sources name as (part of) the answer, in which role; always with a quote."""

    reference: Reference
    role: str
    role_en: str
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class AskAnswer:
    """The answer to one question. ``sentence`` says it in one or two lines; the rest is what it rests on.

    ``subject`` is the one thing that the question is about, if there is one; ``match`` and ``similar`` are set where the
    question was one for them.
    """

    text: str
    intent: Intent
    verdict: AskVerdict
    sentence: str
    sentence_en: str
    subject: Reference | None
    named: tuple[Named, ...]
    counted: tuple[Counted, ...]
    hits: tuple[Hit, ...]
    match: MatchAnswer | None
    similar: SimilarAnswer | None
