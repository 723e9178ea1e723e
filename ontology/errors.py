"""Which errors can this project raise? One base class; each room derives its own from it.

    GongjianError
    ├── DataProblem        something in a file, a list or the graph's data    (exit 1)
    ├── UsageProblem       the call itself is wrong: flag, setting, address   (exit 2)
    └── ServiceProblem     the engine or the machine cannot do it now         (exit 3)

Catch ``GongjianError`` at the edge (CLI, HTTP) only; it always carries a message in both
languages that says what was wrong, where, and what to do next.
"""

from __future__ import annotations


class GongjianError(Exception):
    """Base of every error of this project.

    Args:
        zh: what was wrong, where and what to do, in Chinese.
        en: the same in English.
        **where: what the message is about, as data: ``file``, ``sheet``, ``row``, ``column``,
            ``id``, ``term``, ``found``, ``allowed`` …; served as members of the HTTP problem.
    """

    exit_code = 1
    status = 400
    transient = False

    def __init__(self, zh: str, en: str, **where: object) -> None:
        super().__init__(f"{zh} | {en}")
        self.zh = zh
        self.en = en
        self.where = where

    @property
    def slug(self) -> str:
        """The class name in kebab case, stable as the ``type`` of an HTTP problem."""
        name = type(self).__name__
        return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


class DataProblem(GongjianError):
    """Something in a file, a list or the data of the graph."""

    status = 422


class UsageProblem(GongjianError):
    """The call itself is wrong: a flag, a setting, an identifier that does not exist."""

    exit_code = 2


class ServiceProblem(GongjianError):
    """The engine or the machine cannot do it now; ``transient`` says whether waiting helps."""

    exit_code = 3
    status = 503
