"""Is the canonical export the same however a set of mixed files is read: any order, batches, kills, repetitions?"""

from __future__ import annotations

import json
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.connection import Graph
from graph.engine.address import Address
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from graph.raw import RawStore
from graph.schema import ensure_schema
from ingest.pipeline import IngestContext, IngestOptions, ingest
from tests.conftest import WIPE
from tests.ingest.killed import kill_a_run
from tests.ingest.reading import write_csv

pytestmark = [pytest.mark.store, pytest.mark.extra]

UNITS = [f"示例{name}" for name in ("大学", "医院", "中学", "书店", "银行", "社区卫生服务中心")]
ITEMS = ("会议室", "义诊", "口罩", "志愿者", "图书", "场地")
HEADER = ("提供单位", "资源名称", "数量", "所在区")
STORY = "2026年3月5日，{a}与{b}签订共建协议，{a}为社区老人提供{item}服务200余次。\n"


def rows(chance: random.Random) -> list[tuple[str, ...]]:
    """Some rows of a list."""
    return [
        (chance.choice(UNITS), chance.choice(ITEMS), f"{chance.randint(1, 90)}件", "南京市玄武区")
        for _ in range(chance.randint(3, 60))
    ]


def dated(folder: Path, day: int, chance: random.Random) -> Path:
    """One version of a list that has several."""
    title = (f"南京市玄武区资源清单（2026年3月{day}日）", "", "", "")
    return write_csv(folder / f"清单{day}.csv", [title, HEADER, *rows(chance)])


def workbook(folder: Path, chance: random.Random) -> Path:
    """Two sheets."""
    book = Workbook()
    for name in ("资源", "更多"):
        sheet = book.create_sheet(name)
        for row in (HEADER, *rows(chance)):
            sheet.append(row)
    del book["Sheet"]
    path = folder / "清单.xlsx"
    book.save(path)
    return path


def files(folder: Path, chance: random.Random) -> list[Path]:
    """Lists, things, prose and an archive."""
    made = [dated(folder, day, chance) for day in chance.sample(range(1, 28), 3)]
    made.append(workbook(folder, chance))
    lines = (json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) for row in rows(chance))
    (folder / "行.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = "\n".join(
        STORY.format(a=chance.choice(UNITS), b=chance.choice(UNITS), item=chance.choice(ITEMS))
        for _ in range(5)
    )
    (folder / "文章.txt").write_text(f"共建故事\n\n{told}", encoding="utf-8")
    inner = write_csv(folder / "内.csv", [HEADER, *rows(chance)])
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.write(inner, "里面/内部清单.csv")
    inner.unlink()
    return [*made, folder / "行.jsonl", folder / "文章.txt", folder / "包.zip"]


@pytest.mark.parametrize("seed", range(4))
def test_killed_reordered_rebatched_and_repeated_runs_end_alike(
    tmp_path: Path, graph: Graph, engine: Address, seed: int
) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "files"
    folder.mkdir()
    paths = files(folder, chance)
    ingest(IngestContext(graph, RawStore(tmp_path / "raw")), paths)
    expected = list(canonical(graph, PUBLIC))
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    raw = tmp_path / "other"
    kills = 0
    for _ in range(3):
        some = chance.sample(paths, chance.randint(1, len(paths)))
        kills += kill_a_run(engine, raw, chance.choice([1, 7, 500]), some, chance)
    context = IngestContext(graph, RawStore(raw))
    for batch in (chance.choice([1, 3, 10_000]), 500):
        report = ingest(context, chance.sample(paths, len(paths)), IngestOptions(batch=batch))
        assert {f.outcome for f in report.files} <= {"stored", "unchanged", "superseded"}, report
    assert kills and list(canonical(graph, PUBLIC)) == expected
