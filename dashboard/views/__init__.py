"""Views: one question a file, each a ``render(selection)``."""
