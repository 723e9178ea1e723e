"""Where do downloads live if nobody says otherwise? In the user's cache folder."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """The default cache: ``$XDG_CACHE_HOME/gongjian``, or ``~/.cache/gongjian``."""
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(base or Path.home() / ".cache") / "gongjian"
