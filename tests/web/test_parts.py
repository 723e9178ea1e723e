"""What a page is made of: marks, wordings, addresses, the pinned scripts. No store is needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import api.web
from api.web.assets import read_assets
from api.web.marking import excerpt, in_cells, marked, word_spans
from api.web.page import Page, page_of
from api.web.quoting import proven
from api.web.site import TEMPLATES
from api.web.vendor import fetch_scripts
from api.web.wording import amount
from search.hits import Proof

FOLDER = Path(api.web.__file__).parent


def test_marks_join_and_stay_within_the_text() -> None:
    parts = marked("送500只口罩", [(1, 4), (3, 5), (5, 70)])
    assert [(p.text, p.marked) for p in parts] == [("送", False), ("500只口罩", True)]
    assert [p.text for p in marked("口罩", [])] == ["口罩"]
    assert marked("", []) == ()


def test_a_long_passage_is_cut_round_what_is_marked() -> None:
    text = "前" * 500 + "口罩" + "后" * 500
    parts = excerpt(text, [(500, 502)])
    assert [p.text for p in parts if p.marked] == ["口罩"]
    assert parts[0].text == parts[-1].text == "…"
    assert sum(len(p.text) for p in parts) < 300


def test_words_are_found_whatever_their_script_and_width() -> None:
    assert word_spans("ＭＡＳＫ 醫用口罩", ["mask", "医用"]) == [(0, 4), (5, 7)]


def test_rows_are_read_by_cells() -> None:
    assert in_cells("清单\t清单\t\t2026") == "清单 ｜ 2026"


def test_a_proof_whose_passage_is_gone_still_shows_its_quote() -> None:
    (quoted,) = proven([Proof("s", "p1", "捐赠口罩500只", "清单", "", 3)], {}, ["口罩"])
    assert [p.text for p in quoted.parts if p.marked] == ["口罩"]


@pytest.mark.parametrize(
    ("precision", "zh", "en"),
    [
        ("exact", "20 家", "20 家"),
        ("over", "超过 20 家", "over 20 家"),
        ("some", "20 余家", "some 20 家"),
        ("at-most", "至多 20 家", "at most 20 家"),
    ],
)
def test_amounts_say_how_exact_they_are(precision: str, zh: str, en: str) -> None:
    assert amount("20", "家", precision, Page("zh")) == zh
    assert amount("20", "家", precision, Page("en")) == en


def test_an_amount_that_nobody_counted_is_shown_without_a_number() -> None:
    assert [amount("1", "名", "some", Page("zh")), amount("1", "", "some", Page("en"))] == ["若干名", "some"]


def test_the_language_is_kept_in_links_and_switched_in_place() -> None:
    page = page_of("/ask", {"q": "口罩", "lang": "en"})
    assert page.url("entities", "place:320102") == "/entities/place:320102?lang=en"
    assert page.other == "/ask?q=%E5%8F%A3%E7%BD%A9"
    assert page_of("/ask", {"q": "口罩"}).other.endswith("&lang=en")
    assert Page("zh").url("entities", "a/../b?c") == "/entities/a%2F..%2Fb%3Fc"


def test_lock_file_pins_by_hash_and_names_no_address() -> None:
    lock = (FOLDER / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(lock)["packages"]
    assert {"node_modules/htmx.org", "node_modules/echarts"} < set(packages)
    assert all(p["integrity"].startswith("sha512-") for name, p in packages.items() if name)
    assert "://" not in lock and "resolved" not in lock


def test_templates_have_no_script_or_style_inside() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<style" not in text and "style=" not in text and "onclick" not in text, path
        assert "|safe" not in text.replace(" ", ""), path
        assert text.count("<script") == text.count('<script src="'), path


def test_without_network_the_page_does_without_scripts_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))
    said: list[str] = []
    assert not fetch_scripts(tmp_path / "cache", lambda zh, _en: said.append(zh))
    assert "仍可提问" in said[-1]
    assert "htmx.min.js" not in read_assets(tmp_path / "cache")
    assert "page.css" in read_assets(tmp_path / "cache")
