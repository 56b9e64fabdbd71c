"""A page as one HTML file, and a figure in the real colours of our look."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest

from dashboard import report, theme
from dashboard.charts import on_paper
from dashboard.report import ChartBlock, ReportPage, TableBlock, TextBlock

LIGHT_ACCENT, DARK_ACCENT = "#0B5D7A", "#5FB3CF"  # as in .streamlit/config.toml
ROWS = pd.DataFrame(
    {
        "outlet_id": ["o1", "o2", "o3"],
        "outlet": ["Wexmoor Post", "=cmd|'/c calc'!A1", "</script><script>alert(1)</script>"],
        "articles": [1204, 3, 0],
        "share": [0.5, 0.0312, None],
        "first": pd.to_datetime(["2024-03-25T17:30:00Z", "2024-03-25T00:00:00Z", None], utc=True),
    }
)


def figure() -> go.Figure:
    drawn = go.Figure(go.Bar(x=["a", "b"], y=[1, 2], marker={"color": [theme.ACCENT, theme.SERIES[1] + "80"]}))
    return drawn.update_layout(height=300, annotations=[{"text": f"not {theme.ACCENT} a colour", "font": {"color": theme.INK}}])


def chart(**changes: object) -> ChartBlock:
    block = ChartBlock(
        title="Outlets <b>by</b> size", measured="Articles; n = 1,207", reading="A bar is an outlet.", figure=figure(), alt='Bars of "outlets"', rows=ROWS,
        columns={"articles": "how many <articles>"}, recipe=b'{"what": "outlets </pre>"}', file_name="sample-outlets",
    )  # fmt: skip
    return replace(block, **changes)  # type: ignore[arg-type]  # fields by name


def page(*blocks: ChartBlock | TableBlock | TextBlock) -> str:
    made = ReportPage(
        question="Who <wrote> it?",
        answer_markdown="Of 3 outlets, **one** leads.",
        corpus="Sample",
        slice_words="all articles",
        blocks=blocks,
    )
    return report.page_html(made).decode()


@pytest.fixture(autouse=True)
def _small_plotly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four megabytes less to read in each test; the real one is opened in tests/browser."""
    monkeypatch.setattr(report, "_plotly", lambda: "/* plotly */")


def test_a_figure_gets_the_real_colours_and_stays_as_it_was() -> None:
    drawn = figure()
    before = drawn.to_json()
    light, dark = on_paper.on_paper(drawn), on_paper.on_paper(drawn, dark=True)
    assert list(light.data[0].marker.color) == [LIGHT_ACCENT, "#CC667780"]
    assert list(dark.data[0].marker.color) == [DARK_ACCENT, "#E08C9A80"]
    assert light.layout.annotations[0].font.color == "#1B1B1B"
    assert light.layout.annotations[0].text == "not #000001 a colour"
    assert (light.layout.template.layout.paper_bgcolor, dark.layout.template.layout.paper_bgcolor) == ("#FFFFFF", "#14171A")
    assert light.layout.height == 300
    assert drawn.to_json() == before


def test_dark_colours_have_their_place_on_light_paper() -> None:
    swaps = on_paper.swaps()
    assert swaps[DARK_ACCENT.lower()] == LIGHT_ACCENT
    assert swaps["#14171a"] == "#FFFFFF"
    assert swaps["#fafafa"] == swaps["#262730"] == "#1B1B1B"
    assert on_paper.by_night()[LIGHT_ACCENT] == DARK_ACCENT
    assert on_paper.by_night()["#FFFFFF"] == "#14171A"


def test_the_same_page_gives_the_same_bytes() -> None:
    assert page(chart()) == page(chart())
    assert page(chart()).startswith("<!DOCTYPE html>")


def test_what_others_wrote_stays_text() -> None:
    text = page(chart())
    assert "<h2>Outlets &lt;b&gt;by&lt;/b&gt; size</h2>" in text
    assert "<h1>Who &lt;wrote&gt; it?</h1>" in text
    assert "<td>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</td>" in text
    assert 'aria-label="Bars of &quot;outlets&quot;"' in text
    assert "outlets &lt;/pre&gt;" in text
    hostile = chart(figure=go.Figure(go.Bar(x=["</script><img src=x>"], y=[1])))
    assert "</script><img" not in page(hostile)
    held = re.search(r'data-for="chart-0">(.*?)</script>', page(hostile))
    assert held
    assert json.loads(held[1])["data"][0]["x"] == ["</script><img src=x>"]


