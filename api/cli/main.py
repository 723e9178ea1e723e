"""Which verbs does ``gongjian`` have? Each is a file of its own; this one lists them and turns errors into exit codes."""

from __future__ import annotations

import os
import sys

import click
import structlog
import typer

from api.cli import ask, console, data, engine, service
from ontology.errors import GongjianError

HELP = "共建：党建联盟的知识图谱与语义检索 · knowledge graph and semantic search for co-building alliances"
EXIT_CODES = "退出码 exit codes: 0 正常 fine · 1 数据有问题 problem in the data · 2 用法错误 usage · 3 服务不可用 service not reachable"

app = typer.Typer(
    help=HELP, epilog=EXIT_CODES, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
for room in (engine, data, ask, service):
    room.add_verbs(app)


def run() -> None:
    """Entry point of the command: run a verb, end with its exit code, never with a stack trace."""
    as_json = "--json" in sys.argv
    try:
        code = app(standalone_mode=False)
    except GongjianError as error:
        console.show_error(error, as_json=as_json)
        code = error.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        console.say("已中断；再次运行会从中断处继续", "stopped; the next run goes on from here")
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        structlog.get_logger("gongjian.cli").error("unexpected", exc_info=error)
        console.say(
            "程序内部出错，详情在主目录的 logs/gongjian.log 中",
            "internal error; details are in logs/gongjian.log of the home folder",
        )
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
