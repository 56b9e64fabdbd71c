"""Charts: a tidy frame in, a plotly figure out. Nothing here knows Streamlit or a corpus; colours and words come from ``theme``."""

from dashboard.charts import (
    actors,
    copies,
    coverage,
    date_histogram,
    differences,
    headlines,
    heatmap,
    network,
    outlets,
    outlets_compared,
    ranking,
    sentiment,
    sentiment_spread,
    timeline,
    topic_rows,
    topics,
)

__all__ = [
    "actors",
    "copies",
    "coverage",
    "date_histogram",
    "differences",
    "headlines",
    "heatmap",
    "network",
    "outlets",
    "outlets_compared",
    "ranking",
    "sentiment",
    "sentiment_spread",
    "timeline",
    "topic_rows",
    "topics",
]
