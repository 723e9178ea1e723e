"""Does a run do what it says? Stored once, refused where unclear, one file's trouble its own, nothing left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.removal import NoSuchSource
from graph.sources import KeyBasis, SourceVersion
from graph.turn import writing_turn
from ingest.pipeline import IngestContext, IngestOptions, OneSourceOneFile, ingest, recover, remove_source
from ingest.report import refusal
from tests.ingest.reading import write_csv, write_jsonl

pytestmark = pytest.mark.store

HEADER = ("提供单位", "资源名称", "数量", "所在区", "联系电话", "备注")
ROWS = [
    ("示例大学", "会议室", "3间", "南京市玄武区", "13912345678", "免费"),
    ("示例医院", "义诊", "2场", "南京市玄武区", "13912345679", "加微信 abc12345"),
]


def listing(folder: Path, name: str = "资源清单.csv", rows: list[tuple[str, ...]] | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    return write_csv(folder / name, [HEADER, *(rows or ROWS)])


def count(graph: Graph, label: str) -> int:
    return int(graph.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"])


def test_a_list_is_stored_settled_and_reported(tmp_path: Path, context: IngestContext, graph: Graph) -> None:
    report = ingest(context, [listing(tmp_path / "a")])
    (file,) = report.files
    assert (file.outcome, file.rows, file.records) == ("stored", 2, {"offer": 2, "party": 2})
    assert file.balance.accounted == file.balance.counted == 18
    assert {c.column: c.property for c in file.columns}["联系电话"] == "telephone"
    names = graph.read("MATCH (o:Resource)-[:PROVIDED_BY]->(p:Organization) RETURN p.name AS n ORDER BY n")
    assert [row["n"] for row in names] == ["示例医院", "示例大学"]
    assert not report.failed and report.stored == 1


def test_again_is_unchanged_and_writes_nothing(
    tmp_path: Path, context: IngestContext, export: Callable[[], str]
) -> None:
    path = listing(tmp_path / "a")
    ingest(context, [path])
    once = export()
    assert [f.outcome for f in ingest(context, [tmp_path / "a"]).files] == ["unchanged"]
    assert export() == once


def test_two_contents_of_one_name_ask_for_sources(
    tmp_path: Path, context: IngestContext, graph: Graph
) -> None:
    paths = [listing(tmp_path / "a"), listing(tmp_path / "b", rows=ROWS[:1])]
    report = ingest(context, [*paths, listing(tmp_path / "c", "别的清单.csv")])
    assert [f.outcome for f in report.files] == ["repair", "repair", "stored"]
    assert report.failed and "--source" in report.files[0].problem_zh
    assert count(graph, "Source") == 1
    assert ingest(context, [paths[0]], IngestOptions(source="甲")).files[0].outcome == "stored"
    assert ingest(context, [paths[1]], IngestOptions(source="乙")).files[0].source == "乙"


def test_other_content_is_refused_until_replaced(
    tmp_path: Path, context: IngestContext, graph: Graph
) -> None:
    ingest(context, [listing(tmp_path / "a")])
    newer = listing(tmp_path / "b", rows=ROWS[:1])
    (refused,) = ingest(context, [newer]).files
    assert (refused.outcome, refused.where["shared"]) == ("refused", 1)
    (stored,) = ingest(context, [newer], IngestOptions(replace=True)).files
    assert stored.outcome == "stored"
    assert [r["n"] for r in graph.read("MATCH (p:Organization) RETURN p.name AS n")] == ["示例大学"]


@pytest.mark.parametrize(
    ("basis", "mine", "live", "why"),
    [
        (
            "name",
            "2026-04-01",
            "2026-03-01",
            "来源名称只是文件名，不能仅凭日期（这份 2026-04-01，在用的 2026-03-01）",
        ),
        ("name", "2026-04-01", "", "没有都写明日期"),
        ("found", "2026-04-01", "2026-04-01", "两份写明的日期都是 2026-04-01"),
    ],
)
def test_a_refusal_says_why_the_dates_do_not_decide(basis: KeyBasis, mine: str, live: str, why: str) -> None:
    def version(date: str) -> SourceVersion:
        return SourceVersion(
            key="清单.csv", basis=basis, name="清单.csv", content=date or "c", stated_date=date
        )

    refused = refusal(version(mine), 3, 1, version(live))
    assert refused.outcome == "refused" and why in refused.problem_zh
    assert "--replace" in refused.problem_en and "--source" in refused.problem_en


def test_a_newer_date_supersedes_in_any_order(
    tmp_path: Path, context: IngestContext, export: Callable[[], str]
) -> None:
    def dated(folder: str, day: str, rows: list[tuple[str, ...]]) -> Path:
        (tmp_path / folder).mkdir()
        title = (f"南京市玄武区资源清单（{day}）", *[""] * 5)
        return write_csv(tmp_path / folder / f"{folder}.csv", [title, HEADER, *rows])

    old, new = dated("old", "2026年1月5日", ROWS), dated("new", "2026年2月5日", ROWS[:1])
    assert [f.outcome for f in ingest(context, [new]).files] == ["stored"]
    alone = export()
    (older,) = ingest(context, [old]).files
    assert (older.outcome, older.notes[0].zh) == (
        "superseded",
        "这份的日期是 2026-01-05，在用的是 2026-02-05",
    )
    assert "示例医院" not in export()
    assert export().replace("\n", "") == alone.replace("\n", "")


def test_bad_files_do_not_stop_the_run(tmp_path: Path, context: IngestContext) -> None:
    folder = tmp_path / "a"
    good = listing(folder)
    (folder / "空.csv").write_bytes(b"")
    (folder / "二进制.csv").write_bytes(bytes(range(256)) * 9)
    (folder / "无表头.csv").write_text("1,2\n3,4\n", encoding="utf-8")
    (folder / "坏.jsonl").write_text('{"提供单位": "示例大学", "资源名称": "礼堂"}\n{"坏\n', encoding="utf-8")
    (folder / "说明.docx").write_text("一句话的说明。", encoding="utf-8")
    report = ingest(context, [folder, folder / "没有.csv", good])
    outcomes = {f.file: (f.outcome, f.problem) for f in report.files}
    assert outcomes == {
        "资源清单.csv": ("stored", ""),
        "空.csv": ("failed", "empty-file"),
        "二进制.csv": ("failed", "wrong-content"),
        "无表头.csv": ("failed", "no-header"),
        "坏.jsonl": ("stored", ""),
        "没有.csv": ("failed", "no-such-path"),
        "说明.docx": ("stored", ""),  # read by what it holds: plain text
    }
    assert next(f for f in report.files if f.file == "坏.jsonl").balance.repair >= 1


def test_removing_leaves_nothing(
    tmp_path: Path, context: IngestContext, graph: Graph, export: Callable[[], str]
) -> None:
    other = write_jsonl(tmp_path / "乙需求.jsonl", [{"医院名称": "示例医院", "needs": [{"item": "口罩"}]}])
    ingest(context, [other])
    before = export()
    path = listing(tmp_path / "a")
    ingest(context, [path])
    (source,) = graph.read(
        "MATCH (s:Source {name: $n}) RETURN s.key AS key, s.content AS content", n=path.name
    )
    assert context.raw.has(source["content"])
    assert remove_source(context, source["key"])["files"] == 1
    assert export() == before
    assert not context.raw.has(source["content"])
    with pytest.raises(NoSuchSource):
        remove_source(context, source["key"])


@contextmanager
def cut_short(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What runs inside is interrupted when all is written and not yet live."""

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("ingest.storing.finish", killed)
        yield


