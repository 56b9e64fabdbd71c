"""The process that reads one PDF: bytes in, one JSON object out. It limits its own memory; its caller limits its time."""

from __future__ import annotations

import io
import json
import logging
import sys


def extract(data: bytes) -> dict[str, str | None]:
    """Return the text and what the PDF says about itself."""
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


def main() -> None:
    """Read standard input, write standard output; any fault ends the process with an exit code."""
    try:
        import resource
    except ImportError:
        pass  # Windows has no such limits; the time limit still holds
    else:
        limit = int(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(extract(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
