"""What is asked for? The ``Demand``: plain data, made by ``search.demand``, judged by ``search.factors``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Understood:
    """One reading: these words of the sentence were taken as this.

    ``aspect`` is ``kind``, ``standard``, ``quantity``, ``place``, ``audience``, ``cost``, ``time``, ``detail`` or
    ``excluded`` (what is to be left out);
    ``value`` the machine value (concept, place code, number); ``zh``/``en`` how to show it.
    """

    aspect: str
    wording: str
    value: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A concept that is asked for, and the wording that named it. ``basis`` is ``said`` or, where the ontology
    led from what was said (a mask that protects doctors) to what that takes, ``required`` with its reason;
    ``ask`` is then what has to be asked of such a thing before it counts."""

    concept: str
    wording: str
    basis: Literal["said", "required"] = "said"
    reason_zh: str = ""
    reason_en: str = ""
    ask_zh: str = ""
    ask_en: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """What somebody asks for. Everything but ``text`` may be empty: not asked for.

    ``concepts`` are alternatives or parts: an offer of one of them is about the demand. ``place`` is an
    official code; ``places`` are the several places of one name where the sentence does not say which. ``without``
    are kinds, audiences and costs, ``without_places`` codes of places, that are to be left out.
    ``slot`` is the wording of a weekly time (周三下午), ``date`` an ISO date on which it is needed.
    ``details`` are content words that no concept covers. ``entity`` and ``needer`` are set if the demand is a need
    in the graph.
    """

    text: str
    concepts: tuple[Wanted, ...] = ()
    standards: tuple[str, ...] = ()
    quantity: Decimal | None = None
    unit: str = ""
    place: str | None = None
    place_wording: str = ""
    audiences: tuple[Wanted, ...] = ()
    cost: Wanted | None = None
    slot: str = ""
    date: str = ""
    details: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    without: tuple[Wanted, ...] = ()
    without_places: tuple[str, ...] = ()
    entity: str | None = None
    needer: str | None = None
    understood: tuple[Understood, ...] = ()
