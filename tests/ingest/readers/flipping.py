"""What does a damaged workbook look like? A sound one with a few bytes changed, in its archive or in its parts."""

from __future__ import annotations

import io
import random
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from ingest.errors import IngestError
from ingest.readers.article import Prose
from ingest.readers.limits import Limits
from ingest.readers.workbook_kind import read_and_count
from tests.ingest.readers.writing import WRITERS

TABLE = {"资源": [["单位名称", "资源名称", "数量"], ["示例大学", "会议室", 3], ["示例医院", "义诊", 5]]}


def flipped(path: Path, draw: random.Random) -> Path:
    """Up to twelve bytes of a workbook changed."""
    if not zipfile.is_zipfile(path) or draw.random() < 0.2:
        path.write_bytes(_changed(path.read_bytes(), draw))
        return path
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice([name for name, data in parts.items() if data])
    parts[name] = _changed(parts[name], draw)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    path.write_bytes(held.getvalue())
    return path


def _changed(data: bytes, draw: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(draw.randint(1, 12)):
        made[draw.randrange(len(made))] = draw.randrange(256)
    return bytes(made)


def read_many(path: Path, limits: Limits) -> tuple[Prose, dict[str, Any]]:
    """Read as many damaged workbooks as the file says, of the kind of its ending; how often what came out."""
    outcomes: Counter[str] = Counter()
    damaged = Path(f"damaged{path.suffix}").absolute()
    sound = WRITERS[path.suffix[1:]](damaged, TABLE).read_bytes()
    for seed in range(int(path.read_text(encoding="utf-8"))):
        damaged.write_bytes(sound)
        outcomes[_outcome(flipped(damaged, random.Random(seed)), limits)] += 1
    return Prose(path.name, "flipped", ()), dict(outcomes)


def _outcome(path: Path, limits: Limits) -> str:
    try:
        document, _ = read_and_count(path, limits)
        for sheet in document.sheets:
            list(sheet.rows)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except IngestError:
        return "refused"
    except BaseException:  # as the process does: a panic of a Rust library is no Exception
        return "broken"
    return "read"
