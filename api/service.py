"""How is a service put together? Settings in, a ``Service`` out: engine, graph, places, model, raw files.

The one place where the rooms are wired. The engine is reached at once; the model, the heaviest part, when first asked for.
What only some verbs need is imported where it is used: a verb is ready in the time that its own parts take.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from api.settings import Settings
from api.vocabulary import Vocabulary, files_of, vocabulary_of
from graph.connection import Graph, open_driver
from graph.engine.address import Address
from graph.engine.server import Engine, EngineOptions
from ontology.errors import ServiceProblem

if TYPE_CHECKING:
    from api.snapshots import Shelf
    from graph.embedding.cache import VectorCache
    from graph.embedding.protocol import Embedder
    from graph.gazetteer import Gazetteer
    from graph.index import IndexReport
    from graph.raw import RawStore
    from ingest.context import IngestContext, IngestOptions
    from ingest.declared import Declared
    from search.context import Questions, SearchContext

MEGABYTE = 1_000_000


class HomeNotWritable(ServiceProblem):
    """The home folder cannot be made or written."""


class Advance(Protocol):
    """Reports that ``done`` of ``total`` (0: not known) are done, and what is at hand; of a run of reading also how many
    rows of that file, and whether it is reading or settling (``step``)."""

    def __call__(self, done: int, total: int, name: str = "", *, rows: int = 0, step: str = "") -> None: ...


class Reporter(Protocol):
    """How a service tells what it is doing: the CLI prints, a job records."""

    def say(self, zh: str, en: str) -> None:
        """One line, in both languages."""
        ...

    def progress(self, zh: str, en: str) -> AbstractContextManager[Advance]:
        """Progress of one piece of work, for the length of a block."""
        ...


class Service:
    """An open service: everything a verb or a route needs. Close it, or use ``open_service``.

    ``files`` are the texts that its vocabulary was loaded from. ``first`` is the service that this one speaks another
    vocabulary than; the heavy parts are that one's, and closing that one closes them.
    """

    def __init__(
        self,
        settings: Settings,
        graph: Graph,
        reporter: Reporter,
        files: tuple[str, ...] | None = None,
        first: Service | None = None,
    ) -> None:
        self.settings = settings
        self.graph = graph
        self.reporter = reporter
        self.files = files_of(settings) if files is None else files
        self._first = first

    def speaking(self, vocabulary: Vocabulary) -> Service:
        """The same service under another vocabulary; this one goes on as it is."""
        graph = Graph(self.graph.driver, vocabulary.ontology, self.graph.gazetteer, self.graph.database)
        return Service(self.settings, graph, self.reporter, vocabulary.files, self._first or self)

    @cached_property
    def raw(self) -> RawStore:
        """The files that were read, as they were."""
        from graph.raw import RawStore

        return RawStore(self.settings.home / "raw")

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model, opened on first use."""
        if self._first:
            return self._first.embedder
        from graph.embedding.factory import open_embedder

        with self.reporter.progress("准备嵌入模型", "preparing the embedding model") as advance:
            return open_embedder(self.settings.model, self.settings.cache, advance)

    @cached_property
    def vectors(self) -> VectorCache:
        """Vectors computed before, by model and text."""
        if self._first:
            return self._first.vectors
        from graph.embedding.cache import VectorCache

        return VectorCache(self.settings.home / "vectors.sqlite")

    @cached_property
    def search(self) -> SearchContext:
        """What the search room works with."""
        from search.context import SearchContext

        return SearchContext(self.graph, self.embedder)

    @cached_property
    def shelf(self) -> Shelf:
        """The snapshots of this home."""
        if self._first:
            return self._first.shelf
        from api.snapshots import Shelf

        return Shelf(
            self.settings.home, lambda: self.graph.gazetteer, lambda: self.search.questions, self.reporter
        )

    @cached_property
    def ingest(self) -> IngestContext:
        """What the ingest room works with."""
        from ingest.context import IngestContext

        return IngestContext(self.graph, self.raw, self.reporter.say)

    def ingest_options(
        self,
        *,
        source: str | None = None,
        replace: bool = False,
        said: Declared | None = None,
        dry_run: bool = False,
    ) -> IngestOptions:
        """How a file is read here: the caller's choices within the limits that the settings state."""
        from ingest.context import IngestOptions
        from ingest.declared import Declared
        from ingest.readers.limits import Limits

        limits = Limits(file_bytes=self.settings.max_file_mb * MEGABYTE)
        return IngestOptions(
            source=source, replace=replace, said=said or Declared(), dry_run=dry_run, limits=limits
        )

    def fill_index(self, advance: Advance | None = None) -> IndexReport:
        """Give everything searchable its vector; told to ``advance``, or to the reporter without it."""
        from graph.index import fill_index

        if advance:
            return fill_index(self.graph, self.embedder, self.vectors, advance)
        with self.reporter.progress("建立索引", "indexing") as told:
            return fill_index(self.graph, self.embedder, self.vectors, partial(told, step="index"))

    def fill_index_if_needed(self, advance: Advance | None = None) -> IndexReport | None:
        """The same, unless nothing waits for a vector: then the model need not be opened."""
        from api.waiting import nothing_waits

        return None if nothing_waits(self.graph) else self.fill_index(advance)

    def close(self) -> None:
        """Give connections and files back; the engine goes on."""
        if self._first:
            return
        if "vectors" in self.__dict__:
            self.vectors.close()
        if "shelf" in self.__dict__:
            self.shelf.close()
        self.graph.close()


