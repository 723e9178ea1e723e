"""What can stop an import? Each error names the file, the line or the thing, and what to do."""

from __future__ import annotations

from ontology.errors import DataProblem, ServiceProblem, UsageProblem

SHOWN = 120


class NotAnExport(DataProblem):
    """The file is no export of this program, or what it says of itself is missing: it was cut or is something else."""


class LineNotReadable(DataProblem):
    """A line is not what an export has there."""

    def __init__(self, file: str, line: int, found: str, zh: str, en: str) -> None:
        super().__init__(
            f"{file} 第 {line} 行：{zh}（{found[:SHOWN]}）。文件可能不完整或被改动：请重新导出后再导入",
            f"{file}, line {line}: {en} ({found[:SHOWN]}); the file may be cut or changed: export again, then import",
            file=file,
            line=line,
            found=found[:SHOWN],
        )


class UnknownTerm(DataProblem):
    """A class, property or concept that the present ontology does not have."""

    def __init__(self, file: str, line: int, term: str) -> None:
        super().__init__(
            f"{file} 第 {line} 行：现有本体中没有 {term[:SHOWN]}。请使用导出时的本体，或先把它加入本体",
            f"{file}, line {line}: the present ontology has no {term[:SHOWN]}; use the ontology of the export, or add "
            "the term first",
            file=file,
            line=line,
            term=term[:SHOWN],
        )


class ThingNotComplete(DataProblem):
    """Something in the file lacks what it must say, or says what it cannot."""

    def __init__(self, file: str, id: str, zh: str, en: str) -> None:
        super().__init__(
            f"{file}：{id[:SHOWN]} {zh}。文件可能不完整或被改动：请重新导出后再导入",
            f"{file}: {id[:SHOWN]} {en}; the file may be cut or changed: export again, then import",
            file=file,
            id=id[:SHOWN],
        )


class RestrictedValue(DataProblem):
    """A phone, ID-card, e-mail or account number stands open in the file; an export never holds one."""

    def __init__(self, file: str, id: str) -> None:
        super().__init__(
            f"{file}：{id[:SHOWN]} 含有未遮盖的受限内容（电话、证件号、邮箱或账号），不是原样的导出，不予导入",
            f"{file}: {id[:SHOWN]} holds a restricted value that is not masked (phone, ID, e-mail or account number); "
            "it is not as it was exported and is not imported",
            file=file,
            id=id[:SHOWN],
        )


class OtherVersions(DataProblem):
    """The export was made under versions whose difference cannot be bridged."""

    def __init__(self, file: str, name: str, found: str, ours: str) -> None:
        super().__init__(
            f"{file} 的 {name} 是 {found[:SHOWN] or '未写明'}，本程序是 {ours}，无法导入：请用导出它的版本打开，再用本版本重新读入来源",
            f"{file} has {name} {found[:SHOWN] or '(none)'}, this program {ours}, and cannot be imported: open it with the "
            "version that exported it, and ingest the sources with this one",
            file=file,
            name=name,
            found=found[:SHOWN],
            allowed=ours,
        )


class DoesNotConform(DataProblem):
    """Records of an export made under another ontology violate the present one."""

    def __init__(self, file: str, count: int, examples: list[str]) -> None:
        super().__init__(
            f"{file} 按另一版本体导出，其中 {count} 处不符合现有本体，未导入。例如：{'；'.join(examples)}",
            f"{file} was exported under another ontology, {count} places do not conform to the present one, nothing was "
            f"imported; for example: {'; '.join(examples)}",
            file=file,
            count=count,
            examples=examples,
        )


class StoreNotEmpty(UsageProblem):
    """An import needs a store in which nothing was read or entered."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            "图中已有内容，导入只能进入空图：请用 GONGJIAN_HOME 指定一个新的主目录再导入",
            "the graph holds something; an import needs an empty one: name a new home in GONGJIAN_HOME and import there",
        )


class OtherImportUnfinished(UsageProblem):
    """Another file's import was cut short in this store."""

    status = 409

    def __init__(self, name: str) -> None:
        super().__init__(
            f"这里有一次未完成的导入（{name[:SHOWN]}）：请再次导入同一文件以完成，或换一个新的主目录（GONGJIAN_HOME）",
            f"an import was cut short here ({name[:SHOWN]}): import the same file again to complete it, or use a new "
            "home (GONGJIAN_HOME)",
            found=name[:SHOWN],
        )


class SpoolFailed(ServiceProblem):
    """The temporary files of an import cannot be written."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(
            f"导入所需的临时文件写不下（{folder}：{reason}）：请腾出约为文件三倍的空间，或用 TMPDIR 指定另一目录",
            f"the temporary files of the import cannot be written ({folder}: {reason}): free about three times the "
            "file's size, or name another folder in TMPDIR",
            folder=folder,
            reason=reason,
        )
