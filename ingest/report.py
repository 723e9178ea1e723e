"""What came of a run? One plain report: per file its source, records, balance, repairs; JSON-able."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from graph.changes import Changes
from graph.sources import SourceVersion
from ontology.errors import GongjianError

Outcome = Literal[
    "stored", "unchanged", "superseded", "refused", "failed", "repair", "would-store", "skipped"
]
"""``stored``: live now. ``unchanged``: this content was live already. ``superseded``: a newer version is
live. ``refused``: other content is live under this key and nothing says which is newer. ``failed``: the file
could not be read or did not balance. ``repair``: not stored until a person names the source. ``would-store``: a dry
run would have stored it. ``skipped``: a file of a folder or an archive that nobody reads; that is no error."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What became of the non-empty cells; the four add up to ``counted`` or the file fails."""

    counted: int = 0
    interpreted: int = 0
    kept: int = 0
    structure: int = 0
    repair: int = 0

    @property
    def accounted(self) -> int:
        """The cells that the reading dealt with."""
        return self.interpreted + self.kept + self.structure + self.repair


@dataclass(frozen=True, slots=True)
class SentenceBalance:
    """What became of the sentences of prose: they yielded facts, were judged to hold none, or look like a fact and were
    not understood; the three add up to ``counted`` or the file fails. ``furniture`` are characters of page furniture."""

    counted: int = 0
    facts: int = 0
    none: int = 0
    not_understood: int = 0
    furniture: int = 0

    def counting(self, verdict: str) -> SentenceBalance:
        """With one more sentence of this verdict."""
        return replace(self, counted=self.counted + 1, **{verdict: getattr(self, verdict) + 1})


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """How one column was understood: the property, how sure (0 to 1), and why."""

    sheet: str
    column: str
    property: str
    confidence: float
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Note:
    """What there is to know of how a file was read, in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file of a run. ``placeholders`` names the columns of which values were taken as "not stated", with
    how many; ``problem_zh`` and ``problem_en`` say why it was not stored. ``unit`` is what the balance counts: the ``cell``
    of a list, the ``statement`` of RDF, the ``leaf`` of JSON. ``changes``: what it says differently from the version before
    it, ``None`` for the first of its source; ``successions``: about how many vanished records it asks
    (``graph.succession``)."""

    file: str
    outcome: Outcome
    source: str = ""
    basis: str = ""
    stated_date: str = ""
    rows: int = 0
    passages: int = 0
    records: dict[str, int] = field(default_factory=dict)
    balance: Balance = field(default_factory=Balance)
    repairs: int = 0
    placeholders: dict[str, int] = field(default_factory=dict)
    columns: tuple[ColumnReport, ...] = ()
    problem: str = ""
    problem_zh: str = ""
    problem_en: str = ""
    where: dict[str, object] = field(default_factory=dict)
    sentences: SentenceBalance = field(default_factory=SentenceBalance)
    unit: str = "cell"
    changes: Changes | None = None
    successions: int = 0
    path: str = ""
    notes: tuple[Note, ...] = ()


def failure(file: str, error: GongjianError, outcome: Outcome = "failed") -> FileReport:
    """The report of a file that could not be read or stored, with why."""
    return FileReport(
        file,
        outcome,
        problem=error.slug,
        problem_zh=error.zh,
        problem_en=error.en,
        where=dict(error.where),
    )


def refusal(version: SourceVersion, units: int, shared: int, live: SourceVersion | None) -> FileReport:
    """The report of a file that does not take the place of what is live under its key; ``shared`` rows are in both."""
    zh, en = _why_not(version, live)
    return FileReport(
        version.name,
        "refused",
        version.key,
        version.basis,
        rows=units,
        problem="other-content-is-live",
        problem_zh=f"来源“{version.key}”已有另一份内容（有 {shared} 行相同），{zh}：确认替换请加 --replace，"
        "不是同一来源请用 --source 另起名称",
        problem_en=f"other content is live under source “{version.key}” ({shared} rows are the same) and {en}: add --replace "
        "to replace it, or name another source with --source",
        where={"file": version.name, "key": version.key, "shared": shared},
    )


def _why_not(version: SourceVersion, live: SourceVersion | None) -> tuple[str, str]:
    """Why only a person can say which of two contents of one key is to stand."""
    mine, other = version.stated_date, live.stated_date if live else ""
    if version.basis == "name" and mine and other:
        return (
            f"来源名称只是文件名，不能仅凭日期（这份 {mine}，在用的 {other}）就认作同一份清单的新旧版本",
            f"the key is only the file's name: dates alone (this one {mine}, the live one {other}) do not make them two "
            "versions of one list",
        )
    if mine and mine == other:
        return (
            f"两份写明的日期都是 {mine}，无法判断哪份更新",
            f"both state {mine}, so nothing says which is newer",
        )
    return "两份没有都写明日期，无法判断哪份更新", "not both state a date, so nothing says which is newer"


def outdated(version: SourceVersion, live: SourceVersion | None) -> FileReport:
    """The report of a file that is older than what is live under its key."""
    mine, other = version.stated_date, live.stated_date if live else ""
    zh = f"这份的日期是 {mine or '（未写明）'}，在用的是 {other or '（未写明）'}"
    note = Note(zh, f"this one states {mine or 'no date'}, the live one {other or 'no date'}")
    notes = (note,) if mine != other else ()
    return FileReport(version.name, "superseded", version.key, version.basis, mine, notes=notes)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run, in the order in which the files were read, then those that were passed over. ``hidden`` is how many
    hidden files and locks of office programs were left alone."""

    files: tuple[FileReport, ...] = ()
    hidden: int = 0

    @property
    def failed(self) -> bool:
        """Whether a file could not be stored for a reason in the data."""
        return any(f.outcome in {"failed", "refused", "repair"} for f in self.files)

    @property
    def stored(self) -> int:
        """How many files were stored."""
        return sum(f.outcome == "stored" for f in self.files)
