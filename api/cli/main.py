"""How does a verb end? With its exit code and a clear word, never with a stack trace.

The verbs are imported inside ``run``: an interrupt while they load ends as quietly as one later.
"""

from __future__ import annotations

import errno
import os
import sys

from ontology.errors import GongjianError, ServiceProblem, UsageProblem

INTERRUPTED = 130


class WrongUsage(UsageProblem):
    """A verb, an option or an argument that the command does not have or that is missing."""


class OutputFailed(ServiceProblem):
    """Standard output cannot be written: its disk is full or its device refuses."""


class InternalError(GongjianError):
    """Something that this project did not expect: a defect of its own."""

    status = 500


def run() -> None:
    """Entry point of the command: run a verb, end with its exit code, never with a stack trace."""
    try:
        code = _run(sys.argv[1:] or ["--help"])
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        code = 0
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:
        code = _show(_known(error))
    if code == INTERRUPTED:
        sys.stderr.write("已中断；再次运行会从中断处继续 stopped; the next run goes on from here\n")
    sys.exit(code)


def _run(words: list[str]) -> int:
    """Run the verb of these words; its exit code."""
    from api import log
    from api.cli import console
    from api.cli.verbs import app

    log.silence()
    console.never_fail_on_letters()
    code = app(words, standalone_mode=False)
    return code if isinstance(code, int) else 0


def _show(error: GongjianError) -> int:
    from api.cli import console

    console.show_error(error, as_json="--json" in sys.argv)
    return error.exit_code


def _known(error: Exception) -> GongjianError:
    """The error as one of this project's."""
    if isinstance(error, GongjianError):
        return error
    import structlog
    from typer.exceptions import TyperException

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
