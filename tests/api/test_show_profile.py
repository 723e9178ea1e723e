"""Do lists of what waits for a person say what to do next, in both languages, and what a dry run came to?"""

from __future__ import annotations

import pytest

from api.cli import show, show_profile
from api.cli.show_freshness import freshness
from graph.reading import RepairGroup
from ingest.report import FileReport, Report
from ingest.unknown import UnknownColumn
from search.answer import Freshness

GROUP = RepairGroup("amount-not-read", "拟供数", "看情况", 2, 2, "f1", "读不出数量", "no amount", "")


def test_groups_of_repairs_say_how_all_of_one_are_settled(capsys: pytest.CaptureFixture[str]) -> None:
    show_profile.groups([GROUP])
    said = capsys.readouterr().out.replace("\n", " ")
    assert "读不出数量" in said and "no amount" in said
    assert "gongjian repair fix" in said and "--everywhere" in said
    show_profile.groups([])
    assert "没有待修复" in capsys.readouterr().out


def test_unknown_columns_lead_to_profiles(capsys: pytest.CaptureFixture[str]) -> None:
    show_profile.unknown([UnknownColumn("归口", 7, 2, ("卫健科",), ())])
    said = capsys.readouterr().out.replace("\n", " ")
    assert "gongjian profile write" in said and "gongjian profile confirm" in said
    show_profile.unknown([])
    assert "没有读不懂的列名" in capsys.readouterr().out


def test_what_is_read_again_is_told_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    file = {"source": "甲", "outcome": "stored", "repairs": 0, "problem_zh": ""}
    show_profile.entered({"events": [1], "files": [file], "absent": []})
    assert "甲：已读入 stored" in capsys.readouterr().out


def test_a_dry_run_tells_which_source_a_file_would_be(capsys: pytest.CaptureFixture[str]) -> None:
    files = (FileReport("甲.csv", "would-store", "甲资源清单", "found", "2026-03-05", 12),)
    show.ingest_report(Report(files))
    said = capsys.readouterr().out.replace("\n", " ")
    assert "新来源 new 来源 source：甲资源清单" in said and "2026-03-05" in said and "12" in said


def test_dates_say_what_they_rest_on_and_that_there_are_none() -> None:
    said = Freshness("2026-03-01", "2026-06-30", True, "2026-03-05", "2026-05-01")
    assert freshness(said, "name", expired=said.expired) == (
        "2026-03-01 写明 stated（文件名 file name） · 2026-05-01 核实 confirmed · 自 2026-03-05 起 valid from"
        " · 有效至 2026-06-30 valid until（已过期 no longer valid）"
    )
    assert freshness(Freshness("", "", False)) == "没有写明日期 no date stated"
