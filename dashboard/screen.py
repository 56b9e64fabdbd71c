"""How wide the reader's screen is: page.js says so in a cookie before the page asks for anything, so that the first drawing already fits."""

from __future__ import annotations

import streamlit as st

WIDTH = "dateline_width"  # the cookie: pixels of the window
NARROW = 640  # pixels; below this Streamlit puts columns below each other


def width() -> int | None:
    """Return the pixels of the window when the page was opened; None where they are not known."""
    said = str(st.context.cookies.get(WIDTH, ""))
    return int(said) if said.isascii() and said.isdecimal() else None


def narrow() -> bool:
    """Return whether the screen is a phone's, for which charts are drawn narrower and pages one below the other."""
    pixels = width()
    return pixels is not None and pixels < NARROW
