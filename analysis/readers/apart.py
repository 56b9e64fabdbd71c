"""Reading that hostile bytes can make endless, done in a process of its own: used again for the next file, ended when one takes too long.

What is read there is known by the name of a function; this knows no format.
"""

from __future__ import annotations

import atexit
import json
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

IDLE_SECONDS: Final = 60
"""Seconds without work after which the process ends by itself."""


class ApartError(Exception):
    """The work was not done: it raised, or its process ended or was ended."""


class TooSlowError(ApartError):
    """The work took longer than it may."""


class EndedError(ApartError):
    """The process came to its end before the work did."""


class _Process:
    """A process that waits for work: a function's name and bytes in, a result out."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        # Isolated from the folder and the environment it is started in, but with the places where this process found its packages.
        command = [
            sys.executable,
            "-I",
            str(Path(__file__).with_name("apart_process.py")),
            str(memory),
            str(IDLE_SECONDS),
            json.dumps(list(map(str, sys.path))),
        ]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def ask(self, function: str, data: bytes, seconds: float) -> Any:
        """Return what a function makes of the data.

        Raises:
            TooSlowError: It took longer; the process was ended.
            EndedError: The process came to its end.
            ApartError: The function raised.
        """
        expired = threading.Event()
        timer = threading.Timer(seconds, self._expire, (expired,))
        timer.daemon = True
        timer.start()
        try:
            pickle.dump((function, data), self._process.stdin)  # type: ignore[arg-type]  # a pipe, because it was asked for
            self._process.stdin.flush()  # type: ignore[union-attr]
            done, found = pickle.load(self._process.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.end()
            raise (TooSlowError if expired.is_set() else EndedError)("the process ended") from error
        finally:
            timer.cancel()
        if not done:
            raise ApartError(found)
        return found

    def _expire(self, expired: threading.Event) -> None:
        expired.set()
        self._process.kill()

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()  # type: ignore[union-attr]
            except OSError:  # what was not yet sent can no longer be
                continue


_waiting: list[_Process] = []  # processes without work; taken and given back by whole operations, so threads may share it


def result(function: str, data: bytes, *, seconds: float, memory: int) -> Any:
    """Return what a function makes of bytes, computed in another process.

    Args:
        function: "module:name" of a function of this package that takes the bytes and returns what can be pickled.
        data: The bytes.
        seconds: How long it may take.
        memory: Bytes of memory the process may use, where the system can limit that.

    Raises:
        TooSlowError: It took longer.
        ApartError: The function raised, or the process did not survive.
    """
    waiting = _waiting.pop() if _waiting else None
    if waiting is not None and waiting.memory == memory:
        try:
            return _asked(waiting, function, data, seconds)
        except EndedError:
            pass  # it had just ended for want of work, or is worn out: what a new process says counts
    elif waiting is not None:
        waiting.end()
    return _asked(_Process(memory), function, data, seconds)


def _asked(process: _Process, function: str, data: bytes, seconds: float) -> Any:
    try:
        return process.ask(function, data, seconds)
    finally:
        if process.is_alive:
            _waiting.append(process)
        else:
            process.end()


@atexit.register
def _end_all() -> None:
    while _waiting:
        _waiting.pop().end()
