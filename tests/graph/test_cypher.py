"""Names and search words cannot break out of where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.connection import Graph
from graph.cypher import BadName, escape_lucene, quote_name


@pytest.mark.parametrize("name", ["", "a\x00b", "a\nb", "\x7f", "a\u200bb", "n" * 201, "\\u0060", "\ud800"])
def test_names_that_cannot_be_names(name: str) -> None:
    with pytest.raises(BadName) as caught:
        quote_name(name)
    assert caught.value.exit_code == 2


@given(st.text(min_size=1, max_size=50))
def test_a_quoted_name_has_no_single_backtick_inside(name: str) -> None:
    try:
        quoted = quote_name(name)
    except BadName:
        return
    assert quoted[0] == quoted[-1] == "`"
    assert "`" not in quoted[1:-1].replace("``", "")
    assert quoted[1:-1].replace("``", "`") == name


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("口罩", "口罩"),
        ("a AND b OR NOT c", "a and b or not c"),
        ("BAND", "BAND"),
        ('say "x"~2 [1 TO 3] {a} k:v /re/ a* b? !c ^2 a&&b', None),
        ("a\x00b", "a b"),
        ("", ""),
    ],
)
def test_lucene_syntax_is_text(text: str, escaped: str | None) -> None:
    found = escape_lucene(text)
    if escaped is not None:
        assert found == escaped
    for special in '+-&|!(){}[]^"~*?:/':
        assert found.count(special) == found.count(f"\\{special}")


@pytest.mark.store
@pytest.mark.parametrize("name", ["a`b", "a`) DETACH DELETE n //", "名 称", "a``b", "`", "$x", "{}"])
def test_the_server_takes_quoted_names_as_names(graph: Graph, name: str) -> None:
    graph.write(f"CREATE (:{quote_name(name)} {{{quote_name(name)}: 1}})")
    found = graph.read("MATCH (n) WHERE $name IN labels(n) RETURN keys(n) AS keys", name=name)
    assert found == [{"keys": [name]}]


@pytest.mark.store
@pytest.mark.parametrize(
    "text", ['N95" OR *', '+-&|!(){}[]^"~*?:\\/', "AND", "a:b", "NOT", "[1 TO", "\\", "\x00", "<a> =b"]
)
def test_the_full_text_index_takes_escaped_words(graph: Graph, text: str) -> None:
    graph.write(
        "CREATE FULLTEXT INDEX escape_probe IF NOT EXISTS FOR (n:EscapeProbe) ON EACH [n.tokens] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    )
    try:
        graph.write("CREATE (:EscapeProbe {tokens: 'zzz'})")
        graph.read("CALL db.awaitIndexes(60)")
        found = graph.read(
            "CALL db.index.fulltext.queryNodes('escape_probe', $text) YIELD node RETURN node.tokens AS tokens",
            text=escape_lucene(f"{text} zzz"),
        )
        assert [row["tokens"] for row in found] == ["zzz"]
    finally:
        graph.write("DROP INDEX escape_probe IF EXISTS")
