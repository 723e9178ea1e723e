"""How well are made-up lists read?

    python -m bench.dialects [--half dev|more|past|north|south|held] [--cases 300] [--seed 0] [--show N] [--reveal]

Writes the lists of a half into a temporary folder, reads each with the project's reader and prints one table. ``--show N``:
the first N errors of each measure; of the held half only with ``--reveal``, so that nobody works on it by accident.
``--keep FOLDER`` leaves the files there.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.dialects.generate import HALVES, generate
from bench.dialects.judge import LESS_IS_BETTER, MEASURES, Judge, Score
from bench.dialects.seen import read
from bench.dialects.write import write
from graph.gazetteer import open_gazetteer
from ingest.lists.lexicon import Lexicon
from ontology.load import load


def main() -> None:
    """Make, read, judge, print."""
    asked = _arguments()
    gazetteer = open_gazetteer()
    judge = Judge(Lexicon(load(), gazetteer))
    with TemporaryDirectory() as temporary:
        folder = Path(asked.keep or temporary)
        for seed in range(asked.seed, asked.seed + asked.cases):
            case = generate(seed, asked.half, gazetteer)
            home = folder / f"{seed:05d}"
            home.mkdir(parents=True, exist_ok=True)
            judge.judge(case, read(write(case, home), judge.lexicon))
    gazetteer.close()
    sys.stdout.write(table(judge.score, asked.half, asked.cases, asked.seed))
    if asked.half != "held" or asked.reveal:
        sys.stdout.write(errors(judge.score, asked.show))


def table(score: Score, half: str, cases: int, seed: int) -> str:
    """The measures as a Markdown table."""
    lines = [
        f"half {half}, {cases} lists from seed {seed}",
        "",
        "| measure | right | of | % |",
        "|---|---|---|---|",
    ]
    for name in MEASURES:
        right, possible = score.right[name], score.possible[name]
        share = f"{100 * right / possible:.1f}" if possible else "–"
        lines.append(
            f"| {name}{' (less is better)' if name in LESS_IS_BETTER else ''} | {right} | {possible} | {share} |"
        )
    return "\n".join(lines) + "\n"


def errors(score: Score, number: int) -> str:
    """The first errors of each measure, in words; nothing if none are asked for."""
    if not number:
        return ""
    lines: list[str] = []
    for name in MEASURES:
        found = score.errors.get(name, [])
        lines += [f"\n{name}: {len(found)} errors", *(f"  {e}" for e in dict.fromkeys(found[: number * 3]))][
            : number + 1
        ]
    return "\n".join(lines) + "\n"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.dialects")
    parser.add_argument("--half", choices=sorted(HALVES), default="dev")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--reveal", action="store_true")
    parser.add_argument("--keep", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
