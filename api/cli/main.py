"""Which verbs does ``gongjian`` have? Each is a file of its own; this one lists them and turns errors into exit codes."""

from __future__ import annotations

import errno
import os
import sys

import structlog
import typer
from typer.exceptions import TyperException

from api import log
from api.cli import ask, console, data, engine, service
from ontology.errors import GongjianError, ServiceProblem, UsageProblem

HELP = "共建：党建联盟的知识图谱与语义检索 · knowledge graph and semantic search for co-building alliances"
EXIT_CODES = "退出码 exit codes: 0 正常 fine · 1 数据有问题 problem in the data · 2 用法错误 usage · 3 服务不可用 service not reachable"
INTERRUPTED = 130

app = typer.Typer(help=HELP, epilog=EXIT_CODES, add_completion=False, pretty_exceptions_enable=False)
for room in (engine, data, ask, service):
    room.add_verbs(app)


class WrongUsage(UsageProblem):
    """A verb, an option or an argument that the command does not have or that is missing."""


class OutputFailed(ServiceProblem):
    """Standard output cannot be written: its disk is full or its device refuses."""


class InternalError(GongjianError):
    """Something that this project did not expect: a defect of its own."""

    status = 500


def run() -> None:
    """Entry point of the command: run a verb, end with its exit code, never with a stack trace."""
    log.silence()
    console.never_fail_on_letters()
    as_json = "--json" in sys.argv
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        code = 0
    except (typer.Abort, KeyboardInterrupt):
        console.say("已中断；再次运行会从中断处继续", "stopped; the next run goes on from here")
        code = INTERRUPTED
    except Exception as error:
        known = _known(error)
        console.show_error(known, as_json=as_json)
        code = known.exit_code
    sys.exit(code if isinstance(code, int) else 0)


def _known(error: Exception) -> GongjianError:
    """The error as one of this project's."""
    if isinstance(error, GongjianError):
        return error
    if isinstance(error, TyperException):
        said = getattr(error, "format_message", error.__str__)().rstrip(".。")
        return WrongUsage(
            f"用法不对：{said}。用 gongjian --help 或 gongjian <命令> --help 查看用法",
            f"wrong usage: {said}. See gongjian --help, or gongjian <verb> --help",
        )
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EIO, errno.EDQUOT}:
        _let_go_of_output()
        return OutputFailed(
            f"写不下去（{error.strerror}）：请检查输出和主目录所在的磁盘，然后重试",
            f"cannot write on ({error.strerror}): check the disk of the output and of the home folder, then try again",
        )
    structlog.get_logger("gongjian.cli").error("unexpected", exc_info=error)
    return InternalError(
        f"程序内部出错（{type(error).__name__}），详情在主目录的 logs/gongjian.log 中；请带上它报告",
        f"internal error ({type(error).__name__}); details are in logs/gongjian.log of the home folder: report it with them",
    )


def _let_go_of_output() -> None:
    """What is still in the buffer goes nowhere, so that the interpreter can end in peace."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
