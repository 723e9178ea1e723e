"""Does the store follow a changed vocabulary exactly: as if everything had been read under it, or not at all?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from graph.adopting import adopt
from graph.connection import Graph, Transaction
from graph.engine.address import Address
from graph.evolution import VocabularyConflict, judge
from graph.export.canonical import canonical
from graph.principal import PUBLIC
from graph.raw import RawStore
from graph.removal import NoSuchSource
from graph.schema import ensure_schema
from graph.vocabulary import MigrationUnfinished, OtherVocabulary, held
from ingest.context import IngestContext
from ingest.migration import Migration, MigrationBlocked, migrate
from ingest.pipeline import ingest
from ontology.model import Ontology
from tests.conftest import WIPE
from tests.journey.killing import environment_of, killed_when
from tests.journey.lists import HEADER, Listing, listing
from tests.journey.vocabularies import VARIANTS, folder_of, variant

pytestmark = pytest.mark.store
T = TypeVar("T")
NAMES = sorted(VARIANTS)
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
PHASES = tuple(Phase) if LONG else (Phase.explicit,)
DEATHS = (2, 5, 9) if LONG else (5,)
SECRETS = ("青松三号", "白鹭七号")


def _marked(item: Listing) -> Listing:
    """The list with one of the secrets in its column 内部标记."""
    rows = ((*row[:7], SECRETS[i % 2], *row[8:]) for i, row in enumerate(item.rows))
    return Listing(item.name, tuple(rows))


LISTS = [_marked(listing("甲区资源清单.csv", 8, 1)), _marked(listing("乙区资源清单.jsonl", 6, 2))]
if LONG:
    LISTS.append(listing("丁区报道.txt", 5, 4))


class Killed(Exception):
    """The process is gone."""


class MortalGraph(Graph):
    """A graph whose process dies after so many transactions."""

    lives: int

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        if self.lives <= 0:
            raise Killed
        self.lives -= 1
        return super().transaction(work)


class World:
    """One store, and folders for files and vocabularies."""

    def __init__(self, graph: Graph, folder: Path) -> None:
        self.graph, self.folder = graph, folder
        self.files = [item.write(folder) for item in LISTS]
        self.made: dict[str, Ontology] = {}
        self.fresh: dict[str, str] = {}
        self.stands = ""

    def under(self, name: str, kind: type[Graph] = Graph) -> IngestContext:
        """The store as a process that has loaded this variant sees it."""
        if name not in self.made:
            self.made[name] = variant(name, self.folder)
        graph = kind(self.graph.driver, self.made[name], self.graph.gazetteer)
        return IngestContext(graph, RawStore(self.folder / "raw"))

    def read(self, name: str) -> IngestContext:
        """An empty store that reads all files under a variant."""
        self.stands = ""
        self.graph.commit_in_batches(WIPE)
        context = self.under(name)
        adopt(context.graph)
        assert not ingest(context, self.files).failed
        return context

    def standing(self, name: str) -> IngestContext:
        """A store that has read all files under a variant, for tests that leave it as it is: they share one."""
        if self.stands == name:
            return self.under(name)
        context = self.read(name)
        self.stands = name
        return context

    def export(self, name: str) -> str:
        """The canonical export under a variant."""
        return "\n".join(canonical(self.under(name).graph, PUBLIC))

    def read_fresh(self, name: str) -> str:
        """The export of a store that read everything under this variant."""
        if name not in self.fresh:
            self.read(name)
            self.fresh[name] = self.export(name)
        return self.fresh[name]

    def bury(self) -> None:
        """Give back the turn of a process that is gone (a real one is seen to be gone; ours goes on)."""
        self.graph.write("MATCH (t:Turn) DETACH DELETE t")

    def migrate(self, name: str, **options: Any) -> Migration:
        """Migrate to a variant, without waiting for services that are not there."""
        return migrate(self.under(name), notice=0, **options)


@pytest.fixture(scope="module")
def world(
    driver: Any, ontology: Ontology, gazetteer: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    graph = Graph(driver, ontology, gazetteer)
    graph.commit_in_batches(WIPE)
    ensure_schema(graph)
    yield World(graph, tmp_path_factory.mktemp("migration"))
    graph.commit_in_batches(WIPE)


few = settings(
    max_examples=40,
    phases=PHASES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@few
@given(old=st.sampled_from(NAMES), new=st.sampled_from(NAMES))
@example(old="plain", new="restricted")
@example(old="restricted", new="renamed")
def test_invariant_migrated_is_as_read_under_the_new_vocabulary(world: World, old: str, new: str) -> None:
    expected = world.read_fresh(new)
    world.read(old)
    world.migrate(new)
    assert world.export(new) == expected
    assert held(world.graph).version == world.made[new].version  # type: ignore[union-attr]


@few
@given(new=st.sampled_from(["restricted", "renamed"]), lives=st.integers(1, 60))
@example(new="restricted", lives=3)
@example(new="renamed", lives=20)
def test_invariant_killed_anywhere_and_run_again(world: World, new: str, lives: int) -> None:
    expected = world.read_fresh(new)
    world.read("plain")
    dying = world.under(new, MortalGraph)
    dying.graph.lives = lives  # type: ignore[attr-defined]
    try:
        migrate(dying, notice=0)
    except Killed:
        world.bury()
        assert _says_so(world, new)
        world.migrate(new)
    assert world.export(new) == expected


KILL_AT = {
    "it has said where to": "MATCH (v:Vocabulary) RETURN count(v.target) > 0 AS now",
    "a source is read again": "MATCH (s:Source) WHERE s.reader ENDS WITH $version RETURN count(s) > 0 AS now",
}
"""When the command is killed: as soon as the query says so."""


def test_the_command_killed_and_run_again_ends_as_if_it_had_not_been(world: World, engine: Address) -> None:
    expected = world.read_fresh("restricted")
    world.read("plain")
    target = world.under("restricted").graph.ontology.version
    environment = environment_of(engine, world.folder)
    environment["GONGJIAN_ONTOLOGY"] = str(folder_of("restricted", world.folder))
    for moment, query in KILL_AT.items():
        killed_when(world.graph, query, ["ontology", "migrate", "--no-index"], environment, version=target)
        assert held(world.graph).target == target, moment  # type: ignore[union-attr]
        with pytest.raises(MigrationUnfinished):
            adopt(world.under("restricted").graph)
    world.migrate("restricted")
    assert world.export("restricted") == expected


@pytest.mark.parametrize("lives", DEATHS)
def test_an_additive_change_killed_anywhere_is_adopted_by_the_next_opening(world: World, lives: int) -> None:
    world.read("plain")
    before = world.graph.read("MATCH (r:Record) RETURN r.id AS id, r.statements AS s ORDER BY id")
    dying = world.under("deprecated", MortalGraph).graph
    dying.lives = lives  # type: ignore[attr-defined]
    with pytest.raises(Killed):
        adopt(dying)
    world.bury()
    graph = world.under("deprecated").graph
    assert adopt(graph) and not adopt(graph)
    assert held(graph).version == graph.ontology.version  # type: ignore[union-attr]
    assert world.graph.read("MATCH (r:Record) RETURN r.id AS id, r.statements AS s ORDER BY id") == before
    assert world.export("deprecated")


def test_a_restriction_on_values_that_stand_is_refused_with_the_records(world: World) -> None:
    world.standing("plain")
    state = world.graph.read("MATCH (n) RETURN count(n) AS n, sum(size(coalesce(n.statements, ''))) AS s")
    with pytest.raises(VocabularyConflict) as refused:
        adopt(world.under("restricted").graph)
    change = next(c for c in refused.value.where["changes"] if c["kind"] == "restricted")  # type: ignore[attr-defined]
    assert change["records"] == len(
        world.graph.read("MATCH (r:Record) WHERE r.statements CONTAINS '\"innerMark\"' RETURN r")
    )
    assert len(change["first"]) == 5 and {p["file"] for p in change["first"]} <= {p.name for p in world.files}
    assert all(p["row"] and p["record"] and p["source"] for p in change["first"])
    assert "gongjian ontology migrate" in refused.value.zh and "gongjian ontology migrate" in refused.value.en
    assert (
        world.graph.read("MATCH (n) RETURN count(n) AS n, sum(size(coalesce(n.statements, ''))) AS s")
        == state
    )
    assert not adopt(world.under("plain").graph)


def test_a_stricter_rule_concerns_the_records_that_break_it(world: World) -> None:
    world.standing("plain")
    (found,) = judge(world.under("short").graph).findings
    assert found.change.kind == "tightened-maxLength" and found.change.term == "Offer.innerMark"
    assert found.count == len(world.graph.read("MATCH (r:Record {role: 'offer'}) RETURN r"))


def test_a_dry_run_changes_nothing_and_says_what_would_happen(world: World) -> None:
    world.standing("plain")
    before = world.export("plain")
    report = world.migrate("restricted", dry_run=True)
    assert (
        not report.done and {s.action for s in report.steps} == {"read"} and len(report.steps) == len(LISTS)
    )
    assert world.export("plain") == before


def test_after_the_migration_no_restricted_value_stands_anywhere(world: World) -> None:
    def stored() -> str:
        return str(world.graph.read("MATCH (n) RETURN properties(n) AS p")) + world.export(now)

    now = "plain"
    world.read(now)
    assert all(secret in stored() for secret in SECRETS)
    now = "restricted"
    world.migrate(now)
    assert "甲示例医院" in stored() and not any(secret in stored() for secret in SECRETS)


def test_a_new_wording_of_a_restricted_property_concerns_columns_that_were_kept(world: World) -> None:
    world.read("other")
    found = judge(world.under("restricted").graph).findings
    assert [f.change.kind for f in found] == ["restricted-wording"]
    assert found[0].count > 0 and len(found[0].sources) >= 1
    world.migrate("restricted")
    assert world.export("restricted") == world.read_fresh("restricted")


@pytest.mark.parametrize("new", ["single", "deprecated"])
def test_what_concerns_no_record_passes(world: World, new: str) -> None:
    world.read("plain")
    graph = world.under(new).graph
    findings = judge(graph).findings
    assert findings == () and adopt(graph)


def test_without_its_file_a_source_is_renamed_or_blocked_and_can_be_supplied_or_removed(world: World) -> None:
    context = world.read("deprecated")
    content = world.graph.read(
        "MATCH (s:Source) WHERE s.name = $n RETURN s.content AS c", n=world.files[0].name
    )[0]["c"]
    context.raw.delete(content)
    assert {s.action for s in world.migrate("renamed", dry_run=True).steps} == {"read", "keep"}
    world.read("plain")
    context.raw.delete(content)
    with pytest.raises(MigrationBlocked) as blocked:
        world.migrate("restricted")
    assert world.files[0].name in blocked.value.zh and "--remove" in blocked.value.en
    assert held(world.graph).target == ""  # type: ignore[union-attr]
    world.migrate("restricted", files=[world.files[0]])
    assert world.export("restricted") == world.read_fresh("restricted")
    world.read("plain")
    context.raw.delete(content)
    key = world.graph.read("MATCH (s:Source) WHERE s.name = $n RETURN s.key AS k", n=world.files[0].name)[0][
        "k"
    ]
    with pytest.raises(NoSuchSource):
        world.migrate("restricted", removed=[key, "没有的来源"])
    world.migrate("restricted", removed=[key])
    assert world.files[0].name not in world.export("restricted")
    world.graph.write("MATCH (v:Vocabulary) SET v.target = v.version")  # cut short just before its last step
    assert world.migrate("restricted", removed=[key]).done
    assert held(world.graph).target == ""  # type: ignore[union-attr]


def test_successors_take_the_place_of_old_terms_where_the_file_is_gone(world: World) -> None:
    """A store whose records came without files, of a property that is replaced later."""
    context = world.read("plain")
    for row in world.graph.read("MATCH (s:Source) RETURN s.content AS c"):
        context.raw.delete(row["c"])
    adopt(world.under("deprecated").graph)
    report = world.migrate("renamed")
    assert "rename" in {s.action for s in report.steps}
    assert '"innerMark"' not in str(world.graph.read("MATCH (n:Record) RETURN n.statements AS s"))
    assert '"innerNote"' in str(world.graph.read("MATCH (n:Record) RETURN n.statements AS s"))
    for item, path in zip(LISTS, world.files, strict=True):
        item.write(path.parent)
    assert world.migrate("renamed", files=world.files).done


def test_another_process_neither_writes_nor_reads_while_the_store_moves(world: World) -> None:
    context = world.read("plain")
    world.graph.write("MATCH (v:Vocabulary) SET v.target = 'somewhere'")
    with pytest.raises(MigrationUnfinished):
        adopt(context.graph)
    with pytest.raises(MigrationUnfinished):
        ingest(context, world.files)
    world.migrate("plain")
    assert not adopt(context.graph)
    with pytest.raises(OtherVocabulary):
        ingest(world.under("restricted"), world.files)


def _says_so(world: World, new: str) -> bool:
    """Killed on the way, the store says where to, or is still (or already) of one vocabulary."""
    found = held(world.graph)
    assert found is not None
    return found.target in ("", world.made[new].version)


assert "内部标记" in HEADER
