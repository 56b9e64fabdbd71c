"""The errors this package raises on purpose. ``str(error)`` is written for an analyst: what happened, where, what to do."""


class DatelineError(Exception):
    """The root of all errors an analyst may be shown as they are."""


class InputError(DatelineError):
    """A path, file or option that was given cannot be used."""


class RegisterError(DatelineError):
    """A register (actors, topics, lexicon) is not well formed; the message names the file and the row."""


class CorpusError(DatelineError):
    """A corpus folder is missing, damaged or of a newer version."""


class TableError(DatelineError):
    """A frame does not have the columns its table declares: a fault in the program, not in the data."""
