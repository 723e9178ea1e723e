"""Does a new version say what it changed? Rows added, changed, gone; what only moved is not changed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from graph.changes import Changes, Numbers
from graph.export.canonical import canonical
from graph.notices import notices
from graph.principal import PUBLIC
from graph.reading import repairs
from ingest.fixing import Said, fix, take_back
from ingest.pipeline import IngestContext, IngestOptions, ingest
from tests.ingest.reading import write_csv

pytestmark = pytest.mark.store

HEADER = ("序号", "提供单位", "资源名称", "数量", "所在区", "备注")
UNITS = ("示例大学", "示例医院", "示例中学", "示例银行", "示例书店", "示例幼儿园")
ROWS = [(unit, "会议室", f"{n}间", "南京市玄武区", "免费") for n, unit in enumerate(UNITS, 1)]
Row = tuple[str, ...]


def version(folder: Path, day: str, rows: Sequence[Row]) -> Path:
    """A version of one list, of that day."""
    folder.mkdir(exist_ok=True)
    numbered = [(str(n), *row) for n, row in enumerate(rows, 1)]
    title = (f"南京市玄武区资源清单（2026年3月{day}日）", *[""] * 5)
    return write_csv(folder / f"{day}.csv", [title, HEADER, *numbered])


def stored(context: IngestContext, path: Path, **options: object) -> Changes | None:
    """Read it; what it changed."""
    (file,) = ingest(context, [path], IngestOptions(**options)).files  # type: ignore[arg-type]
    assert file.outcome == "stored", file
    return file.changes


def test_a_first_version_changes_nothing_and_is_noticed(tmp_path: Path, context: IngestContext) -> None:
    assert stored(context, version(tmp_path / "a", "1", ROWS)) is None
    assert [(n.what, n.file) for n in notices(context.graph, PUBLIC)] == [("new", "1.csv")]


@pytest.mark.parametrize("batch", [1, 500])
def test_rows_added_changed_and_gone_are_told_with_both_places(
    tmp_path: Path, context: IngestContext, batch: int
) -> None:
    stored(context, version(tmp_path / "a", "1", ROWS))
    more = ("示例文化馆", "会议室", "9间", "南京市玄武区", "免费")
    other = ("示例银行", "会议室", "40间", "南京市玄武区", "免费")
    rows = [ROWS[0], more, *ROWS[1:3], other, ROWS[5]]
    path = version(tmp_path / "a", "2", rows)
    before = list(canonical(context.graph, PUBLIC))
    (foreseen,) = ingest(context, [path], IngestOptions(batch=batch, dry_run=True)).files
    assert foreseen.outcome == "would-store" and list(canonical(context.graph, PUBLIC)) == before
    found = stored(context, path, batch=batch)
    assert found is not None and found == foreseen.changes
    assert found.rows == Numbers(added=1, changed=1, gone=1)
    assert found.records == Numbers(added=2, changed=1, gone=2)
    told = {e.what: e for e in found.examples}
    assert (told["added"].before, told["gone"].after) == (None, None)
    changed = told["changed"]
    assert changed.before and changed.after and told["gone"].before and told["added"].after
    assert ("4间" in changed.before.text, changed.before.row) == (True, 6)
    assert ("40间" in changed.after.text, changed.after.row) == (True, 7)
    assert "示例书店" in told["gone"].before.text and "示例文化馆" in told["added"].after.text
    (_, last) = notices(context.graph, PUBLIC)
    assert (last.what, last.changes) == ("changed", found)
    assert notices(context.graph, PUBLIC, after=last.sequence) == []


def test_a_refusal_is_foreseen_with_its_reason(tmp_path: Path, context: IngestContext) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    first, other = (
        write_csv(tmp_path / name / "清单.csv", [HEADER, *((str(n), *row) for n, row in enumerate(rows))])
        for name, rows in (("a", ROWS), ("b", ROWS[2:]))
    )
    stored(context, first)
    (foreseen,) = ingest(context, [other], IngestOptions(dry_run=True)).files
    (refused,) = ingest(context, [other]).files
    assert refused.outcome == "refused" and "--replace" in refused.problem_zh
    assert replace(foreseen, changes=None) == refused
    assert foreseen.changes is not None and foreseen.changes.rows.gone == 2


def test_rows_that_moved_are_not_changed(tmp_path: Path, context: IngestContext) -> None:
    stored(context, version(tmp_path / "a", "1", ROWS))
    moved = random.Random(7).sample(ROWS, len(ROWS))
    assert stored(context, version(tmp_path / "a", "2", moved)) == Changes()


def test_examples_are_masked(tmp_path: Path, context: IngestContext) -> None:
    stored(context, version(tmp_path / "a", "1", ROWS))
    rows = [*ROWS[:5], (*ROWS[5][:4], "电话 13912345678")]
    found = stored(context, version(tmp_path / "a", "2", rows))
    assert found is not None and found.rows == Numbers(changed=1)
    assert "13912345678" not in str(found) and "电话" in str(found.examples)


def test_a_corrected_key_cell_is_a_changed_row_of_other_records(
    tmp_path: Path, context: IngestContext
) -> None:
    stored(context, version(tmp_path / "a", "1", ROWS))
    rows = [*ROWS[:5], ("示例幼儿园", "大会议室", *ROWS[5][2:])]
    found = stored(context, version(tmp_path / "a", "2", rows))
    assert found is not None
    assert (found.rows, found.records) == (Numbers(changed=1), Numbers(added=1, gone=1))


def test_a_reading_that_comes_back_tells_its_own_changes(tmp_path: Path, context: IngestContext) -> None:
    """A fix and its undoing: the version is read as it was before, and what it brought then is not new now."""
    stored(context, version(tmp_path / "a", "1", ROWS))
    rows = [*ROWS[:4], (*ROWS[4][:2], "9间", *ROWS[4][3:]), (*ROWS[5][:3], "示例市不在区", "免费")]
    stored(context, version(tmp_path / "a", "2", rows))
    (waiting,) = repairs(context.graph, PUBLIC).items
    done = fix(context, waiting.id, Said(value="南京市秦淮区"))
    take_back(context, done.entered.events[0], ("repair",))
    fixed, undone = (n.changes for n in notices(context.graph, PUBLIC) if n.what == "reread")
    assert fixed is not None and undone is not None
    assert fixed.rows == undone.rows == Numbers()
    assert fixed.records.added > 0 < fixed.records.gone
    assert undone.records == Numbers(fixed.records.gone, fixed.records.changed, fixed.records.added)


def test_rows_are_shown_in_notices_only_while_their_source_is_read_alike(
    tmp_path: Path, context: IngestContext
) -> None:
    """What another reader would mask (a vocabulary or a person's profile restricts a column) is not shown any more."""
    stored(context, version(tmp_path / "a", "1", ROWS))
    rows = [*ROWS[:5], (*ROWS[5][:4], "青松三号")]
    assert "青松三号" in str(stored(context, version(tmp_path / "a", "2", rows)))
    context.graph.write("MATCH (n:Source|Notice) SET n.reader = 'another'")
    (again,) = ingest(context, [version(tmp_path / "a", "2", rows)]).files
    assert again.outcome == "stored" and again.changes is not None and again.changes.examples == ()
    (_, second, *_) = notices(context.graph, PUBLIC)
    assert second.changes == Changes(Numbers(changed=1), Numbers(changed=1))
    assert "青松三号" not in str(context.graph.read("MATCH (n:Notice) RETURN properties(n) AS n"))
