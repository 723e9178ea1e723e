"""How well, and how fast, are articles read? The reading against the labelled set of ``bench/articles``, and characters a second.

    python -m bench.articles [--half dev|held-out] [--bare] [--quiet]

Reads each file with the real reader and extraction, no store, no vectors, and compares by ``bench.agreement``. Errors are
printed for the half ``dev`` only: nobody is to tune to the other. With ``--bare`` texts and labels are stripped of the 示例
that every invented name carries: how names look elsewhere. Nothing here judges; the tests hold what must hold.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.agreement import Comparison, Judge, Score
from bench.found import Findings
from bench.labels import KINDS, Fact, Labelled, bare, read_labels
from graph.gazetteer import Gazetteer, open_gazetteer
from ingest.articles.extract import ArticleExtraction
from ingest.articles.lexicon import ProseLexicon
from ingest.context import IngestOptions
from ingest.lists.lexicon import Lexicon
from ingest.prepare_mixed import prepare_mixed
from ingest.readers.open import is_mixed
from ontology.language.units import UnitTable
from ontology.load import load
from ontology.model import Ontology
from ontology.terms import Schemes

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
HALVES = ("dev", "held-out")
MOST_ROUNDS = 3


class Bench:
    """The tools of reading, opened once."""

    def __init__(self, ontology: Ontology, gazetteer: Gazetteer) -> None:
        self.ontology = ontology
        self.gazetteer = gazetteer
        self.lexicon = ProseLexicon(Lexicon(ontology, gazetteer))
        self.judge = Judge(UnitTable(ontology, Schemes.PROSE_UNITS))

    def read(self, path: Path) -> list[Fact]:
        """What the reading finds in a file."""
        one = prepare_mixed(path, "0" * 64, IngestOptions(), self.lexicon.lists)
        batches = list(ArticleExtraction(one.prose, one.version.key, self.lexicon).batches(2000))
        passages = {p.id: p for batch in batches for p in batch.passages}
        records = [r for batch in batches for r in batch.records]
        return Findings(records, passages, self.ontology, self.gazetteer).facts()

    def compare(self, labelled: Sequence[Labelled], *, bare_names: bool) -> list[tuple[Labelled, Comparison]]:
        """Each article with how the reading compares."""
        with TemporaryDirectory() as folder:
            taken = [bare(one, Path(folder)) if bare_names else one for one in labelled]
            return [(one, self.judge.compare(one, self.read(one.path))) for one in taken]


def main() -> None:
    """Print the tables of each half that is asked for, then the speed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--half", choices=HALVES, help="one half only")
    parser.add_argument(
        "--bare", action="store_true", help="names without the 示例 that marks them as invented"
    )
    parser.add_argument("--quiet", action="store_true", help="without the errors")
    options = parser.parse_args()
    gazetteer = open_gazetteer()
    bench = Bench(load(), gazetteer)
    for half in [options.half] if options.half else HALVES:
        compared = bench.compare(read_labels(half), bare_names=options.bare)
        _table(half, [c for _, c in compared])
        if half == "dev" and not options.quiet:
            _errors(compared)
    _speed(bench)
    gazetteer.close()


def _table(half: str, compared: Sequence[Comparison]) -> None:
    out = sys.stdout.write
    out(f"\n### {half}: {len(compared)} articles\n\n")
    out("| kind | labels | found | precision | recall |\n|---|---|---|---|---|\n")
    whole = Score()
    for kind in KINDS:
        score = Score()
        for one in compared:
            score.add(one.scores[kind])
        whole.add(score)
        _row(kind, score)
    _row("**all**", whole)
    for question in sorted({q for c in compared for q in c.asked}):
        answers = sum((c.asked.get(question, Counter()) for c in compared), Counter[str]())
        out(f"\n{question}: " + ", ".join(f"{number} {answer}" for answer, number in answers.most_common()))
    out(f"\nforbidden facts stated (not_facts): {sum(len(c.violated) for c in compared)}\n")


def _row(name: str, score: Score) -> None:
    found = score.right + score.wrong
    sys.stdout.write(f"| {name} | {score.wanted} | {found} | {score.precision:.2f} | {score.recall:.2f} |\n")


def _errors(compared: Sequence[tuple[Labelled, Comparison]]) -> None:
    out = sys.stdout.write
    out("\n### dev: where they differ\n")
    for labelled, one in compared:
        if not (one.missed or one.wrong or one.mixed or one.violated):
            continue
        out(f"\n{labelled.path.name}\n")
        for fact in one.missed:
            out(f"  - missed {fact.kind}: {fact}\n")
        for fact in one.wrong:
            out(f"  + wrong {fact.kind}: {fact}   「{fact.sentence}」\n")
        for question, gold, found in one.mixed:
            said, right = (
                "/".join(f.whose) if question == "whose figures" else f.cls or f.precision
                for f in (found, gold)
            )
            out(f"  ~ {question}: {gold}: {said}, not {right}   「{found.sentence}」\n")
        for words in one.violated:
            out(f"  ! forbidden: {words}\n")


def _speed(bench: Bench) -> None:
    """The best of some rounds: reading, both counts and extraction, no vectors, no store."""
    out = sys.stdout.write
    out("\n### speed, one core, without vectors\n\n")
    out("| files | articles | characters | s | articles/s | characters/s |\n|---|---|---|---|---|---|\n")
    for name, paths in (
        ("samples", sorted(p for p in SAMPLES.iterdir() if is_mixed(p))),
        ("labelled set", [one.path for one in read_labels()]),
    ):
        characters = sum(len(path.read_text(encoding="utf-8")) for path in paths)
        seconds = min(_timed(bench, paths) for _ in range(MOST_ROUNDS))
        out(
            f"| {name} | {len(paths)} | {characters} | {seconds:.2f} | {len(paths) / seconds:.1f}"
            f" | {characters / seconds:.0f} |\n"
        )


def _timed(bench: Bench, paths: Sequence[Path]) -> float:
    start = time.process_time()
    for path in paths:
        bench.read(path)
    return time.process_time() - start


if __name__ == "__main__":
    main()
