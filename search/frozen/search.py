"""What is there about these words in a snapshot? The recipe of ``search.hybrid`` on files: narrow, retrieve, fuse, cut noise, explain."""

from __future__ import annotations

from graph.principal import Principal
from graph.snapshots.errors import ModelDiffers
from graph.snapshots.frozen import Frozen
from search.context import Questions
from search.filters import narrow
from search.frozen.retrieval import retrieve
from search.fusion import Fused
from search.hits import Hit, entity_hits, shown, text_hits
from search.hybrid import SearchPage, checked, page_of
from search.options import PASSAGE, SearchQuery
from search.retrieval import Found


def search_frozen(
    questions: Questions, principal: Principal, frozen: Frozen, query: SearchQuery
) -> SearchPage:
    """Search a snapshot. The same question gives the same bytes for as long as the model is the same.

    Args:
        questions: the model that reads the question.

    Returns:
        a page as ``search.hybrid.search`` gives; ``graph_version`` is the snapshot's id, and cursors stay good.

    Raises:
        SearchNotValid, AmbiguousPlace: the query is wrong.
        ModelDiffers: the model that is set is not that of the snapshot's vectors.
    """
    manifest = frozen.snapshot.manifest
    if questions.embedder.model != manifest.model:
        raise ModelDiffers(manifest.model, questions.embedder.model)
    query = checked(query)
    narrowed = narrow(frozen, query)
    vector = questions.vector(query.text)
    found = retrieve(frozen, principal, query.text, vector, questions.floor(vector), narrowed, query.type)
    page, cursor = page_of(found, query, frozen.id)
    return SearchPage(_hits(frozen, principal, page, found, query.type), cursor, frozen.id)


def _hits(
    frozen: Frozen, principal: Principal, page: list[Fused], found: Found, type: str | None
) -> tuple[Hit, ...]:
    if type == PASSAGE:
        passages = frozen.passages([f.id for f in page])
        sources = frozen.sources(sorted({p["source"] for p in passages.values()}))
        rows = {id: {"passage": p, "source": sources.get(p["source"])} for id, p in passages.items()}
        return text_hits(page, found, rows)
    views = frozen.entities(principal, [f.id for f in page])
    return entity_hits(page, found, views, frozen.evidence_for(principal, shown(views.values())))
