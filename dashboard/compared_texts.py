"""Two texts side by side as HTML, with what differs marked: by shade, by line, and in words for a screen reader. Every character is escaped."""

from __future__ import annotations

import html
from collections.abc import Sequence

from analysis.differences import Difference, Kind, Span

# Not the red and blue of sentiment: sand for what the right text has not, green for what it has more (Tol, muted), on light and dark paper.
_LEFT = "background:rgba(221,180,60,0.28);text-decoration:line-through;text-decoration-thickness:1.5px;text-decoration-color:rgba(160,110,0,0.9)"
_RIGHT = "background:rgba(68,170,153,0.26);text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px"
_MOVED = "border-bottom:2px dotted currentColor"
_UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
# Two columns of some forty characters; where there is less room, corresponding paragraphs stand below each other.
_NARROW = "40rem"
_COLUMNS = f"repeat(auto-fit,minmax(min(100%,max({_NARROW} / 2 - 1rem,40%)),1fr))"
_PAIR = f"display:grid;grid-template-columns:{_COLUMNS};column-gap:2rem;row-gap:0.5rem;align-items:start;margin-bottom:0.9rem"
# What is seen only in columns, and a label that is seen only without them. Both are read out always.
_WIDE = f"overflow:hidden;max-height:clamp(0px,calc((100cqw - {_NARROW}) * 9999),1000000px)"
_LABEL = f"display:block;overflow:hidden;height:clamp(0px,calc(({_NARROW} - 100cqw) * 999),1.4rem);font-size:0.85rem;font-weight:600;opacity:0.75"


def side_by_side(one: str, other: str, found: Difference, *, names: tuple[str, str], folded: bool = False) -> str:
    """Return two texts in two columns, corresponding paragraphs beside each other.

    Args:
        one, other: The texts.
        found: Their differences.
        names: What to call them where they stand below each other.
        folded: Leave out the paragraphs that are the same, and say how many they are.
    """
    parts: list[str] = []
    left_out = 0
    for row in found.rows:
        same = row.one and row.other and not _marks(row.one, found.one) and not _marks(row.other, found.other)
        if same and folded:
            left_out += 1
            continue
        absent = _absent(row.other, found.other) if row.one is None else _absent(row.one, found.one)
        left = _cell(one, row.one, found.one, "In both" if same else names[0], absent, left=True)
        right = _cell(other, row.other, found.other, names[1], absent, left=False)
        # Where there are no columns, a paragraph that is the same is shown once.
        parts += [_fold(left_out), f'<div style="{_PAIR}">{left}{f"""<div style="{_WIDE}">{right}</div>""" if same else right}</div>']
        left_out = 0
    return f'<div style="container-type:inline-size;line-height:1.6">{"".join(parts)}{_fold(left_out)}</div>'


def legend(names: tuple[str, str], *, moved: bool) -> str:
    """Return what the marks mean, each shown as it looks; what was moved only where something was."""
    one, other = (html.escape(name) for name in names)
    return (
        '<div style="line-height:1.9;font-size:0.9rem">'
        f'<del style="{_LEFT}">Struck</del>: only in {one}. <ins style="{_RIGHT}">Underlined</ins>: only in {other}.'
        + (f' <span style="{_MOVED}">Dotted</span>: in both, but moved.' if moved else "")
        + "</div>"
    )


def _cell(text: str, part: tuple[int, int] | None, spans: Sequence[Span], name: str, absent: str, *, left: bool) -> str:
    label = f'<span style="{_LABEL}">{html.escape(name)}</span>'
    if part is None:
        return f'<div style="opacity:0.65;font-style:italic">{label}{absent}</div>'
    shown = "".join(
        _marked(text[start:end], kind=span.kind, left=left) for span in spans for start, end in [_within(span, part)] if start < end
    )
    return f'<div style="overflow-wrap:anywhere">{label}{shown}</div>'


def _absent(part: tuple[int, int] | None, spans: Sequence[Span]) -> str:
    """Return what to say in the place of a counterpart, by what stands beside it."""
    return "at another place" if _marks(part, spans) == {"moved"} else "not here"


def _marked(words: str, *, kind: str, left: bool) -> str:
    shown = html.escape(words).replace("\n\n", "<br><br>").replace("\n", "<br>")
    if kind == "same":
        return shown
    if kind == "moved":
        return f'{_said("moved:")}<span style="{_MOVED}">{shown}</span>{_said("end of moved")}'
    tag, style = ("del", _LEFT) if left else ("ins", _RIGHT)
    return f'{_said("only here:")}<{tag} style="{style}">{shown}</{tag}>{_said("end")}'


def _said(words: str) -> str:
    return f'<span style="{_UNSEEN}"> {words} </span>'


def _fold(rows: int) -> str:
    if not rows:
        return ""
    paragraphs = "1 paragraph" if rows == 1 else f"{rows:,} paragraphs"
    return f'<div style="opacity:0.65;font-style:italic;margin:0.2rem 0 0.9rem">{paragraphs} the same in both</div>'


def _marks(part: tuple[int, int] | None, spans: Sequence[Span]) -> set[Kind]:
    """Return the kinds of marks in a part of a text."""
    if part is None:
        return set()
    return {span.kind for span in spans if span.kind != "same" and _within(span, part)[0] < _within(span, part)[1]}


def _within(span: Span, part: tuple[int, int]) -> tuple[int, int]:
    return max(span.start, part[0]), min(span.end, part[1])
