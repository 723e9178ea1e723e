"""What does ``make bench`` print? Every timing of the project and how well lists and articles are read, table by table; nothing is judged.

The machines that this runs on are shared and noisy: repeat a figure before quoting it.
"""

from __future__ import annotations

import subprocess
import sys

BENCHES = (
    ("bench.ontology",),
    ("bench.ingest",),
    ("bench.pdf",),
    ("bench.dialects",),
    ("bench.dialects", "--half", "held"),
    ("bench.articles", "--quiet"),
    ("bench.store",),
    ("bench.pipeline",),
    ("bench.export",),
    ("bench.snapshot",),
    ("bench.service",),
)


def main() -> None:
    """Run each bench in a process of its own."""
    for bench in BENCHES:
        sys.stdout.write(f"\n## python -m {' '.join(bench)}\n")
        sys.stdout.flush()
        subprocess.run([sys.executable, "-m", *bench], check=True)


if __name__ == "__main__":
    main()
