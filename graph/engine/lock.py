"""Which files make up the store? ``jars.lock``: coordinates, SHA-256 and size of each, no addresses.

``python -m graph.engine.lock FOLDER`` resolves them anew (a minute; FOLDER keeps the downloads) and
rewrites the file; do so only to move to another version. Everybody else reads it with ``read_lock``.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from jgo.maven import Artifact, Dependency, MavenContext, PythonResolver

VERSION = "2026.08.1"
ROOTS = (("org.neo4j", "neo4j"), ("org.neo4j.app", "neo4j-server"))
LOCK_FILE = Path(__file__).with_name("jars.lock")
_SCOPES = {None, "compile", "runtime"}
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True, order=True)
class Jar:
    """One file of the store: its Maven coordinates, SHA-256 (hex) and size in bytes."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """The file's name, unique in the lock file."""
        classifier = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{classifier}.jar"

    def in_context(self, context: MavenContext) -> Artifact:
        """The artifact that ``context`` can find or download."""
        component = context.project(self.group, self.artifact).at_version(self.version)
        return component.artifact(self.classifier)


def read_lock(path: Path = LOCK_FILE) -> tuple[Jar, ...]:
    """The jars of the lock file, in its order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_from_line(line) for line in lines if line and not line.startswith("#"))


def write_lock(jars: Iterable[Jar], path: Path = LOCK_FILE) -> None:
    """Write the lock file, sorted."""
    lines = [f"# Neo4j {VERSION}: group:artifact:version:classifier SHA-256 bytes; made by graph.engine.lock"]
    lines += [f"{j.group}:{j.artifact}:{j.version}:{j.classifier} {j.sha256} {j.size}" for j in sorted(jars)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def resolve(downloads: Path) -> list[Jar]:
    """The jars of ``ROOTS`` and all they depend on, downloaded to a folder laid out as Maven's."""
    context = MavenContext(repo_cache=downloads, resolver=PythonResolver())
    roots = [context.project(*root).at_version(VERSION).artifact() for root in ROOTS]
    _, found = context.resolver.resolve([Dependency(root) for root in roots])
    artifacts = roots + [d.artifact for d in found if d.scope in _SCOPES]
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(_hashed, artifacts))


def hash_file(path: Path) -> str:
    """SHA-256 of a file, hex."""
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()


def _hashed(artifact: Artifact) -> Jar:
    path = Path(artifact.resolve())
    return Jar(
        artifact.groupId,
        artifact.artifactId,
        artifact.version,
        artifact.classifier,
        sha256=hash_file(path),
        size=path.stat().st_size,
    )


def _from_line(line: str) -> Jar:
    coordinates, sha256, size = line.split(" ")
    group, artifact, version, classifier = coordinates.split(":")
    return Jar(group, artifact, version, classifier, sha256, int(size))


if __name__ == "__main__":
    write_lock(resolve(Path(sys.argv[1])))
