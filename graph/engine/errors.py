"""What can go wrong with the store, and what should the user do about it?

Each class is one situation. It keeps its facts in ``where`` and says, in both languages, what
happened, where, and the next step. All end the command with exit code 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ontology.errors import ServiceProblem

_MIB = 1024 * 1024


class Unreachable(ServiceProblem):
    """Nothing answers at the address."""

    transient = True

    def __init__(self, uri: str, detail: str = "") -> None:
        super().__init__(
            f"无法连接图数据库 {uri}。请确认它已启动（gongjian up），或检查 NEO4J_URI 的地址与端口、网络和防火墙。",
            f"Cannot reach the graph store at {uri}. Start it (gongjian up), or check address and port in "
            "NEO4J_URI, the network and the firewall.",
            uri=uri,
            detail=detail,
        )


class WrongPassword(ServiceProblem):
    """The server answers and refuses user or password."""

    def __init__(self, uri: str, user: str) -> None:
        super().__init__(
            f"图数据库 {uri} 拒绝了用户 {user} 的登录。请检查 NEO4J_USERNAME 与 NEO4J_PASSWORD；"
            "多次输错后须等几秒再试。",
            f"The graph store at {uri} refused user {user}. Check NEO4J_USERNAME and NEO4J_PASSWORD; "
            "after several wrong tries wait some seconds.",
            uri=uri,
            user=user,
        )


class ServerTooOld(ServiceProblem):
    """The server lacks what the queries need: Cypher 25 and vector SEARCH with filters."""

    def __init__(self, uri: str, found: str, needed: str) -> None:
        super().__init__(
            f"{uri} 上的服务是 {found}，需要 Neo4j {needed} 或更新（Cypher 25 与带过滤的向量 SEARCH）。"
            "请升级它，或去掉 NEO4J_URI 使用自带的图数据库。",
            f"The server at {uri} is {found}; Neo4j {needed} or newer is needed (Cypher 25 and vector SEARCH "
            "with filters). Upgrade it, or unset NEO4J_URI to use the built-in store.",
            uri=uri,
            found=found,
            needed=needed,
        )


class NotAnAddress(ServiceProblem):
    """The address cannot be one of a Neo4j server."""

    def __init__(self, uri: str, detail: str) -> None:
        super().__init__(
            f"{uri!r} 不是图数据库地址。请写成 bolt://主机:端口 或 neo4j://主机:端口。",
            f"{uri!r} is no address of a graph store. Write bolt://host:port or neo4j://host:port.",
            uri=uri,
            detail=detail,
        )


class DatabaseMissing(ServiceProblem):
    """The server has no database of that name, or it is not online."""

    def __init__(self, database: str) -> None:
        super().__init__(
            f"图数据库服务里没有可用的库 {database!r}。请新建或启动它，或改用已有的库。",
            f"The server has no database {database!r} online. Create or start it, or name another.",
            database=database,
        )


class StoreReadOnly(ServiceProblem):
    """The server or the database takes no writes."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "图数据库只读，无法写入。请连接可写的服务（集群请用 neo4j:// 地址），或解除只读设置。",
            "The graph store is read-only. Connect to a server that takes writes (neo4j:// for a cluster), "
            "or lift the read-only setting.",
            detail=detail,
        )


class DiskFull(ServiceProblem):
    """There is not enough room on the disk of a folder."""

    def __init__(self, folder: Path | str, free: int | None = None, needed: int | None = None) -> None:
        have = "" if free is None else f"（剩余 {free // _MIB} MB，需要 {(needed or 0) // _MIB} MB）"
        have_en = "" if free is None else f" ({free // _MIB} MB left, {(needed or 0) // _MIB} MB needed)"
        super().__init__(
            f"{folder} 所在磁盘空间不足{have}。请腾出空间后重试，或用 GONGJIAN_HOME 换到别的磁盘。",
            f"The disk of {folder} is full{have_en}. Free some space and try again, or move to another disk "
            "with GONGJIAN_HOME.",
            folder=str(folder),
            free=free,
            needed=needed,
        )


