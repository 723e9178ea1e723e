"""What became of a sentence? It yielded facts, it was judged to hold none, or it looks like a fact and was not understood."""

from __future__ import annotations

from typing import Final, Literal

from graph.repairs import Repair
from graph.sources import Passage
from ingest.articles.article import ArticleReading
from ingest.articles.sentence import Sentence

Verdict = Literal["facts", "none", "not_understood"]
_TELLING: Final = ("join", "provide", "found", "award")
_SHOWN: Final = 60


def judged(a: ArticleReading, s: Sentence, passage: Passage) -> tuple[Verdict, Repair | None]:
    """The verdict on a sentence, and the repair that asks for a person where it was not understood."""
    if s.facts:
        return "facts", None
    sign = _sign(a, s)
    if not sign or s.is_question or s.kind != "paragraph":
        return "none", None
    found = Repair(
        passage.source,
        "sentence-not-understood",
        passage.sheet,
        passage.row,
        "",
        s.text[:_SHOWN],
        f"这句话有{sign[0]}，但没有读出事实：请核对原文",
        f"this sentence has {sign[1]} and no fact was read from it: check the text",
    ).bound(passage.text, s.text)
    if a.lexicon.lists.guidance.settles(found):
        return "none", None
    return "not_understood", found


def _sign(a: ArticleReading, s: Sentence) -> tuple[str, str] | None:
    """What makes a sentence look like a fact: a count with its unit, a quoted name, an organisation's ending, a telling
    verb; ``None`` if nothing does."""
    if any(x.unit and x.dimension not in {"duration", "months"} for x in s.amounts):
        return "带单位的数量", "a count with a unit"
    if any(not q.is_speech for q in s.quoted):
        return "引号中的名称", "a quoted name"
    if any(t.tag_ == "ORG" and not a.lexicon.stems & {t.text} for t in s.doc):
        return "组织名称", "an organisation's name"
    if any(t.tag_ == "v" and any(a.lexicon.states(t.text, w) for w in _TELLING) for t in s.doc):
        return "叙述动词", "a telling verb"
    return None
