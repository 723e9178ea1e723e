"""Dates and weekly times."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.language.times import read_dates, read_slots

DATES = {
    "2020-01-25T16:00:00.000Z": ["2020-01-26"],
    "2020-01-25T15:59:59Z": ["2020-01-25"],
    "2020-01-24T08:00:00+08:00": ["2020-01-24"],
    "2020-01-24T23:00:00-05:00": ["2020-01-25"],
    "2020-01-24 08:30:00": ["2020-01-24"],
    "2020年1月24日": ["2020-01-24"],
    "2020/1/24": ["2020-01-24"],
    "2020.1.24": ["2020-01-24"],
    "２０２０年１月２４日": ["2020-01-24"],
    "二〇二〇年一月二十四日": ["2020-01-24"],
    "2020年1月24日至2月3日": ["2020-01-24", "2020-02-03"],
    "2023.3.1-2023.5.25": ["2023-03-01", "2023-05-25"],
    "2023/3/1—2023/5/25": ["2023-03-01", "2023-05-25"],
    "2025-03-27-2025-10-11": ["2025-03-27", "2025-10-11"],
    "2020年12月24日-1月3日": ["2020-12-24", "2021-01-03"],
    "2020年1月24日—28日": ["2020-01-24", "2020-01-28"],
    "发布：2020-1-4，截止2020-02-01。": ["2020-01-04", "2020-02-01"],
    "20200125": ["2020-01-25"],
    "编号20200125": [],
    "2020-02-30": [],
    "2020-13-01": [],
    "v2020.1.24.5": [],
    "GB 19083-2010": [],
    "2025年3月": [],
    "0712-1-24": [],
}
WEEK, ALL = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6, 7)
SLOTS = {
    "每周三下午": [((3,), "14:00", "18:00", ())],
    "8:00-20:00": [((), "08:00", "20:00", ())],
    "８：００－２０：００": [((), "08:00", "20:00", ())],
    "24小时": [(ALL, "00:00", "24:00", ())],
    "7×24小时": [(ALL, "00:00", "24:00", ())],
    "长期": [(ALL, "", "", ())],
    "工作日": [(WEEK, "", "", ())],
    "寒暑假除外": [((), "", "", ("寒暑假除外",))],
    "工作日9:00—17:30，节假日除外": [(WEEK, "09:00", "17:30", ("节假日除外",))],
    "除寒暑假外每周六": [((6,), "", "", ("除寒暑假外",))],
    "周一至周五 8:00-12:00，14:00-17:00；周六9:00-12:00": [
        (WEEK, "08:00", "12:00", ()),
        (WEEK, "14:00", "17:00", ()),
        ((6,), "09:00", "12:00", ()),
    ],
    "每周二、四晚上7点半-9点": [((2, 4), "19:30", "21:00", ())],
    "周一三五上午": [((1, 3, 5), "08:00", "12:00", ())],
    "周六日": [((6, 7), "", "", ())],
    "周末及节假日": [((6, 7), "", "", ())],
    "周二至周日9点至17点（周一闭馆）": [((2, 3, 4, 5, 6, 7), "09:00", "17:00", ("周一闭馆",))],
    "每天9:00-17:00，周一闭馆": [((2, 3, 4, 5, 6, 7), "09:00", "17:00", ("周一闭馆",))],
    "晚上22:00-次日6:00": [((), "22:00", "06:00", ())],
    "下午2点到5点": [((), "14:00", "17:00", ())],
    "周五至周一": [((1, 5, 6, 7), "", "", ())],
    "每月第一个周六": [],
    "2020-01-25": [],
    "3-5名": [],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DATES.items())
def test_dates(text: str, expected: list[str]) -> None:
    assert [d.iso for d in read_dates(text)] == expected


FORMS = st.sampled_from(
    [
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}-{0.month}-{0.day}",
        "{0.year}/{0.month:02d}/{0.day:02d}",
        "{0.year}.{0.month}.{0.day}",
    ]
)


@given(st.dates(min_value=date(1949, 10, 1), max_value=date(2199, 12, 31)), FORMS)
def test_written_date_is_read_back(day: date, form: str) -> None:
    written = form.format(day)
    text = f"自{written}起"
    assert [(d.iso, text[d.start : d.end]) for d in read_dates(text)] == [(day.isoformat(), written)]


@pytest.mark.parametrize(("text", "expected"), SLOTS.items())
def test_slots(text: str, expected: list[tuple[tuple[int, ...], str, str, tuple[str, ...]]]) -> None:
    found = read_slots(text)
    assert [(s.days, s.opens, s.closes, s.excluded) for s in found] == expected
    assert all(s.original == text[s.start : s.end] for s in found)


@given(st.text(alphabet="0123456789:点半周一二三日末至-、，；每天上下午除外寒暑假闭馆小时\n ", max_size=30))
def test_any_text_gives_well_formed_slots(text: str) -> None:
    for slot in read_slots(text):
        assert set(slot.days) <= set(range(1, 8)) and list(slot.days) == sorted(slot.days)
        assert all(t == "" or (len(t) == 5 and t <= "24:00") for t in (slot.opens, slot.closes))
