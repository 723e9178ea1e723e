"""How many non-empty cells does a file have, counted by somebody else than its reader?

The second, independent pass of the balance: own parsing for each format (a regular expression for delimited text,
a token machine for JSON lines). It shares no code with the readers; of theirs it takes only the encoding and
delimiter that they decided on. Binary formats are counted where they are read: see ``ingest.readers.child``.
"""

from __future__ import annotations

from pathlib import Path

from ingest.readers.count_delimited import count_delimited
from ingest.readers.count_json import count_jsonl
from ingest.readers.count_json_list import count_json_list
from ingest.readers.counted import Count


def count(path: Path, file_format: str, encoding: str, delimiter: str) -> Count:
    """Count the non-empty cells of a file.

    A cell is non-empty if it shows anything but white space and control characters. A merged range is
    one cell. A line that is no JSON object counts as one.
    """
    if file_format == "delimited":
        rows = count_delimited(path, encoding, delimiter)
    elif file_format == "json-list":
        rows = count_json_list(path, encoding)
    else:
        rows = count_jsonl(path, encoding)
    return Count(sum(rows.values()), rows)
