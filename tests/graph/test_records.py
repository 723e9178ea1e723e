"""Is the packed form of statements canonical JSON, and does it come back as it went in?"""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from graph.records import Quote, Statement, pack, sort_statements, unpack

_quotes = st.builds(Quote, st.text(max_size=8), st.integers(0, 9), st.integers(0, 99))
_statements = st.builds(
    Statement,
    property=st.text(max_size=8),
    value=st.text(),
    kind=st.sampled_from(["literal", "record", "concept", "place"]),
    original=st.text(),
    unit=st.sampled_from(["", "只", 'a"b\\']),
    precision=st.sampled_from(["exact", "about"]),
    status=st.sampled_from(["asserted", "negated"]),
    period=st.sampled_from(["", "每月"]),
    language=st.sampled_from(["zh", "en"]),
    restricted=st.booleans(),
    quotes=st.lists(_quotes, max_size=3).map(tuple),
    quote_count=st.integers(0, 30),
)


@given(st.lists(_statements, max_size=4))
def test_packed_statements_are_canonical_json(statements: list[Statement]) -> None:
    packed = pack(statements)
    plain = json.loads(packed)
    assert packed == json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert list(unpack(packed)) == sort_statements(statements)


def test_what_is_usual_is_left_out() -> None:
    quote = Quote("p1", 0, 2)
    assert (
        pack([Statement("name", "口罩", quotes=(quote,), quote_count=1)])
        == '[{"property":"name","quotes":[["p1",0,2]],"value":"口罩"}]'
    )
