"""An address that counts, whole: after a step back or forward in the browser, or when one is entered. The one module below Streamlit's public names."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, RerunException, get_script_run_ctx

_UNTIL_SENT = (
    0.01  # seconds; twice the time after which Streamlit sends what waits, as in its own switch of pages: the next run drops the rest
)


def follow() -> None:
    """Take the address of a step back or forward to another page as it stands; for the begin of a run, before any widget.

    Streamlit drops a parameter that a widget of the page before is bound to, lest its value slips into the new page. In a step back or forward the
    value is the new page's own.
    """
    context = get_script_run_ctx()
    if context is None or not context.is_history_navigation:
        return
    if set(parse_qs(context.query_string, keep_blank_values=True)) <= set(st.query_params):
        return
    with context.session_state.query_params() as address:
        address.populate_from_query_string(context.query_string)
        address.set_initial_query_params_from_current()
        address._send_query_param_msg()  # the page was told of the shorter one


def enter(page: st.Page, parameters: Mapping[str, Sequence[str]]) -> None:
    """Go to a page as if its address had been entered, for a callback: what the address does not name is as it is by itself.

    Streamlit's own switch of pages refuses parameters that widgets are bound to, and leaves the widgets of the same page as they are.

    Args:
        page: The page.
        parameters: Address parameter -> its values.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as address:
        address.clear_with_no_forward_msg()
        for key, values in parameters.items():
            if values:
                address.set_with_no_forward_msg(key, list(values))
        address._send_query_param_msg()
    time.sleep(_UNTIL_SENT)
    raise RerunException(
        RerunData(
            query_string=context.query_string, page_script_hash=page._script_hash, cached_message_hashes=context.cached_message_hashes,
            context_info=context.context_info, is_history_navigation=True,
        )
    )  # fmt: skip
