"""The server's two middlewares: headers on every answer, and the server's address in every page."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from dashboard.server import HEADERS, SERVER_ADDRESS, KnownServer, SecurityHeaders, _flat, _free_port


def answer(
    app: object, *, accept: bytes = b"text/html", body: bytes = b"<head></head>", kind: bytes = b"text/html"
) -> tuple[dict[bytes, bytes], bytes]:
    """Ask a middleware around a small page, and return the answer's headers and body."""
    sent: list[Message] = []

    async def page(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind), (b"content-length", b"13")]})
        await send({"type": "http.response.body", "body": body[:4], "more_body": True})
        await send({"type": "http.response.body", "body": body[4:]})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/articles", "headers": [(b"accept", accept), (b"accept-encoding", b"gzip")]}
    asyncio.run(app(page)(scope, receive, send))  # type: ignore[operator]
    return dict(sent[0]["headers"]), b"".join(message["body"] for message in sent[1:])


def test_every_answer_has_the_headers() -> None:
    headers, body = answer(SecurityHeaders)
    assert [headers.get(name) for name, _ in HEADERS] == [value for _, value in HEADERS]
    assert b"default-src 'self'" in headers[b"content-security-policy"]
    assert b"http" not in headers[b"content-security-policy"]  # no other host is named
    assert body == b"<head></head>"


def test_a_page_is_told_its_server() -> None:
    headers, body = answer(KnownServer)
    assert body == b"<head>" + SERVER_ADDRESS + b"</head>"
    assert int(headers[b"content-length"]) == len(body)


@pytest.mark.parametrize(("accept", "kind"), [(b"*/*", b"text/html"), (b"text/html", b"text/css")])
def test_anything_else_passes_as_it_is(accept: bytes, kind: bytes) -> None:
    assert answer(KnownServer, accept=accept, kind=kind)[1] == b"<head></head>"


def test_settings_are_flattened() -> None:
    assert _flat({"theme": {"light": {"textColor": "#000"}, "font": "serif"}}) == {"theme.light.textColor": "#000", "theme.font": "serif"}


def test_a_port_in_use_is_not_free() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert _free_port("127.0.0.1", taken.getsockname()[1]) is None
    assert (_free_port("127.0.0.1", 0) or 0) > 1023
