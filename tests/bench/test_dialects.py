"""Does the generator of lists tell the truth about what it writes, and does the judge notice when it is missed?"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bench.dialects.amounts import chinese, full_width
from bench.dialects.generate import HALVES, generate
from bench.dialects.judge import Judge
from bench.dialects.seen import read
from bench.dialects.truth import PROPERTIES, Amount, Case, ColumnTruth, RowTruth, SheetCase, Thing
from bench.dialects.write import write
from graph.gazetteer import Gazetteer
from ingest.lists.lexicon import Lexicon
from ontology.model import Ontology

SEEDS = range(40)
ENCODINGS = {"csv": "utf-8-sig", "csv-gb18030": "gb18030"}


@pytest.fixture(scope="module")
def cases(gazetteer: Gazetteer) -> list[Case]:
    """Some of every half."""
    return [generate(seed, half, gazetteer) for half in HALVES for seed in SEEDS]


@pytest.fixture(scope="module")
def lexicon(ontology: Ontology, gazetteer: Gazetteer) -> Lexicon:
    """The reader's words."""
    return Lexicon(ontology, gazetteer)


def test_a_seed_always_makes_the_same_list(cases: list[Case], gazetteer: Gazetteer) -> None:
    for case in cases[::7]:
        assert generate(case.seed, case.half, gazetteer) == case
    assert cases[0] != cases[len(SEEDS)]


def test_the_truth_has_as_many_cells_as_the_file(cases: list[Case], tmp_path: Path) -> None:
    for case in cases:
        for sheet, rows in zip(case.sheets, _rows_of(case, write(case, tmp_path)), strict=True):
            truths = {t.number: t for t in sheet.truths if t.number}
            written = {n: sum(c != "" for c in cells) for n, cells in rows.items() if any(cells)}
            assert written == {n: len(t.fates) for n, t in truths.items() if t.fates}, (case.half, case.seed)


def test_what_a_row_is_said_to_hold_stands_in_it_or_around_it(cases: list[Case], tmp_path: Path) -> None:
    for case in cases:
        for sheet, rows in zip(case.sheets, _rows_of(case, write(case, tmp_path)), strict=True):
            whole = "\t".join([case.file, sheet.name, *(c for cells in rows.values() for c in cells)])
            for truth in sheet.truths:
                heads = "\t".join(c.header for c in sheet.columns)
                own = "\t".join((*rows.get(truth.number, ()), heads)) if truth.number else whole
                assert all(thing.item in own for thing in truth.things), (case.half, case.seed, truth)
                assert truth.party in whole, (case.half, case.seed, truth)


def test_headers_stand_in_the_header_rows(cases: list[Case]) -> None:
    for case in cases:
        for sheet in case.sheets:
            for column in sheet.columns:
                said = [
                    sheet.rows[n - 1][column.index]
                    for n in sheet.headers
                    if column.index < len(sheet.rows[n - 1])
                ]
                assert column.header.rpartition("/")[2] in [str(c) for c in said] or "/" in column.header


SHARED_NOWHERE = (
    *("headers", "group_headers", "titles", "sheets", "files", "headings", "kind_names", "meaningless"),
    *("goods", "spaces", "services", "people", "slots", "totals", "notes", "stems", "communities", "cities"),
)


@pytest.mark.parametrize("name", SHARED_NOWHERE)
@pytest.mark.parametrize(("one", "other"), list(combinations(HALVES, 2)))
def test_the_halves_share_no_wording(one: str, other: str, name: str) -> None:
    both = sorted(_said(one, name) & _said(other, name))
    assert both == []


def test_every_meaning_is_one_that_the_ontology_has(cases: list[Case], ontology: Ontology) -> None:
    for names in PROPERTIES.values():
        assert all(name in ontology.properties for name in names)
    assert {c.meaning for case in cases for s in case.sheets for c in s.columns} <= {*PROPERTIES, ""}


def test_telephone_numbers_are_plainly_made_up(cases: list[Case]) -> None:
    texts = [str(c) for case in cases for s in case.sheets for row in s.rows for c in row]
    numbers = [t for t in texts if re.fullmatch(r"1[3-9]\d{9}", t)]
    assert numbers and all(re.fullmatch(r"138(0000|1111)000\d", n) for n in numbers)


def test_every_oddity_occurs_in_every_half(gazetteer: Gazetteer) -> None:
    every = {o for seed in range(150) for o in generate(seed, "dev", gazetteer).oddities}
    assert {
        "two-level header",
        "three-level header",
        "form",
        "no header",
        "flags",
        "merged categories",
    } <= every
    assert {half: _missed(half, every, gazetteer) for half in HALVES} == {half: set() for half in HALVES}


