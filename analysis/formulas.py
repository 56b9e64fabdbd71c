"""Texts that a spreadsheet would run as a formula, made harmless. One rule for every file that a spreadsheet opens."""

from __future__ import annotations

import pandas as pd

# OWASP, "CSV Injection" and ASVS 5.0, requirement 1.2.10: these start a formula, or are passed over before one; the wide forms count as well.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with an apostrophe before every text, and every column's name, that starts like a formula. Numbers stay as they are."""
    texts = {name: _guarded(frame[name]) for name in frame.columns if not _holds_no_text(frame[name])}
    named = {name: f"'{name}" for name in frame.columns if str(name).startswith(STARTS)}
    return frame.assign(**texts).rename(columns=named)


def _guarded(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.StringDtype):
        return ("'" + values).where(values.str.startswith(STARTS, na=False), values)
    return values.map(lambda value: f"'{value}" if isinstance(value, str) and value.startswith(STARTS) else value)


def _holds_no_text(values: pd.Series) -> bool:
    return any(is_(values) for is_ in (pd.api.types.is_numeric_dtype, pd.api.types.is_bool_dtype, pd.api.types.is_datetime64_any_dtype))
