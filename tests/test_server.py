"""The server: headers on every answer, our scripts in every page, and what it answers besides Streamlit."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from dashboard import server
from dashboard.navigation import PAGES
from dashboard.server import HEADERS, SERVER_ADDRESS, PageScripts, SecurityHeaders, _flat, _free_port, page_scripts, routes


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


def asked(address: str) -> tuple[int, dict[str, str], str]:
    """Ask for one of our own addresses; return the answer's status, headers and text."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        await asyncio.Event().wait()  # the reader stays
        return {"type": "http.disconnect"}

    path, _, query = address.partition("?")
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": [], "server": ("127.0.0.1", 80)}
    asyncio.run(Starlette(routes=routes())(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]).decode()


def test_every_answer_has_the_headers() -> None:
    headers, body = answer(SecurityHeaders)
    assert [headers.get(name) for name, _ in HEADERS] == [value for _, value in HEADERS]
    assert b"default-src 'self'" in headers[b"content-security-policy"]
    assert b"http" not in headers[b"content-security-policy"]  # no other host is named
    assert body == b"<head></head>"


def test_a_page_is_told_its_server_and_loads_our_script_before_the_app() -> None:
    headers, body = answer(PageScripts)
    assert body == b"<head>" + page_scripts() + b"</head>"
    assert body.startswith(b"<head>" + SERVER_ADDRESS + b'<script src="/dateline/page.js?v=')
    assert b"http" not in page_scripts()
    assert int(headers[b"content-length"]) == len(body)


@pytest.mark.parametrize(("accept", "kind"), [(b"*/*", b"text/html"), (b"text/html", b"text/css")])
def test_anything_else_passes_as_it_is(accept: bytes, kind: bytes) -> None:
    assert answer(PageScripts, accept=accept, kind=kind)[1] == b"<head></head>"


def test_the_server_answers_for_what_the_page_loads() -> None:
    script, plotly, paper = (asked(path) for path in (server.SCRIPT_PATH, server.PLOTLY_PATH, server.PAPER_PATH))
    assert script[1]["content-type"] == "text/javascript; charset=utf-8"
    assert script[2] == server.SCRIPT.read_text(encoding="utf-8")
    assert "plotly.js v" in plotly[2][:100]
    assert json.loads(paper[2])["paper"] == "#FFFFFF"
    assert json.loads(paper[2])["template"]["layout"]["paper_bgcolor"] == "#FFFFFF"
    assert {headers["cache-control"] for _, headers, _ in (script, plotly, paper)} == {"private, max-age=31536000, immutable"}


def test_a_changed_script_has_another_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = page_scripts()
    (tmp_path / "page.js").write_text("other")
    monkeypatch.setattr(server, "SCRIPT", tmp_path / "page.js")
    assert page_scripts() != before


def test_the_name_of_the_first_page_leads_to_it() -> None:
    assert PAGES[0].slug == server.HOME
    assert asked("/overview")[0] == 307
    assert asked("/overview")[1]["location"] == "/"
    assert asked("/overview?words=aid+ship&outlet=A")[1]["location"] == "/?words=aid+ship&outlet=A"


def test_settings_are_flattened() -> None:
    assert _flat({"theme": {"light": {"textColor": "#000"}, "font": "serif"}}) == {"theme.light.textColor": "#000", "theme.font": "serif"}


def test_a_port_in_use_is_not_free() -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert _free_port("127.0.0.1", taken.getsockname()[1]) is None
    assert (_free_port("127.0.0.1", 0) or 0) > 1023
