"""What does a page load beside its HTML? Our style and scripts, and the fetched ones; each under the hash of its content.

They are read once, when the service starts. An address with the hash may be kept for ever; a changed file has another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.web.vendor import SCRIPTS

OWN: Final = Path(__file__).with_name("static")
KINDS: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served."""

    content: bytes
    media_type: str
    hash: str


def read_assets(scripts: Path) -> Mapping[str, Asset]:
    """Our own files, and those of the fetched scripts that are in the folder, by name."""
    files = [path for path in sorted(OWN.iterdir()) if path.suffix in KINDS]
    files += [scripts / name for name in SCRIPTS if (scripts / name).is_file()]
    return {path.name: _asset(path) for path in files}


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    return Asset(content, KINDS[path.suffix], hashlib.sha256(content).hexdigest()[:16])
