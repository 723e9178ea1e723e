"""Which verbs, settings and addresses are there? ``python -m api.reference > docs/reference.md``, made from the code."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any

import typer.main

from api.cli.verbs import EXIT_CODES, app
from api.http.app import assemble
from api.settings import Settings, variables

HEAD = """# 命令、设置与接口 · Verbs, settings and routes

由 `python -m api.reference` 生成，请勿手改。Made by that command; a test compares it with the code.
"""


def document() -> str:
    """The page, as Markdown."""
    parts = [HEAD, "## 命令 · Verbs", *_table(("命令 verb", "说明", "选项 options"), _verbs()), EXIT_CODES]
    parts += ["", "## 设置 · Settings", *_table(("环境变量 variable", "说明", "默认 default"), _settings())]
    parts += ["", "## 接口 · Routes", *_table(("接口 route", "说明", "operationId"), _routes())]
    return "\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> list[str]:
    lines = ["", "| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return [*lines, *("| " + " | ".join(cell.replace("|", "·") for cell in row) + " |" for row in rows), ""]


def _verbs() -> Iterator[tuple[str, str, str]]:
    for name, verb in _commands(typer.main.get_command(app), ""):
        options = [parameter for parameter in verb.params if parameter.param_type_name == "option"]
        places = [_place(parameter) for parameter in verb.params if parameter.param_type_name == "argument"]
        yield f"`{' '.join(['gongjian', name, *places])}`", verb.help, "<br>".join(map(_option, options))


def _commands(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Every verb, those of a group of verbs after it."""
    for name, verb in group.commands.items():
        yield before + name, verb
        if hasattr(verb, "commands"):
            yield from _commands(verb, f"{before}{name} ")


def _place(parameter: Any) -> str:
    word = parameter.name.upper() + ("…" if parameter.nargs == -1 else "")
    return word if parameter.required else f"[{word}]"


def _option(parameter: Any) -> str:
    flags = "/".join([*parameter.opts, *parameter.secondary_opts])
    return f"`{flags}` {parameter.help or ''}".strip()


def _settings() -> Iterator[tuple[str, str, str]]:
    for name, field in Settings.model_fields.items():
        made = inspect.getdoc(field.default_factory) if field.default_factory else None
        default = made or ("" if field.default in (None, "") else str(field.default))
        yield " / ".join(f"`{v}`" for v in variables(name)), field.description or "", default


def _routes() -> Iterator[tuple[str, str, str]]:
    for path, methods in sorted(assemble().openapi()["paths"].items()):
        for method, operation in methods.items():
            yield f"`{method.upper()} {path}`", operation["summary"], operation["operationId"]


if __name__ == "__main__":
    sys.stdout.write(document())
