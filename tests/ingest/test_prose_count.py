"""Does the independent count of a file of prose agree with its reader, and does it tell when something is lost?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.balance import check, seen_by_reader
from ingest.errors import EmptyFile, IngestError, UnbalancedText
from ingest.readers.article import Block, Prose
from ingest.readers.count_mixed import count_mixed
from ingest.readers.count_prose import count_prose
from ingest.readers.count_sentences import count_sentences
from ingest.readers.open import open_mixed
from ingest.readers.prose_balance import check_prose
from ontology.language.sentences import split_sentences
from tests.ingest.test_prose_layout import COLUMN, PAGES
from tests.ingest.test_prose_readers import MARKDOWN, NEWS, TWO, WECHAT

MANY = settings(max_examples=400, deadline=None)
FILES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIGNS = "。！？!?….…\"'”’」』）)] \t　，、；：,;:“「("
LETTERS = "aAbBrMmsSt12中文體党"
SENTENCES = st.one_of(st.text(max_size=80), st.text(st.sampled_from(SIGNS + LETTERS), max_size=80))
WORDS = st.sampled_from(
    [
        "示例社区共建联盟，",
        "居民满意。",
        "来源：示例网",
        "\n",
        "\n\n",
        "第 3 页",
        "----",
        "▲图",
        "Mr. Li came. ",
        "體",
        "3.5%",
        "“",
        "”",
        "\r\n",
        "\u200b",
        "\x07",
    ]
)
MARKUP = st.sampled_from(
    [
        "# ",
        "- ",
        "**",
        "*",
        "`",
        "[共建](http://a.example/b)",
        "![图](x)",
        "\n",
        "\n\n",
        "> ",
        "| a | b |\n|---|---|\n",
        "&nbsp;",
        "&amp;",
        "<b>",
        "</b>",
        "<br>",
        "\\*",
        "示例社区。",
        "http://a.b",
        "```\n",
        "    ",
        "1. ",
        "***\n",
        "<div>",
        "\t",
    ]
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<br>",
        "<h1>",
        "</h1>",
        "<li>",
        "<td>",
        "<tr>",
        "<table>",
        "</table>",
        "示例社区成立了共建联盟，居民都说好。",
        "&nbsp;",
        "&amp;",
        "&#150;",
        "a < b",
        "<!-- 注 -->",
        "<script>x()</script>",
        "\n",
        "<article>",
        "</article>",
        "<a href='/'>",
        "</a>",
        "<nav>",
        "</nav>",
    ]
)


def balanced(path: Path) -> Prose:
    mixed = open_mixed(path)
    counted = count_mixed(path, mixed)
    check(mixed.name, counted.cells, seen_by_reader(mixed.tables))
    check_prose(mixed.prose, counted.text)
    return mixed.prose


@MANY
@given(SENTENCES)
def test_two_machines_agree_on_what_a_sentence_is(text: str) -> None:
    assert count_sentences(text) == len(split_sentences(text))


@MANY
@given(
    st.lists(
        st.tuples(st.sampled_from(SIGNS + LETTERS), st.sampled_from([1, 1, 1, 200, 499, 500, 501])),
        max_size=20,
    )
)
def test_two_machines_agree_on_long_runs(runs: list[tuple[str, int]]) -> None:
    text = "".join(sign * times for sign, times in runs)
    assert count_sentences(text) == len(split_sentences(text))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", COLUMN),
        ("b.txt", PAGES),
        ("c.txt", COLUMN.replace("\n", "\r\n")),
        ("d.txt", PAGES.replace("\n", "\r")),
        ("a.md", MARKDOWN),
        ("b.md", PAGES),
        ("a.html", NEWS.format(charset="utf-8")),
        ("b.html", WECHAT),
        ("c.html", TWO),
    ],
)
def test_files_balance(tmp_path: Path, name: str, data: str) -> None:
    (tmp_path / name).write_bytes(data.encode())
    assert balanced(tmp_path / name).articles


@FILES
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_random_text_balances(tmp_path: Path, words: list[str]) -> None:
    _balances_or_is_refused(tmp_path / "a.txt", "".join(words))


@FILES
@given(st.lists(MARKUP, min_size=1, max_size=30))
def test_random_markdown_balances(tmp_path: Path, words: list[str]) -> None:
    _balances_or_is_refused(tmp_path / "a.md", "".join(words))


@FILES
@given(st.lists(TAGS, min_size=1, max_size=30))
def test_random_html_balances(tmp_path: Path, words: list[str]) -> None:
    _balances_or_is_refused(tmp_path / "a.html", "".join(words))


@pytest.mark.parametrize(
    ("name", "signs"),
    [("a.html", "<>/!-pbh1&;= \n\"'共建a[]?"), ("a.md", "*_`[]()<>!#-+=|~\\&;:/. \n\t共建1a\"'x")],
)
@FILES
@given(st.data())
def test_random_broken_markup_balances(tmp_path: Path, name: str, signs: str, data: st.DataObject) -> None:
    _balances_or_is_refused(
        tmp_path / name, data.draw(st.text(st.sampled_from(signs), min_size=1, max_size=40))
    )


@FILES
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_random_signs_balance(tmp_path: Path, text: str) -> None:
    _balances_or_is_refused(tmp_path / "a.txt", text)


def _balances_or_is_refused(path: Path, text: str) -> None:
    """No error but that of a file which cannot be read; what can be read balances."""
    path.write_bytes(text.encode())
    try:
        balanced(path)
    except UnbalancedText:
        raise
    except IngestError as refused:
        assert isinstance(refused, EmptyFile) or "\x00" in text or "\x07" in text or not text.isprintable()


def _lossy(prose: Prose, block: Block | None, index: int = 0) -> Prose:
    """The prose with one block of the first article changed, or left out."""
    article = prose.articles[0]
    blocks = [*article.blocks]
    blocks[index : index + 1] = [block] if block else []
    return replace(prose, articles=(replace(article, blocks=tuple(blocks)), *prose.articles[1:]))


def test_what_a_reader_loses_doubles_or_changes_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(COLUMN, encoding="utf-8")
    prose = balanced(path)
    first = prose.articles[0].blocks[0]
    cut = replace(first, text=first.text[:-1])
    wrong = [
        _lossy(prose, None),
        _lossy(prose, cut),
        _lossy(prose, replace(first, text=first.text.replace("。", "，"))),
        replace(prose, furniture=()),
        replace(prose, furniture=prose.furniture * 2),
    ]
    for lossy in wrong:
        with pytest.raises(UnbalancedText) as caught:
            check_prose(lossy, count_prose(path, lossy))
        assert "a.txt" in str(caught.value)
    with pytest.raises(UnbalancedText) as caught:
        check_prose(_lossy(prose, cut), count_prose(path, _lossy(prose, cut)))
    assert f"第 {first.lines[0]} 行" in str(caught.value)


def test_what_is_lost_from_a_page_of_html_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(NEWS.format(charset="utf-8"), encoding="utf-8")
    prose = balanced(path)
    for lossy in (_lossy(prose, None, 2), replace(prose, furniture=prose.furniture[1:])):
        with pytest.raises(UnbalancedText):
            check_prose(lossy, count_prose(path, lossy))
