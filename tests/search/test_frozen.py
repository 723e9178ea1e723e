"""Does a search on a snapshot's files rank as the live search does, exactly and the same every time?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import neo4j
import numpy as np
import pytest

from graph.connection import Graph
from graph.cypher import escape_lucene
from graph.embedding.cache import VectorCache
from graph.embedding.protocol import Embedder
from graph.gazetteer import Gazetteer
from graph.index import fill_index
from graph.principal import PUBLIC
from graph.raw import RawStore
from graph.schema import ensure_schema
from graph.snapshots.create import create
from graph.snapshots.errors import ModelDiffers
from graph.snapshots.frozen import Frozen, Thing
from graph.snapshots.store import Snapshots
from graph.snapshots.vocabulary import vocabulary_files
from ingest.pipeline import IngestContext, ingest
from ontology.language.tokens import query_tokens
from ontology.model import Ontology
from ontology.terms import Schemes
from search.context import Questions, SearchContext
from search.frozen.retrieval import cosines
from search.frozen.search import search_frozen
from search.frozen.words import rounded_lengths, scores_of
from search.hybrid import search
from search.options import PASSAGE, SearchQuery
from tests.conftest import WIPE

pytestmark = pytest.mark.store
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
QUESTIONS = (
    "独居老人免费体检",
    "会议室",
    "医用防护口罩",
    "谁能帮老人理发",
    "儿童 暑假 托管",
    "银杏里党建联盟",
    "法律咨询",
    "free health check for the elderly",
)
WORDS = "CALL db.index.fulltext.queryNodes($index, $query) YIELD node, score RETURN node.id AS id, score"


@pytest.fixture(scope="module")
def live(
    driver: neo4j.Driver,
    ontology: Ontology,
    gazetteer: Gazetteer,
    embedder: Embedder,
    tmp_path_factory: pytest.TempPathFactory,
) -> SearchContext:
    """The samples, read and indexed."""
    graph, folder = Graph(driver, ontology, gazetteer), tmp_path_factory.mktemp("live")
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    ingest(IngestContext(graph, RawStore(folder / "raw")), [SAMPLES])
    cache = VectorCache(folder / "vectors.sqlite")
    fill_index(graph, embedder, cache)
    cache.close()
    return SearchContext(graph, embedder)


@pytest.fixture(scope="module")
def frozen(live: SearchContext, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frozen]:
    """A snapshot of them."""
    folder = tmp_path_factory.mktemp("frozen")
    made = create(live.graph, PUBLIC, Snapshots(folder), code="0", vocabulary=vocabulary_files())
    opened = Frozen(made.snapshot, folder / "indexes", live.graph.gazetteer)
    yield opened
    opened.close()


@pytest.mark.parametrize("type", [None, PASSAGE])
def test_the_first_ten_are_those_of_the_live_search(
    live: SearchContext, frozen: Frozen, type: str | None
) -> None:
    for text in QUESTIONS:
        there = search(live, PUBLIC, SearchQuery(text, type=type)).items
        here = search_frozen(live.questions, PUBLIC, frozen, SearchQuery(text, type=type)).items
        shared = {hit.id for hit in there} & {hit.id for hit in here}
        assert len(shared) >= 0.9 * max(len(there), len(here)), text
        assert [hit.id for hit in there[:1]] == [hit.id for hit in here[:1]], text
        ours = {hit.id: hit for hit in here}
        for hit in there:
            if hit.id in ours:
                assert (hit.name, hit.type, hit.text, hit.words, hit.stated_on) == (
                    ours[hit.id].name,
                    ours[hit.id].type,
                    ours[hit.id].text,
                    ours[hit.id].words,
                    ours[hit.id].stated_on,
                )
                assert hit.evidence == ours[hit.id].evidence


@pytest.mark.parametrize(("index", "thing"), [("entity_words", "entities"), ("passage_words", "passages")])
def test_words_are_scored_as_the_live_index_scores_them(
    live: SearchContext, frozen: Frozen, index: str, thing: Thing
) -> None:
    for text in QUESTIONS:
        tokens = query_tokens(text)
        rows = live.graph.read(WORDS, index=index, query=" ".join(escape_lucene(t) for t in tokens))
        expected = {row["id"]: row["score"] for row in rows}
        scores = scores_of(frozen, thing, tokens)
        numbers = np.flatnonzero(scores).tolist()
        found = {id: scores[n] for n, id in frozen.ids(thing, numbers).items()}
        assert found.keys() == expected.keys()
        assert all(found[id] == pytest.approx(expected[id], rel=1e-3) for id in found), text


@pytest.mark.parametrize(
    ("filters", "type"),
    [
        ({"place": "玄武区"}, None),
        ({"place": "320102"}, "Resource"),
        ({"kind": "HealthService"}, None),
        ({"valid_on": "2026-01-01"}, None),
        ({}, "Organization"),
    ],
)
def test_filters_narrow_as_they_do_live(
    live: SearchContext, frozen: Frozen, filters: dict[str, str], type: str | None
) -> None:
    if filters.get("kind") and filters["kind"] not in live.graph.ontology.concepts:
        filters = {"kind": sorted(c.name for c in live.graph.ontology.in_scheme(Schemes.KINDS))[0]}
    query = SearchQuery("老人 服务 会议室", type=type, filters=filters, limit=50)
    there = search(live, PUBLIC, query).items
    here = search_frozen(live.questions, PUBLIC, frozen, query).items
    assert {hit.id for hit in there} == {hit.id for hit in here}


def test_pages_follow_each_other_and_the_same_question_gives_the_same_bytes(
    live: SearchContext, frozen: Frozen
) -> None:
    whole = search_frozen(live.questions, PUBLIC, frozen, SearchQuery("服务", limit=20))
    first = search_frozen(live.questions, PUBLIC, frozen, SearchQuery("服务", limit=12))
    second = search_frozen(live.questions, PUBLIC, frozen, SearchQuery("服务", limit=8, cursor=first.cursor))
    assert (*first.items, *second.items) == whole.items
    again = search_frozen(Questions(live.embedder), PUBLIC, frozen, SearchQuery("服务", limit=20))
    assert repr(again) == repr(whole)


def test_cosines_are_exact(live: SearchContext, frozen: Frozen) -> None:
    vectors, question = frozen.vectors("entities"), live.question("会议室")
    found = cosines(vectors, question, np.arange(len(vectors)))
    assert found == pytest.approx([float(np.dot(v.astype(float), question.astype(float))) for v in vectors])


def test_another_model_is_refused(frozen: Frozen) -> None:
    class Other:
        model, dimensions = "other-1", 384

    with pytest.raises(ModelDiffers, match="GONGJIAN_MODEL"):
        search_frozen(Questions(Other()), PUBLIC, frozen, SearchQuery("会议室"))  # type: ignore[arg-type]


def test_lengths_are_remembered_in_one_byte() -> None:
    lengths = rounded_lengths(np.arange(5000, dtype=np.uint32))
    assert lengths[:40].tolist() == list(range(40))
    assert len(set(lengths.tolist())) <= 256
    assert all(0 <= i - kept <= i / 8 for i, kept in enumerate(lengths.tolist()))
