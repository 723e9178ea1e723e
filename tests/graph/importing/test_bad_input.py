"""What happens with a file that is not as it was exported? Nothing is written, or what was changed is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TextIO

import pytest

from graph.connection import Graph
from graph.export import nquads as nq
from graph.export.canonical import canonical
from graph.export.full import full
from graph.export.serialise import serialise
from graph.export.terms import STORE
from graph.importing import import_export, spool
from graph.importing.errors import (
    LineNotReadable,
    NotAnExport,
    OtherVersions,
    RestrictedValue,
    SpoolFailed,
    StoreNotEmpty,
    ThingNotComplete,
    UnknownTerm,
)
from graph.importing.files import export_lines
from graph.principal import PUBLIC
from ontology.errors import GongjianError
from tests.conftest import WIPE
from tests.graph.export.world import Row, listing, read_in

pytestmark = pytest.mark.store

NORTH = listing(
    "北片资源清单", [Row("梧桐里幼儿园", "操场", "1", "330102", "电话 13800000000")], "2024-03-01"
)
HELD = "MATCH (n) WHERE n:Source OR n:Record OR n:Passage OR n:Event OR n:Import RETURN count(n) AS n"


@pytest.fixture
def lines(graph: Graph) -> list[str]:
    """The canonical export of one small list; the store is empty again."""
    read_in(graph, NORTH)
    found = list(canonical(graph, PUBLIC))
    graph.commit_in_batches(WIPE)
    return found


def refused(graph: Graph, lines: list[str], error: type[GongjianError]) -> str:
    """The English message of the refusal; the store is as empty as before."""
    with pytest.raises(error) as raised:
        import_export(graph, lines, name="a.nq")
    assert graph.read(HELD)[0]["n"] == 0
    assert "a.nq" in raised.value.en and "a.nq" in raised.value.zh
    return raised.value.en


def changed(lines: list[str], old: str, new: str) -> list[str]:
    made = [line.replace(old, new) for line in lines]
    assert made != lines
    return made


def test_something_else_is_no_export(graph: Graph) -> None:
    assert "versions are missing" in refused(graph, [], NotAnExport)
    plain = '<urn:gongjian:id:x> <http://purl.org/dc/terms/title> "x" .'
    refused(graph, [plain], NotAnExport)
    assert "line 1" in refused(graph, ["单位,资源"], LineNotReadable)


def test_a_line_that_is_cut_is_named(graph: Graph, lines: list[str]) -> None:
    assert f"line {len(lines)}:" in refused(graph, [*lines[:-1], lines[-1][:40]], LineNotReadable)


def test_a_file_that_is_cut_at_its_end_lacks_its_versions(graph: Graph, lines: list[str]) -> None:
    refused(graph, lines[: len(lines) // 2], NotAnExport)


def test_an_unknown_term_is_named_with_its_line(graph: Graph, lines: list[str]) -> None:
    message = refused(graph, changed(lines, "ontology:quantity>", "ontology:howMany>"), UnknownTerm)
    assert "ontology:howMany" in message and "line " in message
    refused(
        graph,
        changed(lines, "<urn:gongjian:ontology:Resource>", "<urn:gongjian:ontology:Gadget>"),
        UnknownTerm,
    )
    refused(graph, changed(lines, "purl.org/dc/terms/title", "example.org/title"), UnknownTerm)


def test_an_open_phone_number_is_refused(graph: Graph, lines: list[str]) -> None:
    refused(graph, changed(lines, "*" * 11, "13800000000"), RestrictedValue)


def test_another_form_of_export_or_key_is_refused(graph: Graph, lines: list[str]) -> None:
    for name in ("exportVersion", "keyVersion"):
        other = [f'{line.rsplit(" ", 2)[0]} "99" .' if f"{STORE}{name}>" in line else line for line in lines]
        assert name in refused(graph, other, OtherVersions)


def test_what_belongs_together_must_be_there(graph: Graph, lines: list[str]) -> None:
    record = NORTH.offer("操场")
    for part in (f"<urn:gongjian:record:{record}> ", f"<urn:gongjian:id:{NORTH.version.id}> "):
        refused(graph, [line for line in lines if not line.startswith(part)], ThingNotComplete)
    refused(graph, [x for x in lines if "#subject>" not in x], ThingNotComplete)
    refused(graph, changed(lines, '"asserted"', '"perhaps"'), ThingNotComplete)
    refused(graph, changed(lines, '"declared"', '"guessed"'), ThingNotComplete)


@pytest.mark.parametrize("id", ["r1", "r" + "G" * 24, "r%27%20DETACH", "x" * 5000])
def test_a_record_of_another_name_is_refused(graph: Graph, lines: list[str], id: str) -> None:
    refused(graph, changed(lines, NORTH.offer("操场"), id), ThingNotComplete)


def test_a_blank_node_is_refused(graph: Graph, lines: list[str]) -> None:
    assert "line 2" in refused(
        graph, [lines[0], '_:b <urn:gongjian:store:row> "1" .', *lines[1:]], LineNotReadable
    )


def test_one_changed_byte_is_noticed(graph: Graph, lines: list[str]) -> None:
    report = import_export(graph, changed(lines, "北片资源清单.csv", "北片资源淸单.csv"))
    assert not report.intact and not report.same


def test_a_changed_value_is_named(graph: Graph, lines: list[str]) -> None:
    one, eight = (nq.value(number, "decimal") for number in "18")
    report = import_export(graph, [x.replace(one, eight) if "#object>" in x else x for x in lines])
    assert not report.intact
    assert report.only_in_file and report.only_in_graph
    assert {d.side for d in report.differences} == {"file", "graph"}


def test_an_invented_entity_is_noticed_and_not_taken_over(graph: Graph, lines: list[str]) -> None:
    invented = f'<urn:gongjian:id:{NORTH.offer("操场")}> <urn:gongjian:ontology:remark> "免费"@zh .'
    report = import_export(graph, [*lines, invented])
    assert [d.line for d in report.differences] == [invented]
    assert "免费" not in "\n".join(canonical(graph, PUBLIC))


def test_a_store_that_holds_something_is_left_alone(graph: Graph, lines: list[str]) -> None:
    other = listing("南片资源清单", [Row("晴川小学", "图书室", "1", "330108")])
    read_in(graph, other)
    before = list(full(graph, PUBLIC))
    with pytest.raises(StoreNotEmpty, match="GONGJIAN_HOME"):
        import_export(graph, lines)
    assert list(full(graph, PUBLIC)) == before


def test_other_places_or_parameters_are_said_and_what_follows_is_counted_apart(
    graph: Graph, lines: list[str]
) -> None:
    name = f"<{STORE}export> <{STORE}parametersVersion>"
    other = [f'{name} "0" .' if line.startswith(name) else line for line in lines]
    report = import_export(graph, other)
    assert report.other_versions == {"parametersVersion": ("0", lines_value(lines, "parametersVersion"))}
    assert (report.only_in_file, report.only_in_graph) == (0, 0)
    assert report.followed_anew > 0


def lines_value(lines: list[str], name: str) -> str:
    (found,) = [line for line in lines if f"<{STORE}export> <{STORE}{name}>" in line]
    return found.split('"')[1]


def test_a_full_disk_is_said(graph: Graph, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def on_a_full_disk(*_: object, **__: object) -> TextIO:
        return Path("/dev/full").open("w", encoding="utf-8")

    monkeypatch.setattr(spool, "TemporaryFile", on_a_full_disk)
    with pytest.raises(SpoolFailed, match="TMPDIR"):
        import_export(graph, lines * 2000)
    assert graph.read(HELD)[0]["n"] == 0


def written(tmp_path: Path, data: bytes, name: str = "a.jsonld") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        b'{"@context":"http://127.0.0.1:9/c.jsonld","@id":"urn:a","name":"x"}',
        b'{"@context":"http://127.0.0.1:9/c.jsonld","@graph":[\n{"@id":"urn:a","name":"x"}\n]}\n',
        b'{"@context":{"@import":"http://127.0.0.1:9/c.jsonld"},"@graph":[\n{"@id":"urn:a"}\n]}\n',
        b'{"@context":{"a":"urn:a"},"@graph":[\n{"@context":"http://127.0.0.1:9/","@id":"urn:a","a":"x"}\n]}\n',
        b'{"@context":{},"@graph":[\n{"@id":"urn:a","urn:p":' + b'{"urn:p":' * 100_000 + b"\n]}\n",
        b'{"@graph":' * 1_000_000,
        b"[" * 1_000_000,
        b'{"@context":{},"@graph":[\n{"@id":"urn:a"}',
        b'{"@context":' + b"[" * 100_000 + b',"@graph":[\n]}\n',
    ],
)
def test_json_ld_that_names_a_remote_context_or_nests_without_end_is_refused(
    tmp_path: Path, data: bytes
) -> None:
    with pytest.raises(LineNotReadable, match=r"a\.jsonld"):
        list(export_lines(written(tmp_path, data)))


def test_a_wrong_node_is_named_by_its_line(tmp_path: Path) -> None:
    lines = [f'<urn:gongjian:id:p{n}> <urn:gongjian:store:row> "{n}" .' for n in range(5000)]
    data = b"".join(serialise(lines, "jsonld")).split(b"\n")
    data[4000] = b'{"@id": },'
    with pytest.raises(LineNotReadable, match="line 4001"):
        list(export_lines(written(tmp_path, b"\n".join(data))))


@pytest.mark.parametrize(("name", "data"), [("a.csv", b"a,b"), ("a", b""), ("b.bin", bytes(range(256)))])
def test_a_file_of_another_kind_is_no_export(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(NotAnExport, match="nquads"):
        list(export_lines(written(tmp_path, data, name)))


def test_bytes_that_are_no_text_are_named_by_their_line(tmp_path: Path) -> None:
    with pytest.raises(LineNotReadable, match="line 2"):
        list(export_lines(written(tmp_path, b'<a:b> <a:b> "x" .\n<a:b> <a:b> "\xff" .\n', "a.nq")))


def test_other_json_ld_and_unsorted_lines_with_other_escapes_come_in_too(
    graph: Graph, lines: list[str], tmp_path: Path
) -> None:
    whole = json.loads(b"".join(serialise(lines, "jsonld", ontology=graph.ontology)))
    path = written(tmp_path, json.dumps(whole, indent=1).encode())
    assert sorted(export_lines(path)) == lines
    assert import_export(graph, [_escaped(line) + "\r\n" for line in reversed(lines)]).same
    assert list(canonical(graph, PUBLIC)) == lines


def _escaped(line: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c):04x}" for c in line)
