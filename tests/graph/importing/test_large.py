"""Does a gigabyte come in with bounded memory and at a steady pace? Reading, sorting and checking; no store."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

MEGABYTES = 1000
MOST_MEMORY = 500
MOST_SECONDS_A_MEGABYTE = 1.0

CHECK = """
import resource, sys
from pathlib import Path
from graph.importing.contents import read_contents
from graph.importing.files import export_lines
from graph.importing.names import Names
from graph.importing.spool import spool
from ontology.load import load
names = Names(load())
spooled = spool(export_lines(Path(sys.argv[1])), names, "large.nq", lambda done: None)
found = read_contents(spooled, names, "large.nq")
print(found.records, found.passages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""


def write_large(path: Path, megabytes: int) -> int:
    """One source with as many records of one statement as fill the size, unsorted; how many."""
    from graph.export import nquads as nq
    from graph.export.said import Live, _passage, _record, source_triples
    from graph.identifiers import digest, passage_id, record_id
    from graph.records import Quote, Statement
    from graph.sources import SourceVersion
    from ontology.load import load

    ontology = load()
    version = SourceVersion("large", "declared", "0" * 64, "large.csv")
    live = Live(nq.data(version.id), nq.data(digest("g", version.id)))
    node = {
        "id": version.id,
        "key": "large",
        "basis": "declared",
        "content": version.content,
        "name": "large.csv",
    }
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in source_triples(node))
        while file.tell() < megabytes * 1_000_000 if count % 1000 == 0 else True:
            text = f"第{count}号单位可以提供会议室一间，周末开放，可容八十人"
            passage, record = passage_id("large", text, 0), record_id("large", "offer", text, "", "", 0)
            said = Statement("item", text, quotes=(Quote(passage, 0, 8),), quote_count=1)
            row = {"id": passage, "text": text, "kind": "row", "sheet": "", "row": count + 1, "masked": []}
            head = {"id": record, "role": "offer", "type": "Resource"}
            file.writelines(f"{line}\n" for line in _passage(row, live))
            file.writelines(f"{line}\n" for line in _record(head, live, (said,), ontology))
            count += 1
    return count


@pytest.mark.extra
@pytest.mark.timeout(3000)
def test_a_gigabyte_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.nq"
    count = write_large(path, MEGABYTES)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(path)], capture_output=True, text=True, check=True
    )
    seconds = time.perf_counter() - start
    records, passages, memory = done.stdout.split()
    assert (int(records), int(passages)) == (count, count)
    assert float(memory) < MOST_MEMORY
    assert seconds / MEGABYTES < MOST_SECONDS_A_MEGABYTE
