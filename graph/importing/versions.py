"""Was the export made under our versions, and if not, is it sound to go on?

The form of the export and the key function must be ours. Another ontology is sound if every term is known and every
record conforms; other places, fold or parameters always are: what they shape is made anew, never taken from the file.
"""

from __future__ import annotations

from typing import Final

from graph.connection import Graph
from graph.export.canonical import versions
from graph.export.terms import ME, Terms, store
from graph.importing.errors import NotAnExport, OtherVersions
from graph.importing.groups import Group, groups
from graph.importing.spool import Spool

MUST_BE_OURS: Final = ("exportVersion", "keyVersion")


def other_versions(graph: Graph, spool: Spool, file: str) -> dict[str, tuple[str, str]]:
    """The versions that differ: name → the file's, ours.

    Raises:
        NotAnExport: the file does not say that it is one. OtherVersions: one that must be ours is not.
    """
    header = _header(spool, file)
    ours = versions(graph)
    found = {name: header.text(store(name)) for name in ours}
    for name in MUST_BE_OURS:
        if found[name] != ours[name]:
            raise OtherVersions(file, name, found[name], ours[name])
    return {name: (found[name], ours[name]) for name in ours if found[name] != ours[name]}


def _header(spool: Spool, file: str) -> Group:
    for group in groups(spool, ME, file):
        if Terms.EXPORT in group.types:
            return group
    raise NotAnExport(
        f"{file} 不是完整的本程序导出文件：缺少版本说明（文件可能在末尾被截断）",
        f"{file} is no complete export of this program: its versions are missing (it may be cut at the end)",
        file=file,
    )
