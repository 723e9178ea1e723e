"""Does a run store what stands in archives, under wrong endings and in tables of divisions, and say so?"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from ingest.pipeline import IngestContext, ingest
from tests.ingest.reading import write_csv

pytestmark = pytest.mark.store

ROWS = [
    ["单位名称", "资源名称", "所在区"],
    ["示例大学", "教室", "南京市玄武区"],
    ["示例医院", "体检", "南京市玄武区"],
]


def test_a_folder_of_anything_is_stored_and_told(
    tmp_path: Path, context: IngestContext, graph: Graph
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_csv(tmp_path / "资源清单.csv", ROWS)
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.write(tmp_path / "资源清单.csv", "目录/资源清单.csv")
    (folder / "需求.json").write_text(
        json.dumps(
            {
                "title": "示例街道需求清单",
                "data": [{"需求单位": "示例社区", "需求名称": "教室", "数量": "2间"}],
            }
        )
    )
    write_csv(folder / "共建.xls", [["单位名称", "资源名称"], ["示例小学", "操场"], ["示例银行", "讲座"]])
    write_csv(folder / "areas.csv", [["code", "name"], ["320102", "玄武区"], ["320104", "秦淮区"]])
    (folder / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9))
    report = ingest(context, [folder])
    told = {f.path or f.file: f for f in report.files}
    assert {name: f.outcome for name, f in told.items()} == {
        "areas.csv": "stored",
        "共建.xls": "stored",
        "包.zip!/目录/资源清单.csv": "stored",
        "需求.json": "stored",
        "图.png": "skipped",
    }
    assert told["包.zip!/目录/资源清单.csv"].source == "资源清单.csv"
    assert "xls" in told["共建.xls"].notes[0].zh
    assert "行政区划" in told["areas.csv"].notes[0].zh
    assert told["areas.csv"].records == {"place": 2}
    assert not report.failed
    assert all(f.balance.accounted == f.balance.counted for f in report.files)
    assert context.raw.has(graph.read("MATCH (s:Source {key: '资源清单.csv'}) RETURN s.content AS c")[0]["c"])
    before = list(canonical(graph, PUBLIC))
    assert {f.outcome for f in ingest(context, [folder]).files} == {"unchanged", "skipped"}
    assert list(canonical(graph, PUBLIC)) == before
