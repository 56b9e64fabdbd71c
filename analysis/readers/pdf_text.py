"""The text of a PDF and what it says about itself. It is called in a process of its own."""

from __future__ import annotations

import io


def extract(data: bytes) -> dict[str, str | None]:
    """Return the text (pages separated by a blank line), title, author and time of making (ISO 8601) of a PDF."""
    from pypdf import PdfReader

    document = PdfReader(io.BytesIO(data), strict=False)
    about = document.metadata
    created = about.creation_date if about else None
    return {
        "text": "\n\n".join(page.extract_text() for page in document.pages),
        "title": about.title if about else None,
        "author": about.author if about else None,
        "created": created.isoformat() if created else None,
    }