def test_what_was_cut_short_is_completed_from_the_raw_file(
    tmp_path: Path,
    context: IngestContext,
    export: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = listing(tmp_path / "a")
    with cut_short(monkeypatch):
        ingest(context, [path], IngestOptions(batch=1))
    path.unlink()
    assert [f.outcome for f in recover(context).files] == ["stored"]
    assert "示例大学" in export()
    assert not recover(context).files


def test_a_run_that_goes_on_says_so_and_tells_how_far_it_is(
    tmp_path: Path, context: IngestContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = listing(tmp_path / "a")
    with cut_short(monkeypatch):
        ingest(context, [path])
    said: list[str] = []
    steps: list[tuple[str, str]] = []

    def progress(done: int, total: int, name: str = "", *, rows: int = 0, step: str = "") -> None:
        assert 0 <= done <= total and rows >= 0
        steps.append((step, name))

    context = replace(context, tell=lambda zh, _en: said.append(zh))
    (report,) = ingest(context, [path], progress=progress).files
    assert said == ["接着读上次中断的 资源清单.csv"]
    assert ("read", "资源清单.csv") in steps
    assert {step for step, _ in steps} == {"read", "settle"}
    assert (report.outcome, report.rows, [n.zh for n in report.notes]) == (
        "stored",
        2,
        ["上次读到一半中断，这次读完了"],
    )
    assert [f.outcome for f in ingest(context, [path]).files] == ["unchanged"]


def test_what_was_cut_short_is_completed_by_the_present_reader(
    tmp_path: Path, context: IngestContext, export: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = listing(tmp_path / "a")
    with monkeypatch.context() as patch:
        patch.setattr("ingest.identify.READER_VERSION", -1)
        with cut_short(monkeypatch):
            ingest(context, [path])
    assert [f.outcome for f in recover(context).files] == ["stored"]
    once = export()
    assert "示例大学" in once
    assert [f.outcome for f in ingest(context, [path]).files] == ["unchanged"]
    assert export() == once


def test_what_the_store_cannot_take_is_the_report_of_that_file(
    tmp_path: Path, context: IngestContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.admitting.LONGEST_KEY", 8)
    paths = [listing(tmp_path / "a", "很长很长的名称.csv"), listing(tmp_path / "a", "短.csv", ROWS[:1])]
    files = ingest(context, paths).files
    assert [(f.outcome, f.problem) for f in files] == [("failed", "source-key-too-long"), ("stored", "")]


def test_nothing_is_recovered_while_another_run_writes(
    tmp_path: Path, context: IngestContext, graph: Graph
) -> None:
    with writing_turn(graph):
        assert not recover(context).files
    assert ingest(context, [listing(tmp_path / "a")]).stored == 1


def test_no_contact_reaches_the_graph(tmp_path: Path, context: IngestContext, graph: Graph) -> None:
    ingest(context, [listing(tmp_path / "a", "电话13912345678清单.csv")])
    stored = repr(graph.read("MATCH (n) RETURN properties(n) AS p"))
    assert "示例大学" in stored
    for secret in ("13912345678", "13912345679", "abc12345"):
        assert secret not in stored


def test_one_source_names_one_file(tmp_path: Path, context: IngestContext) -> None:
    listing(tmp_path / "a")
    listing(tmp_path / "a", "乙.csv")
    with pytest.raises(OneSourceOneFile):
        ingest(context, [tmp_path / "a"], IngestOptions(source="甲"))
