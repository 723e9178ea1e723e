"""Which verbs does ``gongjian`` have? Each room of verbs is a file of its own; this one lists them."""

from __future__ import annotations

import typer

from api.cli import (
    ask,
    data,
    engine,
    importing,
    ontology,
    profile,
    repair,
    service,
    snapshot,
    succession,
    watch,
)

HELP = "共建：党建联盟的知识图谱与语义检索 · knowledge graph and semantic search for co-building alliances"
EXIT_CODES = "退出码 exit codes: 0 正常 fine · 1 数据有问题 problem in the data · 2 用法错误 usage · 3 服务不可用 service not reachable"

app = typer.Typer(help=HELP, epilog=EXIT_CODES, add_completion=False, pretty_exceptions_enable=False)
for room in (engine, data, repair, profile, succession, watch, importing, ask, service, snapshot, ontology):
    room.add_verbs(app)
