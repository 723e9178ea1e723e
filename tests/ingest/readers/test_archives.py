"""Are folders, patterns and archives read file by file, nothing dropped silently, and nothing led astray?"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.archives import Budget, unpack
from ingest.errors import BrokenFile, IngestError, TooBig
from ingest.files import Gathered, expand, gather
from ingest.readers.limits import Limits
from ingest.report import Report

LIST = "单位名称,资源名称\n示例大学,教室\n".encode()


def pack(path: Path, members: dict[str, bytes]) -> Path:
    """A ZIP archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def read(paths: Sequence[Path], limits: Limits | None = None) -> tuple[dict[str, bytes], Gathered]:
    """The files of a run by where they stand, and what else was found."""
    with gather(paths, limits or Limits()) as found:
        return {found.inside.get(p, p.name): p.read_bytes() for p in found.files}, found


def test_members_are_files_of_the_run_under_their_own_names(tmp_path: Path) -> None:
    path = pack(tmp_path / "包.zip", {"目录/清单.csv": LIST, "b.csv": LIST, "目录/": b""})
    with gather([path], Limits()) as found:
        assert [p.name for p in found.files] == ["b.csv", "清单.csv"]
        assert [found.inside[p] for p in found.files] == ["包.zip!/b.csv", "包.zip!/目录/清单.csv"]
        kept = found.files
    assert not any(p.exists() for p in kept)


def test_names_of_windows_archives_are_chinese(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"AABBCCDD.csv": LIST})
    renamed = "需求清单".encode("gb18030")
    assert len(renamed) == 8
    path.write_bytes(path.read_bytes().replace(b"AABBCCDD", renamed))
    assert list(read([path])[0]) == ["a.zip!/需求清单.csv"]


@pytest.mark.parametrize(
    "name", ["../outside.csv", "/outside.csv", "a/../../outside.csv", "..\\outside.csv", "C:\\x.csv"]
)
def test_a_member_that_leads_out_is_refused_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    path = pack(inside / "a.zip", {name: LIST, "good.csv": LIST})
    found, gathered = read([path])
    assert list(found) == ["a.zip!/good.csv"]
    assert [(r.outcome, r.problem) for r in gathered.passed] == [("failed", "unsafe-member")]
    assert sorted(p.name for p in tmp_path.rglob("*.csv")) == []


def test_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_bytes(LIST)
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "../secret.csv")
    with tarfile.open(tmp_path / "b.tar", "w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("link.csv")
            info.type, info.linkname = kind, "../secret.csv"
            tar.addfile(info)
    for name, number in (("a.zip", 1), ("b.tar", 4)):
        found, gathered = read([tmp_path / name])
        assert not found
        assert [r.problem for r in gathered.passed] == ["unsafe-member"] * number


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_tar_archives_are_read(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("a.tar" if mode == "w" else "a.tar.gz")
    with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]
        info = tarfile.TarInfo("./目录/清单.csv")
        info.size = len(LIST)
        tar.addfile(info, io.BytesIO(LIST))
    assert read([path])[0] == {f"{path.name}!/目录/清单.csv": LIST}


def test_a_header_of_a_tar_archive_that_says_it_is_long_is_damage(tmp_path: Path) -> None:
    header = tarfile.TarInfo("PaxHeaders/a")
    header.type, header.size = tarfile.XHDTYPE, 1_100_000
    path = tmp_path / "a.tar"
    path.write_bytes(header.tobuf(tarfile.USTAR_FORMAT) + bytes(1_200_000))
    files, found = read([path])
    assert files == {}
    assert [passed.problem for passed in found.passed] == ["broken-file"]


def test_a_compressed_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv.gz"
    path.write_bytes(gzip.compress(LIST))
    assert read([path])[0] == {"清单.csv.gz!/清单.csv": LIST}


def test_an_archive_in_an_archive_is_opened_once(tmp_path: Path) -> None:
    inner = pack(tmp_path / "3.zip", {"c.csv": LIST}).read_bytes()
    middle = pack(tmp_path / "2.zip", {"b.csv": LIST, "3.zip": inner}).read_bytes()
    outer = pack(tmp_path / "1.zip", {"a.csv": LIST, "2.zip": middle})
    found, _ = read([outer])
    assert set(found) == {"1.zip!/a.csv", "1.zip!/2.zip!/b.csv", "1.zip!/2.zip!/3.zip"}


def test_bombs_are_stopped(tmp_path: Path) -> None:
    pack(tmp_path / "bytes.zip", {"a.csv": b"0" * 20_100_000})
    pack(tmp_path / "many.zip", {f"{i}.csv": b"" for i in range(2_001)})
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(b"0" * 20_100_000))
    for name in ("bytes.zip", "many.zip", "c.csv.gz"):
        found, gathered = read([tmp_path / name])
        assert not found
        assert [(r.outcome, r.problem) for r in gathered.passed] == [("failed", "too-big")], name


