"""How is a demand shown to the person who asked? Each reading: these words were taken as this."""

from __future__ import annotations

from collections.abc import Iterable

from graph.gazetteer import Gazetteer
from graph.places import path_of
from ontology.model import Ontology
from search.asked import Demand, Understood, Wanted


def explain(
    demand: Demand, ontology: Ontology, gazetteer: Gazetteer, unclear: Iterable[str] = ()
) -> tuple[Understood, ...]:
    """Every reading of a demand, in the order of the factors; ``unclear`` are wordings that name several places."""
    found = [_concept("kind", w, ontology) for w in demand.concepts]
    found += [Understood("standard", c, c, f"标准：{c}", f"standard: {c}") for c in demand.standards]
    found += [Understood("detail", d, d, f"另要求：{d}", f"also: {d}") for d in demand.details]
    if demand.place:
        path = path_of(demand.place, gazetteer)
        found.append(
            Understood("place", demand.place_wording, demand.place, f"地点：{path}", f"place: {path}")
        )
    for wording in unclear:
        use_zh, use_en = ("各处都查", "all are looked at") if demand.places else ("没有用作条件", "not used")
        zh = f"“{wording}”有多处同名，{use_zh}；请写全称"
        en = f"several places are called {wording}: {use_en}"
        found.append(Understood("place", wording, "", zh, en))
    if demand.quantity is not None:
        amount = f"{demand.quantity:f}{demand.unit}"
        found.append(Understood("quantity", amount, amount, f"数量：{amount}", f"amount: {amount}"))
    found += [_concept("audience", w, ontology) for w in demand.audiences]
    found += [_concept("cost", demand.cost, ontology)] if demand.cost else []
    for out in demand.without:
        term = ontology.concepts[out.concept]
        found.append(Understood("excluded", out.wording, out.concept, f"不要：{term.zh}", f"not: {term.en}"))
    for code in demand.without_places:
        path = path_of(code, gazetteer)
        found.append(Understood("excluded", path, code, f"不要：{path}", f"not: {path}"))
    for when in filter(None, (demand.slot, demand.date)):
        found.append(Understood("time", when, when, f"时间：{when}", f"time: {when}"))
    return tuple(found)


_LABELS = {"kind": ("所需", "wanted"), "audience": ("对象", "audience"), "cost": ("费用", "cost")}


def _concept(aspect: str, wanted: Wanted, ontology: Ontology) -> Understood:
    zh, en = _LABELS[aspect]
    term = ontology.concepts[wanted.concept]
    why_zh = f"（{wanted.reason_zh}）" if wanted.reason_zh else ""
    why_en = f" ({wanted.reason_en})" if wanted.reason_en else ""
    return Understood(
        aspect, wanted.wording, wanted.concept, f"{zh}：{term.zh}{why_zh}", f"{en}: {term.en}{why_en}"
    )
