"""What can be wrong with a search? Each error says what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from ontology.errors import ServiceProblem, UsageProblem

SHOWN = 80


class SearchNotValid(UsageProblem):
    """The search itself is wrong: text, class, filter, limit, cursor."""

    status = 422


class AmbiguousPlace(UsageProblem):
    """Several places have the name that a filter gives."""

    status = 422

    def __init__(self, text: str, candidates: Iterable[str]) -> None:
        named = list(candidates)
        super().__init__(
            f"“{text[:SHOWN]}”有多处同名：{'、'.join(named)}。请写全称，或用行政区划代码",
            f"several places are called {text[:SHOWN]!r}: {', '.join(named)}. Give the full name or the official code",
            found=text[:SHOWN],
            allowed=named,
        )


class SearchMoved(UsageProblem):
    """The graph was written to since the page before: going on would skip or repeat hits."""

    status = 410

    def __init__(self, cursor_version: str, graph_version: str) -> None:
        super().__init__(
            "上一页之后图谱有了更新，不能接着翻页：请去掉 cursor 重新检索",
            "the graph was written to since the page before, so paging cannot go on: search again without the cursor",
            cursor_version=cursor_version,
            graph_version=graph_version,
        )


class IndexMissing(ServiceProblem):
    """There are no vectors of the model that is set."""

    def __init__(self, model: str) -> None:
        super().__init__(
            f"模型 {model} 的向量索引尚未建立：请先运行 gongjian index",
            f"there is no vector index of the model {model} yet: run gongjian index first",
            model=model,
        )
