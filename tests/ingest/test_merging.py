"""Do two accounts of one thing make one, whichever is told first?"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import MAX_QUOTES, Quote, Record, Statement
from ingest.merging import merged
from ontology.load import load

QUOTES = st.builds(Quote, st.sampled_from(["p1", "p2", "p3"]), st.integers(0, 30), st.just(40))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A statement that was counted as often as it is quoted, or oftener where it is quoted as often as can be kept."""
    quotes = tuple(draw(st.lists(QUOTES, min_size=1, max_size=MAX_QUOTES, unique=True)))
    more = draw(st.integers(0, 5)) if len(quotes) == MAX_QUOTES else 0
    name, value = draw(st.sampled_from(["name", "alternativeName"])), draw(st.sampled_from(["甲", "乙"]))
    status = draw(st.sampled_from(["asserted", "planned"]))
    return Statement(name, value, status=status, quotes=quotes, quote_count=len(quotes) + more)


RECORDS = st.lists(statements(), max_size=4, unique_by=lambda s: (s.property, s.value, s.status)).map(
    lambda said: Record("r1", "来源", "party", "Organization", tuple(said))
)


@settings(max_examples=60, deadline=None)
@given(RECORDS, RECORDS)
def test_the_union_of_both_whichever_comes_first(one: Record, two: Record) -> None:
    def keys(record: Record) -> list[tuple[str, str, str, int]]:
        return [(s.property, s.value, s.status, s.quote_count) for s in record.statements]

    both, other = merged(one, two, load()), merged(two, one, load())
    assert keys(both) == keys(other)
    for statement in both.statements:
        parts = [s for r in (one, two) for s in r.statements if keys_of(s) == keys_of(statement)]
        quoted = {quote for part in parts for quote in part.quotes}
        assert len(statement.quotes) == min(MAX_QUOTES, len(quoted))
        assert set(statement.quotes) <= quoted
        assert statement.quote_count >= len(quoted)


def keys_of(statement: Statement) -> tuple[str, str, str]:
    """What makes two statements one."""
    return statement.property, statement.value, statement.status


def test_the_more_special_class_is_kept() -> None:
    general, special = (Record("r1", "来源", "party", cls) for cls in ("Organization", "Hospital"))
    assert merged(general, special, load()).type == merged(special, general, load()).type == "Hospital"
