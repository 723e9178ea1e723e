"""Are the sample lists what ``samples/build.py`` makes, and do the sample articles say what the demo shows of them?"""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bench.agreement import any_same
from bench.articles import Bench
from bench.labels import Fact
from graph.gazetteer import Gazetteer
from ingest.context import IngestOptions
from ingest.files import expand
from ingest.prepare_mixed import prepare_mixed
from ingest.readers.open import is_mixed
from ontology.model import Ontology
from samples import build

NOTE = "示例文章，单位均为虚构"
ARTICLES = [path for path in expand([build.FOLDER]) if is_mixed(path)]


def _cells(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.values) for sheet in book}


def test_text_samples_are_generated() -> None:
    for name, make in build.FILES.items():
        if not name.endswith(".xlsx"):
            assert (build.FOLDER / name).read_bytes() == make(), name


def test_workbook_has_the_generated_cells() -> None:
    name = next(n for n in build.FILES if n.endswith(".xlsx"))
    committed = Path(build.FOLDER / name).read_bytes()
    assert _cells(committed) == _cells(build.workbook())


def test_every_sample_says_that_it_is_illustrative() -> None:
    for path in expand([build.FOLDER]):
        assert "示例" in path.name
    for path in ARTICLES:
        assert NOTE in path.read_text(encoding="utf-8").partition("\n")[0], path.name


def test_the_samples_are_the_lists_and_four_articles() -> None:
    assert {p.name for p in expand([build.FOLDER])} == {*build.FILES, *(p.name for p in ARTICLES)}
    assert sorted(p.suffix for p in ARTICLES) == [".html", ".md", ".txt", ".txt"]
    assert all(400 <= len(p.read_text(encoding="utf-8")) <= 1200 for p in ARTICLES)


@pytest.fixture(scope="module")
def bench(ontology: Ontology, gazetteer: Gazetteer) -> Bench:
    return Bench(ontology, gazetteer)


@pytest.fixture(scope="module")
def said(bench: Bench) -> Iterator[dict[str, list[Fact]]]:
    """What the reading finds in each article, by a word of its file's name."""
    yield {path.name[:4]: bench.read(path) for path in ARTICLES}


def _holds(facts: list[Fact], kind: str, *names: str) -> bool:
    return any(
        f.kind == kind and all(any_same((name,), part) for name, part in zip(names, f.parts, strict=True))
        for f in facts
    )


def test_every_article_can_be_read(bench: Bench) -> None:
    for path in ARTICLES:
        one = prepare_mixed(path, "0" * 64, IngestOptions(), bench.lexicon.lists)
        (article,) = one.prose.articles
        assert NOTE in article.title


def test_page_furniture_is_set_aside(bench: Bench) -> None:
    path = next(p for p in ARTICLES if p.name.startswith("一张清单"))
    one = prepare_mixed(path, "0" * 64, IngestOptions(), bench.lexicon.lists)
    assert len(one.prose.furniture) == 2
    assert all("示例晨报" in piece.text for piece in one.prose.furniture)


def test_who_is_only_counted_stays_counted(said: dict[str, list[Fact]]) -> None:
    facts = said["一张清单"]
    (count,) = [f for f in facts if f.kind == "counts"]
    assert any_same(count.parts[0], ("“银杏里街坊”党建联盟",))
    assert (count.value, count.unit) == (Decimal(23), "家")
    assert _holds(facts, "founders", "“银杏里街坊”党建联盟", "示例银杏里社区党委")


def test_an_academy_is_founded_on_a_college(said: dict[str, list[Fact]]) -> None:
    facts = said["一张清单"]
    assert _holds(facts, "relies on", "示例网格学院", "示例学院")
    assert _holds(facts, "offers", "普法讲座", "示例梧桐律师事务所")


def test_a_method_has_its_community_its_audience_and_its_honour(said: dict[str, list[Fact]]) -> None:
    facts = said["晨铃问安"]
    assert _holds(facts, "practised by", "“晨铃问安”工作法", "示例梧桐社区")
    assert [f.cls for f in facts if f.kind == "practices"] == ["Method"]
    assert any(f.value == Decimal(93) and f.unit == "%" for f in facts if f.kind == "figures")


def test_members_are_named(said: dict[str, list[Fact]]) -> None:
    facts = said["茶山邻里"]
    for member in ("示例西湖口腔医院", "示例心桥心理咨询工作室", "示例茶乡合作社", "示例物业服务有限公司"):
        assert _holds(facts, "members", "“茶山邻里”党建联盟", member), member
    assert not _holds(facts, "members", "“茶山邻里”党建联盟", "示例西湖商学院")
    assert _holds(facts, "offers", "心理咨询", "示例心桥心理咨询工作室")


def test_a_fair_where_wishes_are_claimed(said: dict[str, list[Fact]]) -> None:
    facts = said["心愿摘星"]
    assert _holds(facts, "practised by", "心愿摘星会", "示例锦里社区")
    for member in ("示例武侯区人民医院", "示例浆洗坡商会", "示例锦里小学"):
        assert _holds(facts, "members", "“锦里摘星”党建联盟", member), member
    assert [f.value for f in facts if f.kind == "counts"] == [Decimal(18)]
