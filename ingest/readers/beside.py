"""How is a file counted while it is read? By a copy of the process that reads it; what it finds waits in a file.

The copy is of the same group and has the same limits; it ends with the process that it serves. Only for a process without
threads, as the one that reads one binary file is (``ingest.readers.child``).
"""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, NoReturn

Work = Callable[[BinaryIO], None]


@contextlib.contextmanager
def beside(work: Work) -> Iterator[Callable[[], BinaryIO]]:
    """Start work that writes to a file; what is given waits for it and gives the file.

    A work that fails is done again by who waits for it, where its error can be told; one that a signal ends (out of time,
    crashed) ends who waits by the same signal.
    """
    with tempfile.TemporaryFile() as file:
        copy = _Copy(work, file)
        try:
            yield copy.wait
        finally:
            copy.stop()


class _Copy:
    """A copy of this process at work."""

    def __init__(self, work: Work, file: BinaryIO) -> None:
        self._work, self._file = work, file
        clock = signal.getitimer(signal.ITIMER_REAL)[0]
        self._pid = os.fork()
        if not self._pid:
            _do(work, file, clock)

    def wait(self) -> BinaryIO:
        """The file with all that was to be written."""
        if self._pid:
            status = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
            self._pid = 0
            if status < 0:
                signal.raise_signal(-status)
            if status:
                self._file.seek(0)
                self._file.truncate()
                self._work(self._file)
        return self._file

    def stop(self) -> None:
        """End it, if nobody waited for it."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._pid = 0


def _do(work: Work, file: BinaryIO, clock: float) -> NoReturn:
    """Do the work and end; ``clock`` is how many seconds are left, which a copy of a process does not inherit."""
    status = 1
    with contextlib.suppress(BaseException):
        signal.setitimer(signal.ITIMER_REAL, clock)
        work(file)
        file.flush()
        status = 0
    os._exit(status)
