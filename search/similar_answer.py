"""What does an answer about similar cases hold? Plain data: what is alike, part by part, each with its quotes."""

from __future__ import annotations

from dataclasses import dataclass

from search.answer import Reference
from search.proofs import Proof


@dataclass(frozen=True, slots=True)
class Part:
    """One part (problem, measure, outcome, audience, theme, kind) in which a candidate is alike.

    ``zh``/``en`` are the part's label; ``score`` is from 0 to 1; ``text`` is what the candidate says in that part:
    its best sentence, or the shared concepts.
    """

    name: str
    zh: str
    en: str
    score: float
    text: str
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class SimilarItem:
    """A similar case or practice. ``score`` is above 0 and at most 1; ``parts`` are the ones alike, best first."""

    reference: Reference
    score: float
    parts: tuple[Part, ...]
    why: str
    why_en: str
    evidence: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class SimilarAnswer:
    """Similar cases and practices, best first. ``subject`` is the thing asked about (``None`` for a text);
    ``abstained``: nothing is near, and ``sentence`` says so."""

    subject: Reference | None
    text: str
    items: tuple[SimilarItem, ...]
    abstained: bool
    sentence: str
    sentence_en: str
