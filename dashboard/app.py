"""The script that is given to Streamlit."""

from dashboard.shell import main

main()
