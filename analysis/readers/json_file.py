"""JSON and JSON Lines: a list of records, a record a line, or an object that holds the list. Lists and lines are read one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TextIO

from analysis import limits
from analysis.article import RejectedRow
from analysis.readers import encoding, json_shapes
from analysis.readers.reader import BROKEN_ROW, NOT_NEWS, TOO_LARGE, Decoded, Item, Note, Reader, Row, Source, megabytes, rejected

_START = re.compile(r"\s*(?:\[\s*(?:[\[{\]]|$)|\{\s*(?:\"|\}|$))")
_KINDS = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "true or false"}
_SPACE = re.compile(r"[\s,]*")
_CHUNK = 1 << 20
_LINE_OBJECT = re.compile(r"(?<=\n)\{")


def accepts(head: bytes, _name: str) -> bool:
    """Return whether this is JSON or JSON Lines, from its first character that means something."""
    return encoding.is_text(head) and _START.match(encoding.decode(head[:2000])[0]) is not None


def read(source: Source) -> Iterator[Item]:
    """Yield a row for each record. A record that is broken is rejected, with its number, and the rest is read."""
    code = encoding.guess(source.head())
    yield Decoded(encoding=code.name)
    if code.name != "UTF-8":
        yield Note(file=source.name, text=f"read as {code.name}")
    with source.open() as binary, encoding.open_text(binary, code) as stream:
        shape = _shape(stream)
        stream.seek(0)
        if shape == "lines":
            yield from _lines(stream, source.name)
        elif shape == "list":
            yield from _list(stream, source.name)
        elif source.size > limits.MAX_WHOLE_FILE:
            limit = megabytes(limits.MAX_WHOLE_FILE)
            yield rejected(
                source.name,
                None,
                TOO_LARGE,
                f"One JSON object of {megabytes(source.size)}; at most {limit} are read. A JSON Lines file may have any size.",
            )
        else:
            yield from _object(stream.read(), source.name)


def _shape(stream: TextIO) -> str:
    """Whether the file is a "list", "lines" or one "object"."""
    start = stream.read(_CHUNK).lstrip("\ufeff \t\r\n")
    if start.startswith("["):
        # JSON Lines of lists is not a form that news comes in.
        return "list"
    first, newline, rest = start.partition("\n")
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        # A damaged first line among good ones is still a file of lines.
        following = rest.partition("\n")[0].strip()
        return "lines" if newline and _is_whole_object(following) else "object"
    return "lines" if newline and rest.lstrip().startswith("{") else "object"


def _is_whole_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(stream: TextIO, file: str) -> Iterator[Item]:
    number = 0
    while line := stream.readline(limits.MAX_ROW_CHARACTERS + 1):
        if len(line) > limits.MAX_ROW_CHARACTERS and not line.endswith("\n"):
            number += 1
            yield rejected(
                file, number, TOO_LARGE, f"A line of more than {limits.MAX_ROW_CHARACTERS:,} characters; it begins: {line[:60]}", line
            )
            while (piece := stream.readline(_CHUNK)) and not piece.endswith("\n"):
                continue
            continue
        stripped = line.strip("\ufeff \t\r\n\x00\x1e")
        if stripped in ("", ",", "[", "]"):
            continue
        number += 1
        yield _record(stripped.removesuffix(","), number, file)


def _record(text: str, number: int, file: str) -> Item:
    try:
        found = json.loads(text)
    except RecursionError:
        return rejected(file, number, TOO_LARGE, "Brackets are nested too deeply.", text)
    except ValueError as error:
        return rejected(file, number, BROKEN_ROW, f"Not valid JSON ({error}). It begins: {text[:60]}", text)
    return _row(found, number, file)


def _row(found: object, number: int, file: str) -> Item:
    """Return a record as a row, or rejected when it is no object or beyond a limit."""
    if not isinstance(found, dict):
        return rejected(
            file, number, BROKEN_ROW, f"Not an object with named fields, but {_KINDS.get(type(found), 'nothing')}.", _written(found)
        )
    if _is_too_deep(found):
        return rejected(file, number, TOO_LARGE, f"Brackets are nested more than {limits.MAX_JSON_DEPTH} deep.", _written(found))
    values = json_shapes.flat(found)
    if len(values) > limits.MAX_COLUMNS:
        return rejected(file, number, TOO_LARGE, f"{len(values):,} fields; at most {limits.MAX_COLUMNS:,} are read.", _written(found))
    return Row(number=number, values=values)


def _written(found: object) -> str | None:
    """Return a record as JSON; None when it is nested too deeply to be written."""
    try:
        return json.dumps(found, ensure_ascii=False)
    except RecursionError:
        return None


def _is_too_deep(found: object) -> bool:
    """Return whether a record nests beyond the limit; a loop, because recursion is what must not happen here."""
    level: list[object] = [found]
    for _ in range(limits.MAX_JSON_DEPTH):
        level = [part for each in level for part in (each.values() if isinstance(each, dict) else each) if isinstance(part, dict | list)]  # type: ignore[attr-defined]  # only dicts and lists are kept
        if not level:
            return False
    return True


def _list(stream: TextIO, file: str) -> Iterator[Item]:
    """Yield the elements of a JSON list, holding no more of the file than one element needs."""
    decoder = json.JSONDecoder()
    buffer, position, number, ended = "", 0, 0, False
    opened = False
    while True:
        position = _skip(buffer, position)
        if not opened and position < len(buffer):
            position, opened = _skip(buffer, buffer.index("[", position) + 1), True
        if position < len(buffer) and buffer[position] == "]":
            return
        try:
            if position >= len(buffer):
                raise ValueError("the list is not closed")
            found, end = decoder.raw_decode(buffer, position)
            if end >= len(buffer) and not ended:
                raise ValueError("a number may go on")
        except RecursionError:
            yield rejected(
                file, None if number == 0 else number + 1, TOO_LARGE, "Brackets are nested too deeply; the rest of the file was not read."
            )
            return
        except ValueError as error:
            if not ended and len(buffer) - position <= limits.MAX_ROW_CHARACTERS:
                more = stream.read(max(_CHUNK, len(buffer) - position))
                buffer, position, ended = buffer[position:] + more, 0, not more
                continue
            if position >= len(buffer):
                yield rejected(file, number + 1, BROKEN_ROW, "The file ends before the list of records does: it may be cut off.")
                return
            number += 1
            between = _BETWEEN.search(buffer, position + 1)
            if not ended and between is None and _goes_on(error, buffer):
                begins = buffer[position : position + 60]
                yield rejected(
                    file, number, TOO_LARGE, f"A record of more than {limits.MAX_ROW_CHARACTERS:,} characters; it begins: {begins}"
                )
            else:
                # The comma between two records belongs to neither.
                yield _broken(buffer, position, between.start() + 1 if between else None, error, number, file)
            while between is None and not ended:
                more = stream.read(_CHUNK)
                buffer, ended = buffer[-_SEPARATION:] + more, not more
                between = _BETWEEN.search(buffer)
            if between is None:
                return
            # An error tells the line it is in, which is counted from the start of the buffer.
            buffer, position = (buffer[between.end() :], 0) if between.end() > _COUNTED else (buffer, between.end())
            continue
        number += 1
        yield _row(found, number, file)
        position = end


def _skip(buffer: str, position: int) -> int:
    found = _SPACE.match(buffer, position)
    start = found.end() if found else position
    return start + 1 if buffer[start : start + 1] == "\ufeff" else start


_BETWEEN = re.compile(r"\}\s*,\s*(?=\{\s*\")")
_SEPARATION = 200  # characters that may stand between two records
_COUNTED = 65_536


def _goes_on(error: ValueError, buffer: str) -> bool:
    """Whether a record is wrong only in that the buffer ends before it does."""
    return isinstance(error, json.JSONDecodeError) and (error.msg.startswith("Unterminated string") or error.pos >= len(buffer) - 1)


def _broken(text: str, start: int, end: int | None, error: Exception, number: int, file: str) -> RejectedRow:
    """Return the rejected row of a record that is no JSON, with its text as far as that may be kept."""
    begins = text[start : start + 60]
    bound = start + limits.MAX_KEPT_RECORD + 1
    raw = text[start : min(end, bound) if end is not None else bound]
    return rejected(file, number, BROKEN_ROW, f"Not valid JSON ({error}). It begins: {begins}", raw)


def _sequence(text: str, file: str) -> Iterator[Item]:
    """Yield the values of a text that holds several, whatever stands between them; a broken one ends with its line."""
    decoder = json.JSONDecoder()
    position = number = 0
    while (position := _skip(text, position)) < len(text):
        number += 1
        try:
            found, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            following = _LINE_OBJECT.search(text, position + 1)
            yield _broken(text, position, following.start() if following else None, error, number, file)
            if following is None:
                return
            text, position = (text[following.start() :], 0) if following.start() > _COUNTED else (text, following.start())
            continue
        if end - position > limits.MAX_ROW_CHARACTERS:
            yield rejected(
                file,
                number,
                TOO_LARGE,
                f"A record of more than {limits.MAX_ROW_CHARACTERS:,} characters; it begins: {text[position : position + 60]}",
            )
        else:
            yield _row(found, number, file)
        position = end


def _object(text: str, file: str) -> Iterator[Item]:
    try:
        found = json.loads(text.lstrip("\ufeff"))
    except RecursionError:
        yield rejected(file, None, TOO_LARGE, "Brackets are nested too deeply.")
        return
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            # More than one value: objects written one after another, or lines of which the first was too long to tell.
            yield from _sequence(text, file)
        else:
            yield rejected(file, None, BROKEN_ROW, f"Not valid JSON: {error}. The file may be cut off.")
        return
    records = json_shapes.records(found)
    if records is None:
        yield _row(found, 1, file) if isinstance(found, dict) else rejected(file, None, NOT_NEWS, "JSON without any record.")
        return
    for number, record in enumerate(records, start=1):
        yield _row(record, number, file)


READER = Reader(
    name="JSON",
    extensions=(".json", ".jsonl", ".ndjson"),
    what="a list of records, a record a line, or an object that holds the list",
    accepts=accepts,
    read=read,
)
