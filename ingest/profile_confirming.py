"""What does a person enter to confirm how lists are understood? Profiles by header, synonyms by wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.desk.events import Entry
from graph.desk.profiles import Meaning, confirmation, header_id, synonym, wording_id
from ingest.guidance import NO_GUIDANCE
from ingest.lists.confirmed import column_ids
from ingest.lists.lexicon import Lexicon
from ingest.lists.signature import signature
from ingest.lists.survey import SheetSurvey, survey
from ingest.opening import AnyPrepared
from ingest.profile_file import KEPT, ListSaid, unit_concept
from ingest.profiles import lists_of
from ontology.errors import UsageProblem
from ontology.terms import Properties


class OtherLists(UsageProblem):
    """A profile of lists that are not in the file."""

    status = 422


def confirmations(
    one: AnyPrepared, profile: Sequence[ListSaid], lexicon: Lexicon, who: str = "local"
) -> list[Entry]:
    """The entries that confirm a profile for the lists of a file, and for all that look alike.

    Raises:
        OtherLists: the profile speaks of lists that are not in the file, or of columns that the list does not have.
    """
    sheets = {signature(sheet): sheet for sheet in lists_of(one)[1].sheets}
    entries = []
    for one_list in profile:
        sheet = sheets.get(one_list.signature)
        if sheet is None:
            raise OtherLists(
                f"文件“{one.name}”中没有表头标识为 {one_list.signature} 的清单：请重新运行 gongjian profile write",
                f"no list of signature {one_list.signature} in {one.name!r}: run gongjian profile write again",
                signature=one_list.signature,
            )
        columns = _meanings(sheet, one_list, lexicon)
        entries.append(confirmation(who, header_id(one_list.signature), columns, one_list.role))
    return entries


def new_synonyms(
    one: AnyPrepared, profile: Sequence[ListSaid], lexicon: Lexicon, who: str = "local"
) -> list[Entry]:
    """The entries that make names which the reader does not know synonyms of what the profile says they mean."""
    plain = lexicon.under(replace(NO_GUIDANCE, fixes=lexicon.guidance.fixes))
    document, _ = lists_of(one)
    unknown = {
        (signature(s), c.wording): c.label
        for s in survey(document, plain, one.version.key).sheets
        for c in s.profile.columns
        if c.property == Properties.KEPT and c.handler == "kept"
    }
    named = {
        wording_id(unknown[said.signature, c.wording]): c.means
        for said in profile
        for c in said.columns
        if (said.signature, c.wording) in unknown and c.means in lexicon.ontology.properties
    }
    return [synonym(who, wording, name) for wording, name in sorted(named.items())]


def _meanings(sheet: SheetSurvey, said: ListSaid, lexicon: Lexicon) -> Mapping[str, Meaning]:
    shown = [c.wording for c in sheet.profile.columns]
    unknown = Counter(c.wording for c in said.columns) - Counter(shown)
    if unknown:
        name = next(iter(unknown))
        raise OtherLists(
            f"清单中没有列“{name[:40]}”；有：{'、'.join(shown)[:300]}",
            f"the list has no column {name[:40]!r}; it has {', '.join(shown)[:300]}",
            column=name[:40],
        )
    ids = column_ids([c.wording for c in said.columns])
    return {
        id: Meaning(
            Properties.KEPT if c.means == KEPT else c.means, unit_concept(c.unit, lexicon) if c.unit else ""
        )
        for id, c in zip(ids, said.columns, strict=True)
    }
