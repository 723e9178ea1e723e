"""Is this store the half of an import? Then nothing is read into it and nothing exported until the import is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ontology.errors import ServiceProblem

if TYPE_CHECKING:
    from graph.connection import Graph

HALF_MADE: Final = "MATCH (i:Import) RETURN i.name AS name"


class ImportUnfinished(ServiceProblem):
    """An import was cut short, or is going on, in this store."""

    status = 409

    def __init__(self, name: str) -> None:
        super().__init__(
            f"图只导入了一半（{name[:120]}）：请等导入结束，或再次运行 gongjian import 导入同一文件；也可换一个新的主目录"
            "（GONGJIAN_HOME）",
            f"the graph holds half of an import ({name[:120]}): wait for it to end, or run gongjian import on the same "
            "file again; or use a new home (GONGJIAN_HOME)",
            found=name[:120],
        )


def refuse_half_made(graph: Graph) -> None:
    """Do nothing in a store that is whole.

    Raises:
        ImportUnfinished: an import has begun here and is not done.
    """
    for row in graph.read(HALF_MADE):
        raise ImportUnfinished(row["name"])
