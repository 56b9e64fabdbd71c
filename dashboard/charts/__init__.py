"""Charts: a tidy frame in, a plotly figure out. Nothing here knows Streamlit or a corpus; colours and words come from ``theme``."""

from dashboard.charts import coverage, ranking, sentiment

__all__ = ["coverage", "ranking", "sentiment"]