def test_a_locked_member_and_a_damaged_archive_are_told(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.csv": LIST, "b.csv": LIST})
    whole = path.read_bytes()
    flags = whole.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00", 1)
    path.write_bytes(flags)
    found, gathered = read([path])
    assert list(found) == ["a.zip!/b.csv"]
    assert [r.problem for r in gathered.passed] == ["password-protected"]
    path.write_bytes(whole[:40] + b"\xff" * 10 + whole[50:])
    found, gathered = read([path])
    assert not found
    assert [r.problem for r in gathered.passed] == ["broken-file"]


def test_what_nobody_reads_is_told_and_locks_are_counted(tmp_path: Path) -> None:
    for name, content in {
        "a.csv": LIST,
        "子目录/b.csv": LIST,
        "图.png": b"\x89PNG\r\n\x1a\n" + bytes(20),
        "旧.wps": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "说明.log": b"plain words",
        "~$a.xlsx": b"x",
        ".git/config": b"x",
        "gongjian.toml": b"",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    found, gathered = read([tmp_path])
    assert sorted(found) == ["a.csv", "b.csv"]
    assert {r.path: r.outcome for r in gathered.passed} == dict.fromkeys(
        ("图.png", "旧.wps", "说明.log"), "skipped"
    )
    assert all(r.problem_zh and r.problem_en for r in gathered.passed)
    assert gathered.hidden == 2
    report = Report((*gathered.passed,), hidden=gathered.hidden)
    assert not report.failed


def test_a_wrong_ending_in_a_folder_is_read_by_content(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "数据.dat", "w") as archive:
        archive.writestr("清单.csv", LIST)
    assert read([tmp_path])[0] == {"数据.dat!/清单.csv": LIST}


def test_patterns_are_expanded_here(tmp_path: Path) -> None:
    for name in ("一/a.csv", "一/二/b.csv", "c.csv", "一/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(LIST)
    (tmp_path / "[1].csv").write_bytes(LIST)
    names = [p.name for p in expand([tmp_path / "**" / "*.csv"])]
    assert sorted(names) == ["[1].csv", "a.csv", "b.csv", "c.csv"]
    assert [p.name for p in expand([tmp_path / "[1].csv"])] == ["[1].csv"]
    assert expand([tmp_path / "*.nothing"]) == [tmp_path / "*.nothing"]
    assert len(expand([tmp_path / "c.csv", tmp_path, tmp_path / "c.csv"])) == 5


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".zip", ".tar", ".gz"]), st.booleans())
def test_property_damaged_archives_are_only_refused(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, ending: str, cut: bool
) -> None:
    folder = tmp_path_factory.mktemp("noise")
    path = pack(folder / f"a{ending}", {"a.csv": LIST})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(noise)] + noise[:40] + whole[len(noise) + 40 :] if cut else noise)
    try:
        for member in unpack(path, ending, folder, Budget(path.name, 100, Limits())):
            assert member.path is None or folder in member.path.parents
    except (BrokenFile, TooBig):
        return
    except IngestError as error:
        raise AssertionError(error) from error
