"""Which filters did a caller give? Those with a parameter of their own, and facets written ``property:value``."""

from __future__ import annotations

from collections.abc import Iterable

from ontology.errors import UsageProblem

MAX_FILTERS = 8


class FilterNotValid(UsageProblem):
    """A filter that is not written ``property:value``, or too many of them."""

    status = 422


def filters_of(place: str | None, kind: str | None, facets: Iterable[str] = ()) -> dict[str, str]:
    """Name → value, as ``search.options.SearchQuery`` takes them.

    >>> filters_of("玄武区", None, ["领域：养老助老"])
    {'place': '玄武区', '领域': '养老助老'}

    Raises:
        FilterNotValid: a facet without a colon, or over ``MAX_FILTERS`` of them.
    """
    given = [text.replace("：", ":", 1).partition(":") for text in facets]
    wrong = next(
        (name for name, colon, value in given if not (name.strip() and colon and value.strip())), None
    )
    if wrong is not None or len(given) > MAX_FILTERS:
        shown = (wrong or "")[:60]
        raise FilterNotValid(
            f"筛选条件“{shown}”写法不对，或超过 {MAX_FILTERS} 个：请写成 属性:值，例如 theme:养老助老",
            f"the filter {shown!r} is not written property:value, or there are more than {MAX_FILTERS}: "
            "write, for example, theme:养老助老",
            found=shown,
            allowed=MAX_FILTERS,
        )
    named = {"place": place, "kind": kind}
    return {n: v for n, v in named.items() if v} | {n.strip(): v.strip() for n, _, v in given}
