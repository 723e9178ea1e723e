"""How is an answer told? The sentences above the factors, in Chinese and English.

Each factor says its own reason; here they are put together for an item and for a whole answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.reading.views import Evidence
from search.asked import Demand
from search.factors.audience import RESTRICTED
from search.factors.factor import Say
from search.factors.world import World
from search.judge import Judged

_MANY = 50
_SHOWN = 80


def item_sentence(judged: Judged) -> Say:
    """Why this offer, in one line: what fits, what is not stated, what is missing."""
    fits = [f for f in judged.factors if f.verdict == "fits" or f.relation == RESTRICTED]
    zh = "".join(f.reason for f in fits)
    en = " ".join(f.reason_en for f in fits)
    asks = asks_of(judged)
    if asks:
        zh += f"请向提供单位确认：{'；'.join(a.zh for a in asks)}。"
        en += f" Ask the provider: {'; '.join(a.en for a in asks)}."
    if judged.missed:
        one = judged.certainty == "near_miss"
        zh += f"{'只差一项' if one else '不符合'}：{'；'.join(f.missed.zh for f in judged.missed)}。"
        lacking = "; ".join(f.missed.en for f in judged.missed)
        en += f" {'One thing is missing' if one else 'Missing'}: {lacking}."
    return Say(zh, en.strip())


def asks_of(judged: Judged) -> list[Say]:
    """What to ask the provider; of what is merely nearest, only whether it is the thing at all."""
    unknown = judged.unknown if judged.certainty != "nearest" else judged.factors[:1]
    return [f.ask for f in unknown if f.verdict == "unknown" and f.ask]


def contact_sentence(evidence: Evidence | None) -> Say:
    """How to reach the provider although contact details are never shown: where they stand."""
    if evidence is None:
        return Say(
            "联系方式不在此显示，请查看来源文件。", "Contact details are not shown here; see the source file."
        )
    title = evidence.source.title or evidence.source.name or evidence.source.key
    row = f"第{evidence.row}行" if evidence.row else ""
    sheet = f"“{evidence.sheet}”" if evidence.sheet else ""
    where = ", ".join(x for x in (evidence.sheet, f"row {evidence.row}" if evidence.row else "") if x)
    return Say(
        f"联系方式保留在来源《{title}》{sheet}{row}，不在此显示。",
        f"Contact details stay with the source “{title}”{f' ({where})' if where else ''} and are not shown.",
    )


def demand_name(demand: Demand, world: World) -> Say:
    """What is asked for, by the labels of its kinds, else by its words."""
    if demand.concepts:
        labels = [world.label(w.concept) for w in demand.concepts]
        return Say("、".join(x.zh for x in labels), ", ".join(x.en for x in labels))
    words = "、".join(demand.details)[:_SHOWN]
    return Say(words, words)


def answer_sentence(
    demand: Demand, matches: Sequence[Judged], near: Sequence[Judged], nearest: Sequence[Judged], world: World
) -> Say:
    """What came out, in one line; an abstention says that there is none and what comes nearest."""
    name = demand_name(demand, world)
    if not name:
        return Say(
            "没有看出需要的是什么；请写出所需的物资、服务、场地或人员。",
            "What is needed was not understood; name the goods, service, space or people.",
        )
    if matches:
        return _found(name, matches, near, _lacking(demand, matches, world))
    return _none(name, near, nearest)


def _found(name: Say, matches: Sequence[Judged], near: Sequence[Judged], lacking: Say) -> Say:
    certain = sum(j.certainty == "certain" for j in matches)
    possible = len(matches) - certain
    zh = [f"{_count(certain).zh} 项确定符合"] if certain else ["没有确定符合的"]
    en = [f"{_count(certain).en} certain"] if certain else ["none certain"]
    if possible:
        zh.append(f"{_count(possible).zh} 项可能符合（有要求没有写明，须向提供单位确认）")
        en.append(f"{_count(possible).en} possible (something asked for is not stated: ask the provider)")
    if near:
        zh.append(f"{_count(len(near)).zh} 项只差一个条件")
        en.append(f"{_count(len(near)).en} near misses")
    return Say(
        f"“{name.zh}”：{'，'.join(zh)}。{lacking.zh}", f"{name.en}: {', '.join(en)}. {lacking.en}".rstrip()
    )


def _count(number: int) -> Say:
    """A number of offers; beyond fifty only that, for no more than a bounded number is looked at."""
    return Say(str(number), str(number)) if number <= _MANY else Say(f"超过 {_MANY}", f"over {_MANY}")


def _lacking(demand: Demand, matches: Sequence[Judged], world: World) -> Say:
    """The kinds asked for that no match is about."""
    offered = {c for j in matches for c in j.offer.concepts}
    fitting = {"same", "narrower", "substitute", "broader"}
    lacking = [
        world.label(w.concept)
        for w in demand.concepts
        if not any(world.relation(w.concept, c).name in fitting for c in offered)
    ]
    if not lacking or len(lacking) == len(demand.concepts):
        return Say()
    return Say(
        f"没有找到“{'、'.join(x.zh for x in lacking)}”。", f"None of {', '.join(x.en for x in lacking)}."
    )


def _none(name: Say, near: Sequence[Judged], nearest: Sequence[Judged]) -> Say:
    zh, en = f"没有找到符合要求的“{name.zh}”。", f"There is no {name.en} that meets the demand."
    first = next(iter(near or nearest), None)
    if first is None:
        return Say(f"{zh}也没有相近的。", f"{en} Nothing comes near it either.")
    open_ = first.factors[:1] if first.factors[0].verdict == "unknown" and not first.missed else ()
    missing = "；".join([f.missed.zh for f in first.missed] + [f"没有写明{f.ask.zh}" for f in open_])
    missing_en = "; ".join([f.missed.en for f in first.missed] + [f"not stated {f.ask.en}" for f in open_])
    provider = f"{first.offer.provider[1]}的" if first.offer.provider else ""
    title = f"{provider}“{first.offer.entity.name}”"
    return Say(
        f"{zh}最接近的是{title}：{missing}。",
        f"{en} Nearest: {first.offer.entity.name}: {missing_en}.",
    )


def partner_sentence(needs: int, covered: int, certain: int, names: Sequence[str], back: int) -> Say:
    """Why this organisation: how many of the needs it can meet, which, and what it would get in return."""
    shown = "、".join(f"“{name}”" for name in dict.fromkeys(names))
    zh = f"{needs} 项需求中可满足 {covered} 项（确定 {certain} 项）：{shown}。"
    en = f"Can meet {covered} of {needs} needs ({certain} for certain)."
    if back:
        zh += f"双向互补：它的 {back} 项需求可由对方提供的资源满足。"
        en += f" In return {back} of its own needs can be met."
    return Say(zh, en)


def unit_sentence(through: Sequence[str]) -> Say:
    """That some offers are those of a unit's party organisations; nothing where none is."""
    if not through:
        return Say()
    return Say(
        f"其中由其党组织{'、'.join(f'“{name}”' for name in through)}提供的，归在该单位名下。",
        f"What its party organisation {', '.join(through)} offers counts as the unit's.",
    )


def partners_sentence(name: str, needs: int, partners: int, unmet: int) -> Say:
    """What came out for an organisation, a place or a sentence."""
    if not needs:
        return Say(
            f"没有“{name[:_SHOWN]}”的需求记录，也看不出需要什么，无法推荐伙伴。",
            f"There is no need of {name[:_SHOWN]} on record, nor does it say what is needed.",
        )
    name = name[:_SHOWN]
    if not partners:
        return Say(
            f"“{name}”的 {needs} 项需求，目前没有单位能满足。",
            f"Nobody can meet the {needs} needs of {name} now.",
        )
    rest = f"，{unmet} 项暂时无人能满足" if unmet else ""
    rest_en = f"; {unmet} can be met by nobody yet" if unmet else ""
    return Say(
        f"“{name}”的 {needs} 项需求，找到 {partners} 个可合作单位{rest}。",
        f"{needs} needs of {name}: {partners} possible partners{rest_en}.",
    )
