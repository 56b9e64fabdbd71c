"""Dateline's dashboard: everything that knows Streamlit. It shows what ``analysis`` computes and computes nothing itself."""