def test_nobody_is_asked_and_only_its_own_scripts_run() -> None:
    text = page(chart())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy[1]
    assert "unsafe-eval" not in policy[1]
    assert not re.findall(r'(?:src|href)="(?!data:)', text)


def test_a_table_reads_like_one() -> None:
    text = page(TableBlock(title="Outlets", rows=ROWS, columns={}))
    heads = re.findall(r"<th[^>]*>(\w+)</th>", text)
    assert heads == ["outlet", "articles", "share", "first", "outlet_id"]
    lines = [re.findall(r"<td[^>]*>(.*?)</td>", line) for line in re.findall(r"<tr>(.*?)</tr>", text)[1:]]
    assert lines[0] == ["Wexmoor Post", "1,204", "0.500", "25 Mar 2024, 17:30", "o1"]
    assert lines[1][1:4] == ["3", "0.031", "25 Mar 2024"]
    assert lines[2][1:4] == ["0", "", ""]
    assert '<td class="number">1,204</td>' in text


def test_the_file_of_rows_is_the_download_of_rows() -> None:
    held = re.search(r'download="sample-outlets.csv" href="data:text/csv;charset=utf-8;base64,([^"]+)"', page(chart()))
    assert held
    assert base64.b64decode(held[1]).decode().splitlines()[1:3] == [
        "o1,Wexmoor Post,1204,0.5,2024-03-25T17:30:00Z",
        "o2,'=cmd|'/c calc'!A1,3,0.0312,2024-03-25T00:00:00Z",
    ]


def test_rows_that_are_not_shown_are_counted() -> None:
    many = pd.DataFrame({"n": range(report.ROWS_SHOWN + 1)})
    assert f"{report.ROWS_SHOWN} of 301 rows shown; all are in the CSV." in page(TableBlock(title="Many", rows=many, columns={}))
    assert "rows shown" not in page(TableBlock(title="Few", rows=many.head(report.ROWS_SHOWN), columns={}))


def test_without_scripts_the_tables_stand_open() -> None:
    text = page(chart())
    assert text.count("<details open>") == 3
    assert "<noscript><style>.chart{display:none}</style></noscript>" in text


def test_an_empty_chart_and_a_page_of_nothing() -> None:
    assert "<tbody></tbody>" in page(chart(figure=go.Figure(), rows=ROWS.head(0)))
    assert "<main></main>" in page()
    assert "/* plotly */" not in page(TextBlock(html="<p>Only words.</p>"))
    assert "<section><p>Only words.</p></section>" in page(TextBlock(html="<p>Only words.</p>"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Of 3, **one \\<b\\>** leads.", "<p>Of 3, <strong>one &lt;b&gt;</strong> leads.</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[Gaza](/topics?about=x) and [x](javascript:alert(1))", "<p>Gaza and [x](javascript:alert(1))</p>\n"),
        (":small[:red[less] than **5**] :material/info: now", "<p>less than <strong>5</strong>  now</p>\n"),
        ("![a picture](http://example.org/x.png)", "<p>!a picture</p>\n"),
        ("", ""),
    ],
)
def test_the_answer_is_a_little_markdown_and_no_html(text: str, shown: str) -> None:
    assert report.markdown(text) == shown


@pytest.mark.parametrize(
    ("reading", "left"),
    [
        ("A bar is a week. Click a bar for its articles. 9 are undated.", "A bar is a week. 9 are undated."),
        ("A bar is a week; click a bar, or draw over several, for their articles.", "A bar is a week."),
        ("Click a name for its page, a bar for its articles. Drawn are 12 outlets.", "Drawn are 12 outlets."),
        ("Point at a cell for count and total, click for its articles.", ""),
        ("Drawings and clicks are words of their own.", "Drawings and clicks are words of their own."),
    ],
)
def test_a_reading_line_does_not_ask_for_what_a_file_cannot_do(reading: str, left: str) -> None:
    assert report.without_screen(reading) == left
    assert f'<p class="quiet">{left}</p>' in page(chart(reading=reading))


def test_a_picture_and_a_file_leave_out_the_same_sentences() -> None:
    script = (report.HERE / "page.js").read_text(encoding="utf-8")
    pattern, flags = re.findall(r"const ON_SCREEN = /(.+)/([a-z]+);", script)[0]
    assert (pattern, flags) == (report.ON_SCREEN.pattern, "gi")
    assert report.ON_SCREEN.flags & re.IGNORECASE
