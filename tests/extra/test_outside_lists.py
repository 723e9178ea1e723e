"""What comes of real lists? Only where ``DATA`` names a folder that holds them; else *not measured*, never passed.

Expects ``wuhan2020/*.jsonl`` (hospitals' demands, factories, hotels, clinics, logistics) and ``dev/universities.jsonl``.
"""

from __future__ import annotations

from collections.abc import Iterator

import neo4j
import pytest

from api.service import Service
from graph.connection import Graph
from graph.gazetteer import Gazetteer
from graph.principal import PUBLIC
from ontology.model import Ontology
from search.demand import read_demand
from search.match import MatchAnswer, match
from tests.extra.outside import FOLDER, need, read

pytestmark = [pytest.mark.extra, pytest.mark.store]

SETS = ("wuhan2020", "dev/universities.jsonl")


@pytest.fixture(scope="module")
def service(
    driver: neo4j.Driver, ontology: Ontology, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """The service with the outside lists read and indexed."""
    need(SETS)
    paths = [*sorted((FOLDER / "wuhan2020").glob("*.jsonl")), FOLDER / "dev/universities.jsonl"]
    graph = Graph(driver, ontology, gazetteer)
    opened, report = read(graph, tmp_path_factory.mktemp("home"), paths)
    for item in report.files:
        b = item.balance
        print(  # noqa: T201 - the figure of this run
            f"{item.file}: {item.outcome}, rows {item.rows}, records {item.records}, cells {b.counted} = interpreted "
            f"{b.interpreted} + kept {b.kept} + structure {b.structure} + repair {b.repair}"
        )
    assert not report.failed
    assert all(item.balance.counted == item.balance.accounted > 0 for item in report.files)
    opened.fill_index()
    yield opened
    opened.vectors.close()


def _ask(service: Service, text: str) -> MatchAnswer:
    answer = match(service.search, PUBLIC, read_demand(service.search, text), 10)
    print(f"{text}: {answer.sentence}")  # noqa: T201 - the figure of this run
    return answer


def test_masks_that_protect_doctors(service: Service) -> None:
    answer = _ask(service, "谁能在武汉提供保护医生的口罩")
    shown = (*answer.matches, *answer.near_misses)
    assert any("N95" in item.resource.name for item in shown)
    assert not any("一次性" in item.resource.name for item in answer.matches), (
        "an ordinary mask never protects a doctor"
    )
    assert all(item.certainty != "certain" for item in answer.matches), (
        "no list says that it delivers to 武汉"
    )


def test_free_lodging_for_medical_staff(service: Service) -> None:
    answer = _ask(service, "给医护找免费住的地方")
    assert answer.matches
    assert all(item.evidence for item in answer.matches)


def test_gloves_are_offered_by_nobody(service: Service) -> None:
    answer = _ask(service, "需要一万副医用手套")
    assert answer.abstained
    assert answer.matches == ()
    assert answer.near_misses or answer.nearest