def test_numbers_in_words() -> None:
    assert [chinese(n) for n in (2, 10, 12, 15, 20, 22, 30)] == [
        "两",
        "十",
        "十二",
        "十五",
        "二十",
        "二十二",
        "三十",
    ]
    assert full_width(120) == "１２０"


def test_the_judge_is_content_with_a_plain_list_and_misses_what_is_not_there(
    lexicon: Lexicon, tmp_path: Path
) -> None:
    case = _plain_case()
    seen = read(write(case, tmp_path), lexicon)
    judge = Judge(lexicon)
    judge.judge(case, seen)
    assert {
        n: judge.score.right[n] for n in ("items", "quantity value", "quantity and unit", "party", "role")
    } == dict.fromkeys(("items", "quantity value", "quantity and unit", "party", "role"), 2)
    assert judge.score.right["header mapping"] == judge.score.possible["header mapping"] == 3
    assert judge.score.right["cells balanced"] == judge.score.possible["cells balanced"] == 9
    wrong = _plain_case()
    wrong.sheets[0].truths[0].things = (Thing("会议室", "need", Amount(Decimal(9), "张")),)
    other = Judge(lexicon)
    other.judge(wrong, seen)
    for name in ("role", "quantity value", "quantity and unit"):
        assert other.score.right[name] == 1 and other.score.possible[name] == 2


def test_a_refused_file_counts_as_nothing_read(lexicon: Lexicon, tmp_path: Path) -> None:
    case = _plain_case()
    path = write(case, tmp_path)
    path.write_bytes(b"\x00\x01\x02")
    judge = Judge(lexicon)
    judge.judge(case, read(path, lexicon))
    assert judge.score.possible["items"] == 2 and judge.score.right["items"] == 0
    assert judge.score.right["files read"] == 0 and judge.score.right["fate of cells"] == 0


def test_a_table_without_header_is_to_be_refused(lexicon: Lexicon, tmp_path: Path) -> None:
    case = _plain_case()
    case.sheets[0] = replace(case.sheets[0], rows=case.sheets[0].rows[1:], headers=(), columns=())
    judge = Judge(lexicon)
    judge.judge(case, read(write(case, tmp_path), lexicon))
    assert judge.score.possible["headless to repair"] == 1 and judge.score.possible["items"] == 0


def _plain_case() -> Case:
    interpreted = frozenset({"interpreted"})
    rows = [
        ["单位名称", "资源名称", "数量"],
        ["甲示例公司", "会议室", "3间"],
        ["乙示例公司", "志愿者", "20名"],
    ]
    truths = [
        RowTruth(
            2,
            "data",
            "甲示例公司",
            "",
            (Thing("会议室", "offer", Amount(Decimal(3), "间")),),
            (interpreted,) * 3,
        ),
        RowTruth(
            3,
            "data",
            "乙示例公司",
            "",
            (Thing("志愿者", "offer", Amount(Decimal(20), "名")),),
            (interpreted,) * 3,
        ),
    ]
    columns = tuple(ColumnTruth(i, str(rows[0][i]), m) for i, m in enumerate(("party", "item", "quantity")))
    sheet = SheetCase("", [[*row] for row in rows], [], (1,), columns, truths)
    return Case(0, "dev", "资源清单.csv", "csv", "offers", [sheet], ())


def _missed(half: str, oddities: set[str], gazetteer: Gazetteer) -> set[str]:
    """Those that none of many lists of a half has."""
    left = set(oddities)
    for seed in range(1000):
        left -= {*generate(seed, half, gazetteer).oddities}
        if not left:
            break
    return left


def _said(half: str, name: str) -> set[str]:
    """The words of a part of a half: of things their names, else all ways to say what the part says."""
    part: dict[str, tuple[str, ...]] | tuple[str, ...] = getattr(HALVES[half], name)
    if not isinstance(part, dict) or name in {"goods", "spaces", "services", "people", "meaningless"}:
        return set(part)
    return {word for words in part.values() for word in words}


def _rows_of(case: Case, path: Path) -> Iterator[dict[int, tuple[str, ...]]]:
    """The cells of each sheet by row, read without the project's reader; a JSON line counts as a row under the header."""
    if case.format == "xlsx":
        book = load_workbook(path)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            yield {n: tuple("" if c is None else str(c) for c in row) for n, row in enumerate(rows, 1)}
    elif case.format == "jsonl":
        keys = tuple(c.header for c in case.sheets[0].columns)
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        yield {1: keys} | {n: tuple(str(v) for v in line.values()) for n, line in enumerate(lines, 2)}
    else:
        with path.open(encoding=ENCODINGS[case.format], newline="") as file:
            yield dict(enumerate(map(tuple, csv.reader(file)), 1))
