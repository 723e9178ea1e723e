"""Is it said when a source was stated, what that rests on, until when it holds, and when it was confirmed?"""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from graph.connection import Graph
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from graph.reading import EntityView, SourceView, entity, evidence, sources
from ingest.freshness import modified_on
from ingest.lists.lexicon import Lexicon
from ingest.pipeline import IngestContext, IngestOptions, ingest
from tests.ingest.reading import write_csv

HEADER = ("提供单位", "资源名称", "数量")
ROWS = [("示例大学", "会议室", "3间"), ("示例医院", "义诊", "2场")]


def read(context: IngestContext, path: Path, source: str | None = None) -> SourceView:
    """The source that a file became."""
    (file,) = ingest(context, [path], IngestOptions(source=source)).files
    assert file.outcome == "stored", file
    return next(s for s in sources(context.graph, PUBLIC) if s.key == file.source)


def titled(path: Path, title: str, *columns: tuple[str, ...]) -> Path:
    """A list under a title; further columns with their values."""
    header = (*HEADER, *(c[0] for c in columns))
    rows = [(*row, *(c[n] for c in columns)) for n, row in enumerate(ROWS, 1)]
    return write_csv(path, [(title, *[""] * (len(header) - 1)), header, *rows])


def offers(graph: Graph) -> dict[str, EntityView]:
    """What is offered, by its wording."""
    found = {}
    for row in graph.read("MATCH (o:Resource) RETURN o.id AS id, o.name AS name"):
        view = entity(graph, PUBLIC, row["id"])
        assert isinstance(view, EntityView)
        found[row["name"]] = view
    return found


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("资源清单（有效期至2027年12月31日）", [("validUntil", "2027-12-31")]),
        (
            "资源清单，有效期：2026年1月1日至2026年6月30日",
            [("validFrom", "2026-01-01"), ("validUntil", "2026-06-30")],
        ),
        ("2026年度资源清单", [("validFrom", "2026-01-01"), ("validUntil", "2026-12-31")]),
        ("资源清单（2026年3月1日）", []),
        ("截至2026年3月1日的资源清单", []),
    ],
)
def test_a_title_says_from_when_until_when(
    lexicon: Lexicon, title: str, expected: list[tuple[str, str]]
) -> None:
    found = list(lexicon.validity.read(title))
    assert [(d.property, d.value) for d in found] == expected
    assert all(d.original == title[d.start : d.end] for d in found)


@pytest.mark.store
def test_validity_of_the_title_holds_for_rows_without_their_own(
    tmp_path: Path, context: IngestContext
) -> None:
    title = "南京市玄武区资源清单（2026年3月1日，有效期至2027年12月31日）"
    own = ("有效期至", "2026-09-30", "")
    confirmed = ("核实日期", "2026-04-02", "2026-05-01")
    source = read(context, titled(tmp_path / "a.csv", title, own, confirmed))
    assert (source.stated_date, source.stated_basis) == ("2026-03-01", "title")
    found = offers(context.graph)
    assert {name: v.valid_until for name, v in found.items()} == {
        "会议室": "2026-09-30",
        "义诊": "2027-12-31",
    }
    assert {name: v.confirmed_on for name, v in found.items()} == {
        "会议室": "2026-04-02",
        "义诊": "2026-05-01",
    }
    quotes = evidence(context.graph, PUBLIC, found["义诊"].id)
    (until,) = [e for e in quotes if e.property == "validUntil"]
    assert (until.kind, until.quote) == ("title", "2027年12月31日")
    assert until.source.stated_basis == "title"


@pytest.mark.store
def test_a_later_source_that_says_the_same_confirms_it(tmp_path: Path, context: IngestContext) -> None:
    read(context, titled(tmp_path / "a.csv", "南京市玄武区资源清单（2026年3月1日）"), "甲")
    (before,) = [v.confirmed_on for n, v in offers(context.graph).items() if n == "会议室"]
    assert before == ""
    read(context, titled(tmp_path / "b.csv", "南京市玄武区资源清单（2026年5月1日）"), "乙")
    names = context.graph.read("MATCH (p:University) RETURN p.id AS id")
    university = entity(context.graph, PUBLIC, names[0]["id"])
    assert isinstance(university, EntityView)
    assert (university.stated_on, university.confirmed_on) == ("2026-05-01", "2026-05-01")


def workbook(path: Path) -> Path:
    """A list that states no date; its properties do."""
    from datetime import datetime

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("资源清单", "", ""), HEADER, *ROWS):
        sheet.append(row)
    book.properties.modified = datetime(2026, 2, 3, 20, 0)
    book.save(path)
    return path


def test_properties_of_office_documents_tell_a_day_in_china(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("正文")
    document.core_properties.modified = __import__("datetime").datetime(2026, 2, 3, 20, 0)
    document.save(str(tmp_path / "a.docx"))
    (tmp_path / "b.xlsx").write_bytes(b"PK broken")
    (tmp_path / "c.csv").write_text("a,b", encoding="utf-8")
    assert modified_on(tmp_path / "a.docx") == "2026-02-04"
    assert [modified_on(tmp_path / n) for n in ("b.xlsx", "c.csv")] == ["", ""]


@pytest.mark.store
def test_a_list_without_dates_shows_its_documents_and_says_so(tmp_path: Path, context: IngestContext) -> None:
    path = workbook(tmp_path / "清单.xlsx")
    day = modified_on(path)
    source = read(context, path)
    assert day and (source.stated_date, source.stated_basis) == (day, "properties")
    assert {v.stated_on for v in offers(context.graph).values()} == {""}  # it decides nothing
    (any_offer, *_) = offers(context.graph).values()
    assert {e.source.stated_basis for e in evidence(context.graph, PUBLIC, any_offer.id)} == {"properties"}
    assert day in "\n".join(canonical(context.graph, PUBLIC))
