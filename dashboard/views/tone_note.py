"""A word on pages of whole articles where the slice asks for actors: their tone is not the tone toward an actor, which is on the actor's page."""

from __future__ import annotations

import streamlit as st

from dashboard import links, theme
from dashboard.selection import Selection

MOST = 3  # actors that are led to


def draw(selection: Selection) -> None:
    """Say what the numbers are of and lead to the pages of the actors; nothing where the slice names none."""
    asked = selection.slice_.actors
    if not asked:
        return
    names = [theme.plain(selection.names.get(actor_id, actor_id)) for actor_id in asked[:MOST]]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        which = " and ".join(names) if len(asked) <= MOST else theme.counted(len(asked), "actor")
        st.caption(f"The tone here is that of whole articles that mention {which}, not the tone toward {which}.", width="content")
        for actor_id, name in zip(asked, names, strict=False):
            st.button(
                f"Tone toward {name}", key=f"toward-{actor_id}", type="tertiary", icon=":material/arrow_forward:", on_click=links.link_to,
                args=("actors",), kwargs={"open_": actor_id},
            )  # fmt: skip
