"""Charts: a tidy frame in, a plotly figure out. Nothing here knows Streamlit or a corpus; colours and words come from ``theme``."""

from dashboard.charts import actors, copies, coverage, network, ranking, sentiment, topic_rows, topics

__all__ = ["actors", "copies", "coverage", "network", "ranking", "sentiment", "topic_rows", "topics"]
