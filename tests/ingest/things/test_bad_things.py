"""What happens to foreign files that are broken, hostile or huge? A message with its place, bounded work, nothing fetched."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ingest.context import IngestOptions
from ingest.errors import BrokenFile, EmptyFile, IngestError, TooBig, WrongContent, WrongEncoding
from ingest.prepare_things import prepare_things
from ingest.readers.limits import Limits
from ingest.readers.rdf import OwnExport
from ingest.readers.rdf_source import RemoteContext, UnsafeEntities
from ingest.things.reading import MOST_STATEMENTS
from ingest.tools import Tools
from tests.ingest.things.reading import PREFIXES, read_things, turtle

XML = (
    '<?xml version="1.0" encoding="{encoding}"?>{doctype}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:s="https://schema.org/"><s:Hospital rdf:about="http://example.org/h"><s:name>{name}</s:name></s:Hospital></rdf:RDF>'
)
BOMB = '<!DOCTYPE r [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BAD: dict[str, tuple[str, bytes, type[IngestError]]] = {
    "empty": ("a.ttl", b"", EmptyFile),
    "blank": ("a.nt", b" \n ", WrongContent),
    "comments only": ("a.ttl", b"# nothing\n", EmptyFile),
    "broken Turtle": ("a.ttl", b'@prefix : <urn:x#> .\n:a :b "c .\n', BrokenFile),
    "prefix not declared": ("a.ttl", b"x:a x:b x:c .", BrokenFile),
    "IRI with a blank": ("a.nt", b"<urn:a b> <urn:p> <urn:c> .\n", BrokenFile),
    "surrogate": ("a.nt", b'<urn:a> <urn:p> "\\uD800" .\n', BrokenFile),
    "HTML": ("a.ttl", b"<!DOCTYPE html><html><body>x</body></html>", BrokenFile),
    "a workbook": ("a.ttl", b"PK\x03\x04" + b"x" * 99, WrongContent),
    "not UTF-8 at the end": (
        "a.ttl",
        "@prefix : <urn:x#> . # 说明\n".encode() * 30 + b':a :b "\xff\xfe" .',
        IngestError,
    ),
    "external entity": (
        "a.rdf",
        XML.format(encoding="UTF-8", doctype=FILE, name="&x;").encode(),
        UnsafeEntities,
    ),
    "entities of entities": (
        "a.rdf",
        XML.format(encoding="UTF-8", doctype=BOMB, name="&b;").encode(),
        UnsafeEntities,
    ),
    "no XML": ("a.rdf", b"<rdf:RDF><a></rdf:RDF>", BrokenFile),
    "remote context": (
        "a.jsonld",
        b'{"@context": "https://evil.example/c.jsonld", "@id": "urn:a"}',
        RemoteContext,
    ),
    "imported context": (
        "a.jsonld",
        b'{"@context": {"@import": "https://evil.example/c"}, "@id": "urn:a", "urn:p": 1}',
        RemoteContext,
    ),
    "context inside": (
        "a.json",
        b'{"@id": "urn:a", "urn:p": {"@context": "http://evil.example/", "a": 1}}',
        RemoteContext,
    ),
    "no JSON": ("a.jsonld", b'{"@id": ', BrokenFile),
    "JSON nested too deep": ("a.json", b'{"name": ' + b"[" * 99 + b"]" * 99 + b"}", IngestError),
    "no object": ("a.json", b"[1, 2]", IngestError),
    "own export": (
        "a.nq",
        b'<urn:gongjian:record:r1> <urn:gongjian:store:role> "offer" .\n',
        OwnExport,
    ),
}


@pytest.mark.parametrize(("name", "content", "error"), BAD.values(), ids=BAD)
def test_refused_with_a_message(
    tmp_path: Path, tools: Tools, name: str, content: bytes, error: type[IngestError]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error) as caught:
        prepare_things(path, "0" * 64, IngestOptions(), tools)
    assert name in caught.value.zh and name in caught.value.en


def test_the_line_is_named(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "a.ttl"
    path.write_text('@prefix : <urn:x#> .\n\n:a :b "c" .\n:a :b <urn:x y> .\n', encoding="utf-8")
    with pytest.raises(BrokenFile) as caught:
        prepare_things(path, "0" * 64, IngestOptions(), tools)
    assert caught.value.where["row"] == 4


def test_own_exports_are_imported(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "a.nq"
    path.write_bytes(BAD["own export"][1])
    with pytest.raises(OwnExport, match="gongjian import"):
        prepare_things(path, "0" * 64, IngestOptions(), tools)


@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030", "UTF-16"])
def test_xml_in_chinese_encodings_and_plain_entities(tmp_path: Path, tools: Tools, encoding: str) -> None:
    doctype = '<!DOCTYPE r [<!ENTITY n "玄武区示例医院，在南京市">]>'
    path = tmp_path / "a.rdf"
    path.write_bytes(XML.format(encoding=encoding, doctype=doctype, name="&n;").encode(encoding))
    assert read_things(path, tools).one("party").type == "Hospital"


def test_a_gb18030_turtle_is_read(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "a.ttl"
    text = PREFIXES + ':u a org:Organization ; skos:prefLabel "示例大学，在南京市玄武区" .'
    path.write_bytes(text.encode("gb18030"))
    try:
        assert read_things(path, tools).one("party").type == "Organization"
    except WrongEncoding:
        pytest.fail("GB18030 was not recognised")


def test_control_characters_and_long_texts_wait_for_a_person(tmp_path: Path, tools: Tools) -> None:
    long = "长" * 40_000
    read = read_things(
        turtle(
            tmp_path,
            f':u a org:Organization ; skos:prefLabel "示例大学" ; ex:a "x\\u0000y" ; ex:b "{long}" .',
        ),
        tools,
    )
    assert [r.reason for r in read.repairs] == ["damaged-cell", "damaged-cell"] and read.balance.repair == 2
    assert "\0" not in repr(read.passages)


def test_circles_of_nameless_nodes_end(tmp_path: Path, tools: Tools) -> None:
    read = read_things(
        turtle(
            tmp_path,
            ':u a org:Organization ; skos:prefLabel "示例大学" ; ex:p _:a . _:a ex:q _:b . _:b ex:q _:a ; ex:r _:b , "末" .',
        ),
        tools,
    )
    assert any("末" in p.text for p in read.passages) and read.balance.counted == 7


def test_lists_that_run_in_circles_end(tmp_path: Path, tools: Tools) -> None:
    rdf = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#{}>".format
    text = f'_:l {rdf("first")} 1 ; {rdf("rest")} _:l . :u a org:Organization ; skos:prefLabel "示例大学" ; ex:p _:l .'
    assert read_things(turtle(tmp_path, text), tools).balance.counted == 5


def test_too_many_statements_of_all(tmp_path: Path, tools: Tools) -> None:
    path = turtle(tmp_path, "".join(f":a ex:p {n} .\n" for n in range(50)))
    with pytest.raises(TooBig):
        prepare_things(path, "0" * 64, IngestOptions(limits=Limits(statements=40)), tools)
    with pytest.raises(TooBig):
        prepare_things(path, "0" * 64, IngestOptions(limits=Limits(file_bytes=100)), tools)


@pytest.mark.extra
def test_a_hundred_thousand_statements_of_one(tmp_path: Path, tools: Tools) -> None:
    head = ':u a org:Organization ; skos:prefLabel "示例大学" .\n'
    path = turtle(tmp_path, head + "".join(f":u ex:p{n % 7} {n} .\n" for n in range(100_000)))
    started = time.process_time()
    read = read_things(path, tools)
    assert time.process_time() - started < 60
    assert len(read.one("party").statements) <= MOST_STATEMENTS
    assert "too-many-statements" in {r.reason for r in read.repairs}
    assert max(len(p.text) for p in read.passages) < 5_000