class StoreStopped(ServiceProblem):
    """The store met an error from which it does not recover by itself, nearly always a full disk."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "图数据库因严重错误停止了写入，多半是磁盘已满。这一批没有写入，之前的内容都在。请检查磁盘空间，"
            "然后 gongjian down、gongjian up，再重试。",
            "The graph store met a critical error and takes no more writes; most often its disk is full. This "
            "batch was not written, what came before is kept. Check the disk, then gongjian down, gongjian up, "
            "and try again.",
            detail=detail,
        )


class StoreOutOfMemory(ServiceProblem):
    """A statement needs more memory than the server has."""

    transient = True

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "图数据库内存不足。请缩小这次操作（更少的行、更小的批次），或调大内存档位后重启。",
            "The graph store ran out of memory. Do less at once (fewer rows, smaller batches), or restart it "
            "with a larger memory size.",
            detail=detail,
        )


class FolderNotWritable(ServiceProblem):
    """A folder of the service cannot be made or written."""

    def __init__(self, folder: Path | str, detail: str = "") -> None:
        super().__init__(
            f"无法写入 {folder}。请检查其权限与所有者，或用 GONGJIAN_HOME 指定可写的目录。",
            f"Cannot write to {folder}. Check its permissions and owner, or name a writable folder with "
            "GONGJIAN_HOME.",
            folder=str(folder),
            detail=detail,
        )


class PortInUse(ServiceProblem):
    """The asked-for port belongs to another process."""

    def __init__(self, port: int, setting: str = "GONGJIAN_BOLT_PORT") -> None:
        super().__init__(
            f"端口 {port} 已被其他程序占用。请停掉那个程序，或改用别的端口（{setting}；不设置则自动选择）。",
            f"Port {port} is taken by another program. Stop it, or choose another port ({setting}; "
            "unset it to have a free one chosen).",
            port=port,
        )


class JarsUnavailable(ServiceProblem):
    """The parts of the store could not be downloaded."""

    transient = True

    def __init__(self, missing: int, name: str, detail: str) -> None:
        super().__init__(
            f"下载图数据库组件失败：还缺 {missing} 个，例如 {name}（{detail}）。"
            "请检查网络、代理与证书设置后重试；已下载的不会重新下载。",
            f"Could not download the parts of the graph store: {missing} missing, such as {name} ({detail}). "
            "Check network, proxy and certificates and try again; what was downloaded is kept.",
            missing=missing,
            name=name,
            detail=detail,
        )


class JarCorrupt(ServiceProblem):
    """A part of the store has another hash than the lock file says, twice in a row."""

    def __init__(self, name: str, expected: str, found: str) -> None:
        super().__init__(
            f"组件 {name} 两次下载后校验值都不符（应为 {expected[:12]}…，实为 {found[:12]}…），未被使用。"
            "请检查代理或镜像源是否改动了文件，然后重试。",
            f"The part {name} has the wrong hash after two downloads (expected {expected[:12]}…, found "
            f"{found[:12]}…) and was not used. Check whether a proxy or mirror changes files, then try again.",
            name=name,
            expected=expected,
            found=found,
        )


class EngineDied(ServiceProblem):
    """The server process ended while it was starting."""

    def __init__(self, log: Path, lines: Sequence[str]) -> None:
        tail = "\n".join(f"    {line}" for line in lines)
        super().__init__(
            f"图数据库启动时退出。日志 {log} 的最后几行：\n{tail}\n请按日志处理后重试 gongjian up。",
            f"The graph store ended while starting. See the last lines of {log} above, "
            "act on them and run gongjian up again.",
            log=str(log),
            lines=list(lines),
        )


class EngineSlow(ServiceProblem):
    """The server process runs and does not answer in time."""

    transient = True

    def __init__(self, log: Path, seconds: float) -> None:
        super().__init__(
            f"图数据库 {seconds:.0f} 秒内没有就绪，已停止它。机器可能太忙；请稍后重试 gongjian up，日志在 {log}。",
            f"The graph store was not ready within {seconds:.0f} s and was stopped. The machine may be too "
            f"busy; run gongjian up again later. Log: {log}.",
            log=str(log),
            seconds=seconds,
        )


class EngineBusy(ServiceProblem):
    """Another command holds the lock of this home for too long."""

    transient = True

    def __init__(self, home: Path | str, seconds: float) -> None:
        super().__init__(
            f"另一个命令正在启动或停止 {home} 的图数据库，等了 {seconds:.0f} 秒。请等它结束后重试。",
            f"Another command has been starting or stopping the store of {home} for {seconds:.0f} s. "
            "Wait for it to finish and try again.",
            home=str(home),
            seconds=seconds,
        )


class PasswordLost(ServiceProblem):
    """The store has content and the file with its password is gone or holds another one."""

    def __init__(self, password: Path, store: Path) -> None:
        super().__init__(
            f"图数据库的密码文件 {password} 不见了或与数据不符，无法登录已有的数据。请从备份恢复该文件；"
            f"若无备份，请移走 {store} 后重新导入来源。",
            f"The store's password file {password} is gone or does not fit, so its content cannot be opened. Restore the file "
            f"from a backup; without one, move {store} away and ingest the sources again.",
            file=str(password),
            store=str(store),
        )
