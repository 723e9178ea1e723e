"""Do the questions of the demo get their answers from the sample articles, and does the report show their sentences?"""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli import console, show
from api.cli.service import QUESTIONS
from api.service import Service
from graph.principal import PUBLIC
from ingest.report import FileReport, Report, SentenceBalance
from search.ask import ask
from tests.api.conftest import SAMPLES


@pytest.mark.store
def test_the_questions_of_the_demo_are_answered_from_the_articles(service: Service) -> None:
    counted, founded, method = (ask(service.search, PUBLIC, text, 5) for text in QUESTIONS)
    assert counted.verdict == "counted" and counted.named == ()
    assert [c.value for c in counted.counted] == ["23"]
    assert {n.reference.name for n in founded.named} >= {"示例学院"}
    assert "“晨铃问安”工作法" in [n.reference.name for n in method.named]
    titles = [p.title for a in (founded, method) for n in a.named for p in n.evidence]
    assert titles and all("示例文章" in title for title in titles)


def test_a_file_of_prose_is_reported_by_its_sentences() -> None:
    balance = SentenceBalance(counted=9, facts=4, none=3, not_understood=2, furniture=21)
    article = FileReport("a.txt", "stored", rows=5, records={"party": 2}, sentences=balance)
    with console.out.capture() as captured:
        show.ingest_report(Report((article,)))
    shown = captured.get()
    assert (
        "句子 sentences 9 = 有事实 facts 4 + 无事实 none 3 + 没读懂 not understood 2，页面杂项 furniture 21 字"
        in shown
    )
    assert "单元格" not in shown


def test_the_samples_hold_lists_and_articles() -> None:
    suffixes = {Path(name).suffix for name in map(str, SAMPLES.iterdir())}
    assert {".xlsx", ".csv", ".jsonl", ".txt", ".md", ".html"} <= suffixes
