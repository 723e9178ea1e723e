"""Does a folder's manifest say which source a file is, under what licence and of which day; and is a wrong one refused?"""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.connection import Graph
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from graph.reading import SourceView, sources
from ingest.declared import Declared
from ingest.manifest import Manifests, ManifestWrong
from ingest.pipeline import IngestContext, IngestOptions, ingest
from tests.ingest.reading import write_csv

MANIFEST = """
[[source]]
files = "*.csv"
publisher = "示例街道"
licence = "CC BY 4.0"

[["来源"]]
"文件" = ["2026/**/*.csv"]
"名称" = "示例需求"
"许可" = "仅供内部使用"
"日期" = "2026年3月5日"
"使用条款" = "引用请注明来源，电话 13912345678"
"""
ROWS = [("提供单位", "资源名称"), ("示例大学", "会议室"), ("示例医院", "义诊")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two lists under a manifest."""
    made = tmp_path / "清单"
    (made / "2026/三月").mkdir(parents=True)
    (made / "gongjian.toml").write_text(MANIFEST, encoding="utf-8")
    write_csv(made / "甲.csv", ROWS)
    write_csv(made / "2026/三月/乙.csv", ROWS[:2])
    return made


def test_a_later_entry_wins_field_by_field(folder: Path) -> None:
    manifests = Manifests([folder])
    assert manifests.of(folder / "甲.csv") == ("", Declared(publisher="示例街道", licence="CC BY 4.0"))
    source, said = manifests.of(folder / "2026/三月/乙.csv")
    assert (source, said.licence, said.stated_on, said.publisher) == (
        "示例需求",
        "仅供内部使用",
        "2026-03-05",
        "示例街道",
    )
    assert Manifests([folder / "甲.csv"]).of(folder / "甲.csv")[1].licence == "CC BY 4.0"


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_the_example_of_the_readme_is_a_manifest(tmp_path: Path, readme: str) -> None:
    text = (Path(__file__).resolve().parents[2] / readme).read_text(encoding="utf-8")
    (tmp_path / "gongjian.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    folder = "需求" if readme == "README.md" else "needs"
    source, said = Manifests([tmp_path]).of(tmp_path / folder / "一.csv")
    assert source and said.publisher and said.terms
    assert (said.stated_on, said.licence) == ("2026-03-01", "CC BY 4.0")
    assert Manifests([tmp_path]).of(tmp_path / "一.csv") == ("", Declared())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[source]", "TOML"),
        ("[source]\nfiles = '*'", "[[source]]"),
        ("[[sources]]\nfiles = '*'", "sources"),
        ("[[source]]\nlicence = 'x'", "files"),
        ("[[source]]\nfiles = '*'\nlicense = 'x'\n'许可' = 'y'", "许可"),
        ("[[source]]\nfiles = '*'\nlizenz = 'x'", "lizenz"),
        ("[[source]]\nfiles = '../*'", "../*"),
        ("[[source]]\nfiles = '*'\nstated_on = '2026年'", "2026年"),
        ("[[source]]\nfiles = '*'\ntitle = 5", "title"),
        ("[[source]]\nfiles = 5", "files"),
    ],
)
def test_a_wrong_manifest_is_refused_with_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "gongjian.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestWrong) as refused:
        Manifests([tmp_path])
    assert told in refused.value.zh and told in refused.value.en


def of(graph: Graph) -> dict[str, SourceView]:
    return {s.name: s for s in sources(graph, PUBLIC)}


@pytest.mark.store
def test_what_is_declared_is_stored_shown_and_exported(folder: Path, context: IngestContext) -> None:
    assert {f.outcome for f in ingest(context, [folder]).files} == {"stored"}
    first, second = of(context.graph)["甲.csv"], of(context.graph)["乙.csv"]
    assert (first.publisher, first.licence, first.terms) == ("示例街道", "CC BY 4.0", "")
    assert (second.key, second.basis, second.stated_date, second.stated_basis) == (
        *("示例需求", "declared"),
        *("2026-03-05", "declared"),
    )
    assert "引用请注明来源" in second.terms and "13912345678" not in second.terms
    export = "\n".join(canonical(context.graph, PUBLIC))
    assert "仅供内部使用" in export and "引用请注明来源" in export


@pytest.mark.store
def test_what_is_declared_later_reads_again_and_stays(folder: Path, context: IngestContext) -> None:
    path = folder / "甲.csv"
    manifest = folder / "gongjian.toml"
    manifest.rename(folder / "aside")
    ingest(context, [path])
    (folder / "aside").rename(manifest)
    assert [f.outcome for f in ingest(context, [path]).files] == ["stored"]
    with_it = "\n".join(canonical(context.graph, PUBLIC))
    manifest.unlink()
    assert [f.outcome for f in ingest(context, [path]).files] == ["unchanged"]
    options = IngestOptions(said=Declared(terms="注明来源"))
    assert [f.outcome for f in ingest(context, [path], options).files] == ["stored"]
    found = of(context.graph)["甲.csv"]
    assert (found.licence, found.terms) == ("CC BY 4.0", "注明来源")
    assert with_it != "\n".join(canonical(context.graph, PUBLIC))