def make_home(home: Path) -> None:
    """The home folder, readable by its owner only.

    Raises:
        HomeNotWritable: it cannot be made or written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise not_writable(home, error.strerror or "") from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise not_writable(home, "permission denied")


def not_writable(home: Path, reason: str) -> HomeNotWritable:
    """The error of a home folder, or a folder in it, that cannot be made or written."""
    return HomeNotWritable(
        f"主目录 {home} 无法写入（{reason}）：请修改其权限，或用 GONGJIAN_HOME 指定另一个目录",
        f"the home folder {home} cannot be written ({reason}): change its permissions, or name another one in GONGJIAN_HOME",
        home=str(home),
    )


def engine_of(settings: Settings, *, ephemeral: bool = False) -> Engine:
    """The embedded engine of this home (not started)."""
    options = EngineOptions(size=settings.size, bolt_port=settings.bolt_port, ephemeral=ephemeral)
    return Engine(settings.home, settings.cache, options)


def address_of(settings: Settings, reporter: Reporter, *, ephemeral: bool = False) -> Address:
    """Where the graph is: the server that the settings name, else our own, started if need be."""
    if settings.neo4j_uri:
        return Address(
            settings.neo4j_uri, settings.neo4j_username, settings.neo4j_password.get_secret_value()
        )
    with reporter.progress("准备图数据库", "preparing the graph store") as advance:
        return engine_of(settings, ephemeral=ephemeral).start(reporter.say, advance)


@contextmanager
def open_service(
    settings: Settings, reporter: Reporter, *, ephemeral: bool = False, as_it_is: bool = False
) -> Iterator[Service]:
    """A service for the length of a block; starts the engine if it is not running.

    A store that was made under another vocabulary follows this one if that concerns no record. ``as_it_is``: it is
    left alone, for verbs that are about the vocabulary.

    Raises:
        BrokenVocabulary, VocabularyConflict, MigrationUnfinished: with what to do.
    """
    from graph.gazetteer import open_gazetteer

    make_home(settings.home)
    vocabulary = vocabulary_of(settings)
    address = address_of(settings, reporter, ephemeral=ephemeral)
    with ExitStack() as opened:
        gazetteer = opened.enter_context(closing(open_gazetteer(settings.cache / "places", reporter.say)))
        graph = Graph(open_driver(address), vocabulary.ontology, gazetteer)
        service = opened.enter_context(closing(Service(settings, graph, reporter, vocabulary.files)))
        if not as_it_is:
            _follow(service)
        yield service


def _follow(service: Service) -> None:
    """Have the store follow the service's vocabulary; what that makes anew is indexed."""
    from graph.adopting import adopt

    with service.reporter.progress("按新的本体更新条目", "following the vocabulary") as advance:
        made_anew = adopt(service.graph, service.reporter.say, advance)
    if made_anew:
        service.fill_index_if_needed()


@contextmanager
def open_shelf(settings: Settings, reporter: Reporter) -> Iterator[Shelf]:
    """The snapshots of a home for the length of a block, without the engine: searching them needs none."""
    from api.snapshots import Shelf
    from graph.embedding.factory import open_embedder
    from graph.gazetteer import open_gazetteer
    from search.context import Questions

    make_home(settings.home)
    with ExitStack() as opened:

        @lru_cache(maxsize=1)
        def gazetteer() -> Gazetteer:
            return opened.enter_context(closing(open_gazetteer(settings.cache / "places", reporter.say)))

        @lru_cache(maxsize=1)
        def questions() -> Questions:
            with reporter.progress("准备嵌入模型", "preparing the embedding model") as advance:
                return Questions(open_embedder(settings.model, settings.cache, advance))

        yield opened.enter_context(closing(Shelf(settings.home, gazetteer, questions, reporter)))
