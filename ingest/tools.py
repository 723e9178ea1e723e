"""With which word tools does a run read? Those of lists at once, those of articles when the first one comes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ingest.guidance import NO_GUIDANCE, Guidance, guidance_of
from ingest.lists.lexicon import Lexicon
from ontology.alignments import Correspondence
from ontology.model import Ontology

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer
    from ingest.articles.lexicon import ProseLexicon
    from ingest.context import IngestContext


def tools_of(context: IngestContext) -> Tools:
    """The tools of a store, with what its log says now."""
    return Tools(context.ontology, context.gazetteer, guidance_of(context.graph))


class Tools:
    """The word tools of one ontology and one gazetteer, and what people entered; pure, safe to share."""

    def __init__(self, ontology: Ontology, gazetteer: Gazetteer, guidance: Guidance = NO_GUIDANCE) -> None:
        self.lists = Lexicon(ontology, gazetteer, guidance)

    @property
    def guidance(self) -> Guidance:
        """What people entered that readings follow."""
        return self.lists.guidance

    @cached_property
    def known(self) -> Correspondence:
        """The ontology's alignments, from foreign terms to ours."""
        return Correspondence(self.lists.ontology)

    @cached_property
    def prose(self) -> ProseLexicon:
        """The tools of articles; opening them loads the word reader's libraries (1 s), so lists do without."""
        from ingest.articles.lexicon import ProseLexicon

        return ProseLexicon(self.lists)
