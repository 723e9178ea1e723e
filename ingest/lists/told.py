"""What did a person say of a whole sheet whose side or header was not found? Bound to the sheet's name, or its columns."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from graph.desk.fixes import Fix, row_id
from graph.repairs import Repair
from ingest.lists.column import Profile
from ingest.lists.confirmed import role_named
from ingest.lists.header import SEARCHED_ROWS, HeaderFound
from ingest.lists.lexicon import Lexicon
from ingest.lists.role import RoleFound
from ingest.readers.document import Row


def told_header(rows: Iterable[Row], source: str, sheet: str, lexicon: Lexicon) -> HeaderFound | None:
    """The row that a person named as the header, known by its text; ``None`` if none did."""
    fix = _fix("no-header", source, sheet, "", lexicon)
    if fix is None or fix.how != "header":
        return None
    first = list(islice(rows, SEARCHED_ROWS))
    found = next((i for i, row in enumerate(first) if row_id(row_text(row, lexicon)) == fix.row), -1)
    return HeaderFound((first[found],), tuple(first[:found])) if found >= 0 else None


def told_role(source: str, sheet: str, profile: Profile, lexicon: Lexicon) -> RoleFound | None:
    """The side that a person gave a list that does not say it; ``None`` if nobody did."""
    names = "、".join(profile.columns[i].wording for i in profile.items)
    fix = _fix("role-unknown", source, sheet, names, lexicon)
    return role_named(fix.role, lexicon.ontology) if fix is not None and fix.how == "role" else None


def speaks_of_sheets(lexicon: Lexicon) -> bool:
    """Whether any fix is of a whole sheet."""
    return any(fix.how in {"role", "header"} for fix in lexicon.guidance.fixes.values())


def row_text(row: Row, lexicon: Lexicon) -> str:
    """A row as its passage has it."""
    return "\t".join(lexicon.mask(c).text if c else "" for c in row.cells).rstrip("\t")


def _fix(reason: str, source: str, sheet: str, column: str, lexicon: Lexicon) -> Fix | None:
    name = lexicon.mask(sheet).text
    return lexicon.guidance.fix_of(Repair(source, reason, name, column=column).bound(name))
