"""Parquet tables, read batch by batch."""

from __future__ import annotations

from collections.abc import Iterator

from analysis import limits
from analysis.readers import json_shapes
from analysis.readers.reader import TOO_LARGE, UNREADABLE, Item, Reader, Row, Source, rejected

_BATCH_ROWS = 500


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is a Parquet file, by its first bytes."""
    return head.startswith(b"PAR1")


def read(source: Source) -> Iterator[Item]:
    """Yield the rows of the table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with source.open() as stream:
        try:
            table = pq.ParquetFile(stream)
        except (pa.ArrowException, OSError, ValueError) as error:
            yield rejected(source.name, None, UNREADABLE, f"The Parquet file is damaged or cut off ({type(error).__name__}).")
            return
        if len(table.schema_arrow.names) > limits.MAX_COLUMNS:
            yield rejected(
                source.name, None, TOO_LARGE, f"{len(table.schema_arrow.names):,} columns; at most {limits.MAX_COLUMNS:,} are read."
            )
            return
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH_ROWS):
            for record in batch.to_pylist():
                number += 1
                yield Row(number=number, values=json_shapes.flat(record))


READER = Reader(
    name="Parquet",
    extensions=(".parquet",),
    what="a table, a row an article",
    accepts=accepts,
    read=read,
)
