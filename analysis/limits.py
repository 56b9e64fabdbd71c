"""Every limit on what is read, in one place. A file beyond a limit is refused with a message that names it; nothing is cut silently.

The limits hold back hostile or broken input. They are far above what an analyst's file needs.
"""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1_000_000

HEAD_BYTES: Final = 65_536
"""How much of a file is looked at to tell its format, encoding and delimiter."""

MAX_WHOLE_FILE: Final = 256 * MEGABYTE
"""Bytes of a file that its format forces to be held in memory at once (one JSON object, a feed, a workbook).

CSV, JSON Lines and JSON lists are read row by row and have no limit of their own.
"""

MAX_ARTICLE_FILE: Final = 20 * MEGABYTE
"""Bytes of one text file, message or document."""

MAX_PAGE: Final = 10 * MEGABYTE
"""Bytes of one saved web page without its pictures; the heaviest have about 5 MB."""

MAX_ROW_CHARACTERS: Final = 20 * MEGABYTE
"""Characters of one row or line: a single field of 50 MB is no article."""

MAX_FIELD_CHARACTERS: Final = 10 * MEGABYTE
"""Characters of one field. The longest articles have about 0.1 million."""

MAX_COLUMNS: Final = 2_000
"""Columns of one table."""

MAX_SHEET_ROWS: Final = 1_048_576
"""Rows of one sheet of a workbook, empty ones too: as many as Excel has."""

MAX_JSON_DEPTH: Final = 50
"""How deep brackets may nest in a JSON record; interfaces of news use at most six."""

MAX_REPAIR_CHARACTERS: Final = 500 * MEGABYTE
"""Characters of one table that are read once more because a quotation mark before them is not closed; then the rest is given up."""

MAX_ARCHIVE_MEMBERS: Final = 100_000
"""Files in one ZIP archive, counted over the archives inside it."""

MAX_ARCHIVE_MEMBER: Final = 256 * MEGABYTE
"""Bytes of one unpacked file of an archive, counted while unpacking, whatever the archive claims."""

MAX_ARCHIVE_TOTAL: Final = 2_000 * MEGABYTE
"""Bytes of all unpacked files of an archive, counted while unpacking."""

MAX_ARCHIVE_RATIO: Final = 200
"""Unpacked bytes for a packed byte, once a file has passed `RATIO_FREE_BYTES`. Text packs at 3 to 20, repeated rows at up to 100."""

RATIO_FREE_BYTES: Final = 10 * MEGABYTE
"""Unpacked bytes of an archive member that are free of the ratio test."""

MAX_ARCHIVE_DEPTH: Final = 2
"""Archives inside archives: 1 is the file given, 2 an archive in it."""

MAX_PDF_SECONDS: Final = 30
"""Seconds for one PDF, which is read in another process."""

MAX_PAGE_SECONDS: Final = 20
"""Seconds for one saved web page or message, which is read in another process; the slowest of 78 pages of outlets took 0.1."""

MAX_APART_MEMORY: Final = 1_000 * MEGABYTE
"""Bytes of memory for that process."""

MAX_SAMPLE_ROWS: Final = 200
"""Rows from which the columns of a table are guessed."""

MAX_DETAIL: Final = 200
"""Characters of a rejected row's detail."""

MAX_KEPT_RECORD: Final = 100_000
"""Characters of a rejected record that are kept for its repair; a longer one is told by file and row alone."""

MAX_PREVIEW_ROWS: Final = 20_000
"""Rows over which a preview decides the order of day and month; reading decides over the whole column."""
