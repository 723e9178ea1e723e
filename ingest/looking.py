"""Which files of a run are to be stored? Those that are not live already, can be read, and are one source each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.sources import SourceVersion, version_of
from ingest.context import IngestContext, IngestOptions, Progress
from ingest.declared import declare, declared_of, is_said
from ingest.errors import SameName
from ingest.files import content_hash
from ingest.freshness import with_file_date
from ingest.guidance import guided_name
from ingest.lists.lexicon import Lexicon
from ingest.manifest import Manifests
from ingest.opening import AnyPrepared, open_file, reader_of
from ingest.report import FileReport, failure
from ingest.tools import Tools
from ontology.errors import DataProblem

ALREADY_LIVE = """
MATCH (s:Source {content: $content, live: true, state: 'live'})
WHERE CASE WHEN $declared IS NULL THEN s.basis = 'found' OR (s.basis = 'name' AND s.name = $name) ELSE s.key = $declared END
RETURN s {.*} AS source ORDER BY s.key
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What all files of a run share."""

    context: IngestContext
    options: IngestOptions
    progress: Progress
    tools: Tools
    manifests: Manifests

    def options_for(self, path: Path) -> IngestOptions:
        """The caller's choices for one file: what the call says wins over what a manifest says."""
        source, said = self.manifests.of(path)
        return replace(
            self.options, source=self.options.source or source or None, said=self.options.said.over(said)
        )


def look(run: Run, files: Sequence[Path]) -> tuple[list[AnyPrepared], dict[Path, FileReport]]:
    """The files that are ready to be stored, and what became of the others."""
    reports: dict[Path, FileReport] = {}
    prepared: list[AnyPrepared] = []
    for path in files:
        found = _look_at(run.context, path, run.options_for(path), run.tools)
        if isinstance(found, FileReport):
            reports[path] = found
        else:
            prepared.append(found)
    prepared, unclear = _without_conflicts(prepared)
    return prepared, reports | unclear


def _look_at(
    context: IngestContext, path: Path, options: IngestOptions, tools: Tools
) -> AnyPrepared | FileReport:
    """Open and understand a file, unless this very content is live already and nothing else is declared of it."""
    try:
        content = content_hash(path)
        known = _known(context, path, content, options, tools.lists)
        if known and not options.replace and is_said(known, options.said):
            # An import brings no raw files: the one at hand is kept.
            if not options.dry_run and not context.raw.has(content):
                context.raw.put(path)
            name = tools.lists.mask(path.name).text
            return FileReport(name, "unchanged", known.key, known.basis, known.stated_date)
        one = open_file(path, content, options, tools)
        said = options.said.over(declared_of(known)) if known else options.said
        return replace(one, version=declare(with_file_date(one.version, path), said))
    except DataProblem as error:
        return failure(tools.lists.mask(path.name).text, error)


def _known(
    context: IngestContext, path: Path, content: str, options: IngestOptions, lexicon: Lexicon
) -> SourceVersion | None:
    """The live version that has this content, read by the present reader."""
    name = lexicon.mask(path.name).text
    rows = context.graph.read(ALREADY_LIVE, content=content, declared=options.source, name=name)
    reader = reader_of(path, lexicon)
    # What people entered is followed since the run began; the file itself need not be opened for that.
    found = (row["source"] for row in rows if guided_name(row["source"]["reader"], "") == reader)
    return next(map(version_of, found), None)


def _without_conflicts(prepared: list[AnyPrepared]) -> tuple[list[AnyPrepared], dict[Path, FileReport]]:
    """Set aside files of one key and different content of which nothing says which is the newer; of equal
    files one is enough."""
    sets: dict[tuple[object, ...], dict[str, AnyPrepared]] = {}
    unclear: dict[Path, FileReport] = {}
    for one in prepared:
        rank = () if one.version.basis == "name" else one.version.rank
        same = sets.setdefault((one.version.key, *rank), {}).setdefault(one.version.content, one)
        if same is not one:
            unclear[one.path] = FileReport(one.name, "unchanged", one.version.key, one.version.basis)
    kept = [one for several in sets.values() if len(several) == 1 for one in several.values()]
    for several in sets.values():
        for one in several.values() if len(several) > 1 else ():
            problem = SameName(one.version.name, one.version.key)
            told = failure(one.version.name, problem, "repair")
            unclear[one.path] = replace(told, source=one.version.key)
    order = {one.path: i for i, one in enumerate(prepared)}
    return sorted(kept, key=lambda one: order[one.path]), unclear
