"""``python -m dashboard``: what ``dateline open`` starts."""

from dashboard.server import main

main()
