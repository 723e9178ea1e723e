"""By what does a list say which of a person's words are for it? Its header signatures, column names and source."""

from __future__ import annotations

from collections.abc import Iterable

from graph.desk.profiles import header_id
from ingest.guidance import guides_of
from ingest.lists.signature import signature
from ingest.lists.survey import Survey


def guides_of_sheets(source: str, survey: Survey) -> tuple[str, ...]:
    """The guides of a list, or of the tables of a document."""
    headers = {header_id(found) for sheet in survey.sheets if (found := signature(sheet))}
    return guides_of(source, headers, set(_wordings(survey)))


def _wordings(survey: Survey) -> Iterable[str]:
    """Every name that a column has, and those of item columns together, as the question of a list's side has them."""
    for sheet in survey.sheets:
        columns = sheet.profile.columns
        yield from (c.wording for c in columns)
        yield from (c.label for c in columns)
        yield "、".join(columns[i].wording for i in sheet.profile.items)
