"""What do real articles answer? Only where ``DATA`` names a folder that holds them; else *not measured*, never passed.

Expects ``articles/*.txt`` (newspaper articles of 南京 and 栖霞区 of 2021) and ``dev/articles/*.txt``.
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
from search.ask import ask
from search.ask_answer import AskAnswer
from tests.extra.outside import FOLDER, need, read

pytestmark = [pytest.mark.extra, pytest.mark.store]

SETS = ("articles", "dev/articles")


@pytest.fixture(scope="module")
def service(
    driver: neo4j.Driver, ontology: Ontology, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """The service with the outside articles read and indexed."""
    need(SETS)
    paths = [path for name in SETS for path in sorted((FOLDER / name).glob("*.txt"))]
    graph = Graph(driver, ontology, gazetteer)
    opened, report = read(graph, tmp_path_factory.mktemp("home"), paths)
    for item in report.files:
        s = item.sentences
        print(  # noqa: T201 - the figure of this run
            f"{item.file}: {item.outcome}, records {item.records}, sentences {s.counted} = facts {s.facts} + none "
            f"{s.none} + not understood {s.not_understood}; furniture {s.furniture} characters"
        )
    assert not report.failed
    balances = [item.sentences for item in report.files]
    assert all(s.counted == s.facts + s.none + s.not_understood > 0 for s in balances)
    opened.fill_index()
    yield opened
    opened.vectors.close()


def _ask(service: Service, text: str) -> AskAnswer:
    answer = ask(service.search, PUBLIC, text, 10)
    print(f"{text}: {answer.sentence}")  # noqa: T201 - the figure of this run
    return answer


@pytest.mark.parametrize("text", ["哪些高校参与了校地共建？", "“薪火V来”党建联盟有哪些成员单位？"])
def test_what_is_counted_only_has_no_names(service: Service, text: str) -> None:
    answer = _ask(service, text)
    assert answer.verdict == "counted"
    assert answer.named == () and answer.hits == (), "the article names no member"
    assert answer.counted and all(c.evidence for c in answer.counted)


def test_who_founded_it(service: Service) -> None:
    answer = _ask(service, "南京网格学院是谁办的？")
    assert {n.reference.name for n in answer.named} == {"南京市", "南京晓庄学院"}
    assert all(n.evidence for n in answer.named)


@pytest.mark.parametrize("text", ["为老人服务的工作法有哪些？", "社区民警兼职的情况"])
def test_what_is_found_has_its_sentence(service: Service, text: str) -> None:
    answer = _ask(service, text)
    assert answer.verdict == "found"
    assert all(n.evidence for n in answer.named) and all(c.evidence for c in answer.counted)
    assert answer.named or answer.counted or answer.hits


def test_what_is_like_the_fair(service: Service) -> None:
    answer = _ask(service, "和“招亲会”类似的做法")
    assert answer.intent == "similar"
    assert answer.similar is not None
    assert all("招亲会" not in like.reference.name for like in answer.similar.items)
    assert all(like.evidence for like in answer.similar.items)
