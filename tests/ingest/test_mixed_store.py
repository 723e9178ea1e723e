"""Does a Word document get into the graph whole, with evidence for each fact, and the same graph however it is read?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.document import Document as Word

from graph.connection import Graph
from ingest.pipeline import IngestContext, IngestOptions, ingest, remove_source
from tests.ingest.readers.word import write_table, write_word

pytestmark = pytest.mark.store


def document(folder: Path) -> Path:
    """A heading, two paragraphs, and a list without a column of parties whose header has two rows."""

    def fill(word: Word) -> None:
        word.add_heading("南湖社区共建动态", 0)
        word.add_paragraph("南湖社区党委联合辖区12家单位成立共建联盟，首批发布资源。")
        word.add_heading("附件1：南湖社区资源清单", 1)
        table = write_table(
            word,
            [
                ["资源名称", "规模", "", "备注"],
                ["", "数量", "面积", ""],
                ["会议室", "3间", "120平方米", "免费"],
                ["礼堂", "1个", "", ""],
            ],
        )
        for first, last in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (1, 3))):
            table.cell(*first).merge(table.cell(*last))
        word.add_paragraph("以上资源欢迎各单位预约使用。")
        word.add_paragraph("2024年3月5日")

    folder.mkdir(exist_ok=True)
    return write_word(folder / "动态.docx", fill)


def test_a_document_is_stored_with_both_balances(
    tmp_path: Path, context: IngestContext, graph: Graph
) -> None:
    (file,) = ingest(context, [document(tmp_path / "a")]).files
    assert (file.outcome, file.stated_date) == ("stored", "2024-03-05")
    assert file.balance.counted == file.balance.accounted == 11
    assert file.sentences.counted == 5 and file.sentences.facts
    assert file.records["offer"] == 2 and file.records["party"] >= 2
    (source,) = graph.read("MATCH (s:Source) RETURN s.balance AS balance")
    balance = json.loads(source["balance"])
    assert (balance["counted"], balance["sentences_counted"]) == (11, 5)
    names = graph.read(
        "MATCH (o:Resource)-[:PROVIDED_BY]->(p) RETURN DISTINCT p.name AS name, labels(p) AS labels"
    )
    assert [row["name"] for row in names] == ["南湖社区"] and "Community" in names[0]["labels"]


def test_every_quote_is_of_a_passage_that_is_there_once(
    tmp_path: Path, context: IngestContext, graph: Graph
) -> None:
    ingest(context, [document(tmp_path / "a")])
    passages = {
        row["id"]: row
        for row in graph.read("MATCH (p:Passage) RETURN p.id AS id, p.text AS text, p.kind AS kind")
    }
    texts = [row["text"] for row in passages.values()]
    assert len(texts) == len(set(texts))
    seen = set()
    for row in graph.read("MATCH (r:Record) RETURN r.statements AS statements"):
        for statement in json.loads(row["statements"]):
            for passage, start, end in statement["quotes"]:
                assert 0 <= start < end <= len(passages[passage]["text"])
                seen.add((statement["property"], passages[passage]["kind"]))
    assert {("providedBy", "header"), ("item", "row"), ("name", "title"), ("name", "header")} <= seen


def test_repeated_and_in_other_batches_it_is_the_same_graph(
    tmp_path: Path, context: IngestContext, export: Callable[[], str]
) -> None:
    path = document(tmp_path / "a")
    ingest(context, [path])
    once = export()
    assert [file.outcome for file in ingest(context, [path]).files] == ["unchanged"]
    for batch in (1, 3):
        remove_source(context, path.name)
        ingest(context, [path], IngestOptions(batch=batch))
        assert export() == once
