"""The process behind `apart`: it limits its own memory, then does one piece of work after another until nobody asks any more."""

from __future__ import annotations

import json
import logging
import os
import pickle
import sys
import threading
from importlib import import_module
from typing import Any, BinaryIO


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:
        return  # Windows has no such limits; the time limit still holds
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _answers() -> BinaryIO:
    """Return standard output for the answers alone; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return answers


def _done(function: str, data: bytes) -> tuple[bool, Any]:
    module, _, name = function.partition(":")
    try:
        return True, getattr(import_module(module), name)(data)
    except Exception as error:  # the caller decides what a failure means; this process goes on
        return False, type(error).__name__


def main() -> None:
    """Work until standard input ends or nothing has been asked for a while."""
    memory, idle, sys.path = int(sys.argv[1]), float(sys.argv[2]), json.loads(sys.argv[3])
    _limit_memory(memory)
    logging.disable(logging.CRITICAL)
    answers = _answers()
    while True:
        timer = threading.Timer(idle, os._exit, (0,))
        timer.daemon = True
        timer.start()
        try:
            function, data = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        timer.cancel()
        pickle.dump(_done(function, data), answers)
        answers.flush()


if __name__ == "__main__":
    main()
