"""Does a sentence speak of people as those who are served? 为独居老人提供, 聚焦留守老人吃饭难, not 组织退休老党员.

Lists say it with fewer words (``ingest.lists.audience``); articles also with verbs of caring and with what is hard for them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.articles.lexicon import ProseLexicon
from ingest.lists.audience import is_addressed
from ontology.language.concepts import ConceptHit
from ontology.language.wordings import alternatives

ACTOR = "actor"
"""Notation of audiences that are as often those who act (党员, 医护人员)."""
_REACH = 14
_HARD = re.compile(r"^[^，。；、]{0,6}(?:难|问题|需求|孤独|困难|负担|权益)")


def is_served(lexicon: ProseLexicon, text: str, hit: ConceptHit) -> bool:
    """Whether a text (in simplified characters) says that the people named at a hit are served. 群众 and 居民 in general
    count for nobody, nor do those who mostly act."""
    concept = lexicon.ontology.concepts[hit.concept]
    if len(concept.ancestors) < 2 or concept.notation == ACTOR:
        return False
    if is_addressed(text, hit.start, hit.end) or _HARD.match(text[hit.end : hit.end + _REACH]):
        return True
    return bool(_serving(lexicon).search(text[max(0, hit.start - _REACH) : hit.start]))


@lru_cache(maxsize=4)
def _serving(lexicon: ProseLexicon) -> re.Pattern[str]:
    verbs = alternatives(w for w, marks in lexicon.verbs.items() if "serve" in marks)
    return re.compile(rf"{verbs}[^，。；！？“”]{{0,10}}$")
