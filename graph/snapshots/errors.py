"""What can be wrong with a snapshot or a citation? Each error says what, where and what to do."""

from __future__ import annotations

from ontology.errors import DataProblem, ServiceProblem, UsageProblem

SHOWN = 64


class NoSuchSnapshot(UsageProblem):
    """No snapshot has this id, or several begin with it."""

    status = 404

    def __init__(self, id: str, several: list[str] | None = None) -> None:
        if several:
            zh = f"有 {len(several)} 个快照以“{id[:SHOWN]}”开头：请多写几位"
            en = f"{len(several)} snapshots begin with {id[:SHOWN]!r}: give more digits"
        else:
            zh = f"没有快照“{id[:SHOWN]}”；用 gongjian snapshot list 列出已有的"
            en = f"there is no snapshot {id[:SHOWN]!r}; gongjian snapshot list shows those there are"
        super().__init__(zh, en, id=id[:SHOWN], allowed=several or [])


class SnapshotErased(UsageProblem):
    """A source was taken out of the snapshot; its successor says the rest."""

    status = 410

    def __init__(self, id: str, successor: str, reason: str) -> None:
        super().__init__(
            f"快照 {id} 因移除来源而不再提供（原因：{reason}）；请改用后继快照 {successor}",
            f"snapshot {id} is gone because a source was taken out of it (reason: {reason}); use its successor {successor}",
            id=id,
            successor=successor,
            reason=reason,
        )


class NoSuchCitation(UsageProblem):
    """No citation has this id."""

    status = 404

    def __init__(self, id: str) -> None:
        super().__init__(
            f"没有引用“{id[:SHOWN]}”：请核对编号；它随所在的快照目录保存，若在别处，请用 --from 指明该目录",
            f"there is no citation {id[:SHOWN]!r}: check the id; it is kept in its snapshot's folder, which --from can name "
            "if it is elsewhere",
            id=id[:SHOWN],
        )


class CitationErased(UsageProblem):
    """The evidence of the citation touched a source that was taken out."""

    status = 410

    def __init__(self, id: str, successor: str, reason: str) -> None:
        super().__init__(
            f"引用 {id} 依据的来源已被移除（原因：{reason}）；请在后继快照 {successor} 中重新提问",
            f"citation {id} rests on a source that was taken out (reason: {reason}); ask again in the snapshot {successor}",
            id=id,
            successor=successor,
            reason=reason,
        )


class SnapshotDamaged(DataProblem):
    """A file of a snapshot is not what the manifest says."""

    status = 500

    def __init__(self, id: str, file: str, zh: str, en: str) -> None:
        super().__init__(
            f"快照 {id} 的文件 {file} {zh}：请从备份或另一份拷贝恢复该文件，再运行 gongjian snapshot verify {id}",
            f"file {file} of snapshot {id} {en}: restore it from a backup or another copy, then run "
            f"gongjian snapshot verify {id}",
            id=id,
            file=file,
        )


class NotIndexed(ServiceProblem):
    """Something searchable has no vector yet."""

    transient = True

    def __init__(self, waiting: int) -> None:
        super().__init__(
            f"还有 {waiting} 段文本没有向量，快照会不完整：请先运行 gongjian index，再建快照",
            f"{waiting} texts have no vector yet, so the snapshot would lack them: run gongjian index first, then create it",
            found=waiting,
        )


class ModelDiffers(UsageProblem):
    """The snapshot's vectors are of another model than the one that is set."""

    status = 409

    def __init__(self, snapshot: str, present: str) -> None:
        super().__init__(
            f"快照的向量出自模型 {snapshot}，现在设置的是 {present}：请用 GONGJIAN_MODEL 指定原模型后再检索",
            f"the snapshot's vectors are of the model {snapshot}, the one that is set is {present}: name the former in "
            "GONGJIAN_MODEL, then search again",
            found=present,
            allowed=snapshot,
        )
