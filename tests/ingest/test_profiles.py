"""Do confirmed profiles hold for all lists that look alike, those already read included, and leave no trace when revoked?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.desk.log import append
from graph.desk.profiles import ConfirmedProfile, header_id, profile_of
from graph.export.canonical import NotSettled
from graph.principal import PUBLIC
from ingest.fixing import take_back
from ingest.guidance import Guidance
from ingest.lists.lexicon import Lexicon
from ingest.pipeline import IngestContext, IngestOptions, ingest, recover
from ingest.prepare import prepare
from ingest.profile_confirming import OtherLists, confirmations, new_synonyms
from ingest.profile_file import ColumnSaid, ListSaid, ProfileNotValid, read_profile, write_profile
from ingest.profile_trial import tried
from ingest.profiles import looked_at, said, shown
from ingest.rereading import BEGIN, Entered, enter
from ingest.tools import tools_of
from ingest.unknown import unknown_columns
from tests.ingest.reading import Reading, read_file, write_csv

HEADER = ("提供单位", "资源名称", "数量", "众受", "所在区", "联系人")
ROWS = [
    ("示例大学", "会议室", "3", "用途甲", "玄武区", "张三"),
    ("示例医院", "义诊", "2", "用途乙", "玄武区", "李四"),
    ("示例银行", "讲座", "5", "用途丙", "鼓楼区", "王五"),
]
MEANS = {"众受": "remark"}
PROFILES = ("profile", "synonym")


def listing(folder: Path, name: str = "甲资源清单.csv", rows: Sequence[Sequence[str]] = ROWS) -> Path:
    folder.mkdir(exist_ok=True)
    return write_csv(folder / name, [HEADER, *rows])


def edited(lists: Sequence[ListSaid], means: dict[str, str] | None = None) -> list[ListSaid]:
    """The lists with other meanings of some columns."""
    new = MEANS if means is None else means
    return [
        ListSaid(
            one.signature,
            one.sheet,
            tuple(ColumnSaid(c.wording, new.get(c.wording, c.means), c.unit) for c in one.columns),
            one.role,
        )
        for one in lists
    ]


def read_under(path: Path, lexicon: Lexicon, profile: ConfirmedProfile) -> Reading:
    return read_file(path, lexicon.under(Guidance({profile.header: profile})))


def test_confirming_what_the_reader_thinks_changes_nothing_that_is_read(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    samples = Path(__file__).resolve().parents[2] / "samples"
    paths = [listing(tmp_path), *(p for p in sorted(samples.rglob("*")) if p.suffix in {".csv", ".jsonl"})]
    assert len(paths) > 2
    for path in paths:
        one = prepare(path, "0" * 64, IngestOptions(), lexicon)
        for entry in confirmations(one, said(one, lexicon), lexicon):
            plain, then = read_file(path, lexicon), read_under(path, lexicon, profile_of(entry.data))
            assert then.records == plain.records, path.name
            assert then.repairs == plain.repairs, path.name
            assert then.balance == plain.balance, path.name


def test_a_profile_is_shown_written_down_read_back_and_tried(tmp_path: Path, lexicon: Lexicon) -> None:
    one = prepare(listing(tmp_path), "0" * 64, IngestOptions(), lexicon)
    (found,) = shown(one, PUBLIC, lexicon).lists
    columns = {c.wording: c for c in found.columns}
    assert (found.party, found.items, found.role) == ("提供单位", ("资源名称",), "offer")
    assert columns["众受"].property == "kept"
    assert columns["众受"].suggestions[0].property == "eligibility"
    assert all(set(value) == {"*"} for value in columns["联系人"].values)
    lists = said(one, lexicon)
    assert read_profile(write_profile(lists), lexicon) == tuple(lists)
    trial = tried(one, edited(lists), lexicon)
    (changed,) = [c for c in trial.columns if c.before != c.after]
    assert (changed.wording, changed.before.kept, changed.after.interpreted) == ("众受", 3, 3)
    assert trial.before.counted == trial.after.counted
    with pytest.raises(OtherLists):
        confirmations(one, [ListSaid("0" * 16, "", lists[0].columns)], lexicon)
    with pytest.raises(OtherLists):
        confirmations(one, [ListSaid(lists[0].signature, "", (ColumnSaid("别的", "kept"),))], lexicon)


def test_contacts_stay_masked_whatever_a_profile_says_short_of_another_property(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    path = listing(tmp_path)
    one = prepare(path, "0" * 64, IngestOptions(), lexicon)
    for means in ("kept", "ignore"):
        (entry,) = confirmations(one, edited(said(one, lexicon), {"联系人": means}), lexicon)
        assert "张三" not in read_under(path, lexicon, profile_of(entry.data)).everything()


def test_a_column_is_ignored_and_bare_numbers_get_their_unit(tmp_path: Path, lexicon: Lexicon) -> None:
    path = listing(tmp_path)
    one = prepare(path, "0" * 64, IngestOptions(), lexicon)
    lists = edited(said(one, lexicon), {"众受": "ignore"})
    columns = [ColumnSaid(c.wording, c.means, "间" if c.wording == "数量" else "") for c in lists[0].columns]
    text = write_profile([ListSaid(lists[0].signature, "", tuple(columns))])
    (entry,) = confirmations(one, read_profile(text, lexicon), lexicon)
    found = read_under(path, lexicon, profile_of(entry.data))
    assert found.balance.kept == 0
    units = {s.unit for r in found.of("offer") for s in r.statements if s.property == "quantity"}
    assert units == {"间"}


BAD = {
    "no TOML": ("[[list", "TOML"),
    "nothing": ("", "list"),
    "no signature": ('[[list]]\nsignature = "x"\n', "signature"),
    "no such property": (
        '[[list]]\nsignature = "0123456789abcdef"\n\n[[list.column]]\nwording = "甲"\nmeans = "quantty"\n',
        "quantity",
    ),
    "no such unit": (
        '[[list]]\nsignature = "0123456789abcdef"\n[[list.column]]\nwording = "甲"\nmeans = "quantity"\nunit = "光年年"\n',
        "光年年",
    ),
    "no such role": (
        '[[list]]\nsignature = "0123456789abcdef"\nrole = "x"\n[[list.column]]\nwording = "甲"\nmeans = "kept"\n',
        "offer",
    ),
    "an unknown key": ('[[list]]\nsignatur = "0123456789abcdef"\n', "signature"),
    "a number": ("[[list]]\nsignature = 5\n", "signature"),
    "no columns": ('[[list]]\nsignature = "0123456789abcdef"\n', "columns"),
}


@pytest.mark.parametrize("text, named", BAD.values(), ids=BAD)
def test_a_wrong_profile_is_refused_with_its_line_and_what_is_allowed(
    text: str, named: str, lexicon: Lexicon
) -> None:
    with pytest.raises(ProfileNotValid) as found:
        read_profile(text, lexicon)
    assert named in found.value.zh + found.value.en
    assert int(str(found.value.where["line"])) >= 1


def confirm(context: IngestContext, path: Path, *, synonyms: bool = False) -> Entered:
    """Confirm the edited profile of a file."""
    with looked_at(context, str(path)) as (one, tools):
        lists = edited(said(one, tools.lists))
        named = new_synonyms(one, lists, tools.lists) if synonyms else []
        entries = [*([] if synonyms else confirmations(one, lists, tools.lists)), *named]
    return enter(context, lambda _tx: entries)


@pytest.mark.store
def test_confirmed_before_or_after_and_revoked(
    tmp_path: Path, context: IngestContext, graph: Graph, export: Callable[[], str]
) -> None:
    first = listing(tmp_path / "a")
    other = listing(tmp_path / "a", "乙资源清单.csv", ROWS[:2])
    ingest(context, [first, other])
    never = export()
    done = confirm(context, first)
    assert sorted(f.outcome for f in done.files) == ["stored", "stored"]
    after = export()
    assert after != never and "lists-" in after
    take_back(context, done.events[0], PROFILES)
    assert export() == never
    confirm(context, first)
    third = listing(tmp_path / "a", "丙资源清单.csv", ROWS[1:])
    ingest(context, [third])
    assert [c.wording for c in unknown_columns(graph, PUBLIC, tools_of(context).lists)] == []
    with looked_at(context, "丙资源清单.csv") as (one, tools):
        assert shown(one, PUBLIC, tools.lists).lists[0].confirmed
    assert [f.outcome for f in ingest(context, [first]).files] == ["unchanged"]


@pytest.mark.store
def test_killed_between_the_event_and_the_reading_the_next_run_goes_on(
    tmp_path: Path, context: IngestContext, graph: Graph, export: Callable[[], str]
) -> None:
    path = listing(tmp_path / "a")
    ingest(context, [path])
    confirm(context, path)
    whole = export()
    take_back(context, 1, PROFILES)
    with looked_at(context, str(path)) as (one, tools):
        (entry,) = confirmations(one, edited(said(one, tools.lists)), tools.lists)
    graph.transaction(lambda tx: (append(tx, entry), tx.run(BEGIN)))
    with pytest.raises(NotSettled):
        export()
    recover(context)
    assert export() == whole


@pytest.mark.store
def test_unknown_names_become_synonyms_in_all_lists(
    tmp_path: Path, context: IngestContext, graph: Graph, export: Callable[[], str]
) -> None:
    first = listing(tmp_path / "a")
    shorter = write_csv(tmp_path / "a" / "短资源清单.csv", [HEADER[:4], *(r[:4] for r in ROWS)])
    ingest(context, [first, shorter])
    never = export()
    (found,) = unknown_columns(graph, PUBLIC, tools_of(context).lists)
    assert (found.wording, found.cells, found.sources) == ("众受", 6, 2)
    assert found.suggestions[0].property == "eligibility"
    done = confirm(context, first, synonyms=True)
    assert len(done.files) == 2
    assert unknown_columns(graph, PUBLIC, tools_of(context).lists) == []
    take_back(context, done.events[0], PROFILES)
    assert export() == never
    assert header_id("0" * 16) == "h" + "0" * 16


def test_who_signed_a_list_is_no_value_of_its_columns(tmp_path: Path, lexicon: Lexicon) -> None:
    signed = ("填表人：赵某", "", "", "审核人：钱某", "", "日期：2026年3月1日")
    one = prepare(listing(tmp_path, rows=[*ROWS[:1], signed]), "0" * 64, IngestOptions(), lexicon)
    seen = str((shown(one, PUBLIC, lexicon), write_profile(said(one, lexicon))))
    assert "会议室" in seen and "用途甲" in seen
    assert not any(text in seen for text in ("赵某", "钱某", "日期：2026"))
