"""What made the numbers: the program, the libraries that decide a score, and the registers, each by version or hash."""

from __future__ import annotations

import hashlib
from importlib import metadata
from importlib.resources import files

# Another version of any of these may change a number; the rest of the dependencies cannot.
SCORING_PACKAGES = ("dateline", "vaderSentiment", "py3langid", "trafilatura", "ftfy")


def versions() -> dict[str, str]:
    """Return package -> version and register file -> first 12 hex digits of its SHA-256."""
    packages = {name: metadata.version(name) for name in SCORING_PACKAGES}
    registers = {
        entry.name: hashlib.sha256(entry.read_bytes()).hexdigest()[:12]
        for entry in sorted(files("analysis.registers").iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith((".csv", ".toml", ".txt"))
    }
    return {**packages, **registers}
