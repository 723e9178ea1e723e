"""Does every text survive being written as a line? Two independent parsers say so."""

from __future__ import annotations

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from graph.export.nquads import NotExportable, data, integer, iri, line, text, typed, value

HARD = [
    '引号 " 和反斜杠 \\',
    "换行\n回车\r制表\t",
    "行分隔\u2028段分隔\u2029下一行\x85",
    "😀👩‍👩‍👧 表情",
    "\x01\x08\x0b\x0c\x1f\x7f",
    "\\u0041 不是转义",
    "",
    "\ufeff零宽",
]
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def read_back(written: str) -> str:
    quad = next(iter(pyoxigraph.parse(written.encode(), format=pyoxigraph.RdfFormat.N_QUADS)))
    assert isinstance(quad.object, pyoxigraph.Literal)
    return quad.object.value


def written_as(literal: str) -> str:
    return line(data("r1"), iri("urn:x:p"), literal)


@given(texts)
def test_a_text_reads_back_as_itself_and_takes_one_line(content: str) -> None:
    written = written_as(text(content, "zh"))
    assert read_back(written) == content
    assert not {"\n", "\r"} & set(written)


@given(texts)
def test_the_line_is_the_one_that_pyoxigraph_would_write(content: str) -> None:
    literal = pyoxigraph.Literal(content, language="zh")
    quad = pyoxigraph.Quad(
        pyoxigraph.NamedNode("urn:gongjian:id:r1"), pyoxigraph.NamedNode("urn:x:p"), literal
    )
    theirs = pyoxigraph.serialize([quad], format=pyoxigraph.RdfFormat.N_QUADS)
    assert theirs is not None
    assert read_back(theirs.decode()) == read_back(written_as(text(content, "zh")))


@pytest.mark.parametrize("content", HARD)
def test_hard_texts_read_back_in_rdflib_too(content: str) -> None:
    store = rdflib.Dataset()
    store.parse(data=written_as(text(content)) + "\n", format="nquads")
    (found,) = [str(o) for _, _, o, _ in store.quads((None, None, None, None))]
    assert found == content


@pytest.mark.parametrize("content", ["空\x00字符", "\ud800"])
def test_what_rdf_cannot_carry_is_refused(content: str) -> None:
    with pytest.raises(NotExportable, match="NUL"):
        text(content)


def test_an_iri_with_a_blank_is_refused_and_an_id_is_encoded() -> None:
    with pytest.raises(NotExportable):
        iri("urn:with blank")
    assert data("concept:口罩 <x>") == "<urn:gongjian:id:concept:%E5%8F%A3%E7%BD%A9%20%3Cx%3E>"


@pytest.mark.parametrize(
    ("written", "range_", "datatype"),
    [
        ("20", "decimal", "decimal"),
        ("-0.5", "decimal", "decimal"),
        ("2024-02-29", "date", "date"),
        ("true", "boolean", "boolean"),
        ("7", "integer", "integer"),
    ],
)
def test_values_take_the_datatype_of_their_range(written: str, range_: str, datatype: str) -> None:
    assert value(written, range_) == typed(written, f"http://www.w3.org/2001/XMLSchema#{datatype}")


@pytest.mark.parametrize(
    ("written", "range_"),
    [
        ("2023-02-29", "date"),
        ("约三十", "decimal"),
        ("1e5", "decimal"),
        ("是", "boolean"),
        ("1.0", "integer"),
    ],
)
def test_a_wording_outside_its_datatype_stays_text(written: str, range_: str) -> None:
    assert value(written, range_, "zh") == text(written, "zh")


def test_a_malformed_language_is_left_out() -> None:
    assert text("a", "zh Hans") == '"a"'
    assert text("a", "zh-Hans") == '"a"@zh-hans'
    assert integer(3) == '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'
