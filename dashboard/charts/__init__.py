"""Charts: a tidy frame in, a plotly figure out. Nothing here knows Streamlit or a corpus; colours and words come from ``theme``."""

from dashboard.charts import copies, coverage, ranking, sentiment, topics

__all__ = ["copies", "coverage", "ranking", "sentiment", "topics"]
