"""How is a profile confirmed, taken back or listed, whatever the door? Entered, read again, and indexed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.plain import plain
from api.service import Service
from graph.desk.log import events
from graph.desk.profiles import profiles, synonyms
from graph.principal import Principal
from ontology.errors import UsageProblem

if TYPE_CHECKING:
    from ingest.profile_file import ListSaid

Advance = Callable[[int, int, str], None]
GUIDED = "MATCH (s:Source) WHERE s.live AND $header IN s.guides RETURN s.key AS key ORDER BY key"
PROFILE_KINDS = ("profile", "synonym")
FIX_KINDS = ("repair",)


class NothingConfirmed(UsageProblem):
    """A file whose lists have no column names to go by."""

    status = 422


@dataclass(frozen=True, slots=True)
class ConfirmedView:
    """人确认的含义 | what a person confirmed: a ``profile`` for lists of one header (``about`` is its signature), or a
    ``synonym`` (``about`` is the digest of the column name). ``means`` counts the columns by what they mean; ``sources`` are the
    live ones that it is for."""

    number: int
    kind: str
    who: str
    at: str
    about: str
    means: dict[str, int]
    role: str
    sources: tuple[str, ...]


def confirmed(service: Service, principal: Principal) -> list[ConfirmedView]:
    """All that counts, by number."""
    log = list(events(service.graph, principal))
    entered = {e.sequence: e for e in log}
    views = []
    for profile in profiles(log).values():
        event, means = entered[profile.sequence], [m.property for m in profile.columns.values()]
        counts = {name: means.count(name) for name in sorted(set(means))}
        views.append(
            ConfirmedView(
                profile.sequence,
                "profile",
                event.who,
                event.at,
                profile.header[1:],
                counts,
                profile.role,
                _sources(service, profile.header),
            )
        )
    for wording, (name, number) in synonyms(log).items():
        event = entered[number]
        sources = _sources(service, wording)
        views.append(ConfirmedView(number, "synonym", event.who, event.at, wording, {name: 1}, "", sources))
    return sorted(views, key=lambda v: v.number)


def confirm(
    service: Service,
    named: str,
    profile: str,
    advance: Advance,
    *,
    everywhere: bool = False,
    files: bool = True,
) -> dict[str, Any]:
    """Confirm the profile of that text for the lists of a file or a source (without a text: the one that the reader made); as
    ``ingest.rereading.Entered``, with ``unknown``, the names that could be made synonyms (``everywhere``: they were).

    Raises:
        ProfileNotValid, OtherLists, NothingConfirmed, NoSuchSource, SomebodyWrites: see there.
    """
    from ingest.profile_confirming import confirmations, new_synonyms
    from ingest.profile_file import read_profile
    from ingest.profiles import looked_at, said
    from ingest.rereading import enter

    with looked_at(service.ingest, named, service.ingest_options(), files=files) as (one, tools):
        lists: Sequence[ListSaid] = read_profile(profile, tools.lists) if profile else said(one, tools.lists)
        entries = confirmations(one, lists, tools.lists)
        synonyms_found = new_synonyms(one, lists, tools.lists)
    if not entries:
        raise NothingConfirmed(
            "这份文件的清单没有列名，含义无法用于别的清单",
            "the lists of this file have no column names, so nothing could be confirmed for others",
        )
    entries += synonyms_found if everywhere else []
    entered = enter(service.ingest, lambda _tx: entries, service.ingest_options(), advance)
    return {**plain(entered), "synonyms": len(synonyms_found), "everywhere": everywhere}


def revoke(service: Service, number: int, kinds: Sequence[str], advance: Advance) -> dict[str, Any]:
    """Take back an entry of one of these kinds; as ``ingest.rereading.Entered``.

    Raises:
        NoSuchEntry: there is none of that number that counts. SomebodyWrites: another run did not end in time.
    """
    from ingest.fixing import take_back

    options = service.ingest_options()
    return dict(plain(take_back(service.ingest, number, kinds, options=options, advance=advance)))


def _sources(service: Service, guide: str) -> tuple[str, ...]:
    return tuple(row["key"] for row in service.graph.read(GUIDED, header=guide))
