"""Starts the dashboard's server: listens on this machine only, with our look and with the headers that keep a page from asking anyone else."""

from __future__ import annotations

import argparse
import hashlib
import os
import socket
import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

START_CORPUS = "DATELINE_CORPUS"  # environment variable: the folder that the dashboard opens first
HERE = Path(__file__).parent
LOOK = HERE / ".streamlit" / "config.toml"
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")  # on these, a page of another name (DNS rebinding) is turned away

# Scripts need 'unsafe-eval' because the charts' formulas are compiled in the page; nothing may be fetched from another host.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


# Seconds after which a page that is being computed lets the thread go on that sends what is ready; with Python's own 0.005 each message waits so long.
SWITCH = 0.0005
HOME = "overview"  # slug of the page at "/"; Streamlit does not answer its name
SCRIPT = HERE / "page.js"
SCRIPT_PATH, PLOTLY_PATH, PAPER_PATH = "/dateline/page.js", "/dateline/plotly.min.js", "/dateline/paper.json"
FOR_GOOD = {"cache-control": "private, max-age=31536000, immutable"}  # their addresses hold a hash or a version

# A page looks for its server below its own address first, and each miss is an error in the console. This tells it.
SERVER_ADDRESS = b'<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin + "/"}</script>'

EARLY_CHARTS = b"""<link rel="modulepreload" crossorigin href="CHARTS"><script type="module">
const waiting = setInterval(() => {
  if (document.querySelector('[data-testid="stApp"][data-test-script-state="running"]')) {
    clearInterval(waiting);
    import("CHARTS").catch(() => {});
  }
}, 10);
</script>"""


def page_scripts() -> bytes:
    """Return what is written into the head of each page: the server's address, and our script with the addresses of what it may load."""
    addresses = [
        f"{path}?v={mark}" for path, mark in ((SCRIPT_PATH, _mark(SCRIPT)), (PLOTLY_PATH, version("plotly")), (PAPER_PATH, _mark(LOOK)))
    ]
    ours = '<script src="{}" data-plotly="{}" data-paper="{}"></script>'.format(*addresses)
    return SERVER_ADDRESS + ours.encode() + _early_charts()


def _early_charts() -> bytes:
    """Return what fetches the part of the page that draws charts with the page itself, and starts it while the server is at its first run.

    Without it the page asks for that part, most of its code, only when the first chart has arrived, and then draws all charts at once.
    """
    import streamlit

    found = sorted((Path(streamlit.__file__).parent / "static" / "static" / "js").glob("PlotlyChart.*.js"))
    if len(found) != 1:  # another version of Streamlit calls it otherwise: then it comes late
        return b""
    return EARLY_CHARTS.replace(b"CHARTS", f"/static/js/{found[0].name}".encode())


def routes() -> list[Route]:
    """Return what this server answers besides Streamlit: our script, the library that draws pictures, the colours of paper, the first page's name."""
    return [
        Route(SCRIPT_PATH, _script),
        Route(PLOTLY_PATH, _plotly),
        Route(PAPER_PATH, _paper),
        Route(f"/{HOME}", lambda request: RedirectResponse(f"/?{request.url.query}".rstrip("?"))),
    ]


def _script(_request: Request) -> Response:
    return FileResponse(SCRIPT, media_type="text/javascript", headers=FOR_GOOD)


def _plotly(_request: Request) -> Response:
    import plotly

    return FileResponse(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", media_type="text/javascript", headers=FOR_GOOD)


def _paper(_request: Request) -> Response:
    from dashboard.charts import on_paper  # plotly is slow to import, and few ask for a picture

    return JSONResponse(
        {**on_paper.palette(), "serif": on_paper.SERIF, "sans": on_paper.SANS, "template": on_paper.template(), "swaps": on_paper.swaps()},
        headers=FOR_GOOD,
    )


def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


class PageScripts:
    """ASGI middleware that writes ``page_scripts`` into the page, so that no page has to guess its server."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._scripts = page_scripts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer that is a page gets our scripts."""
        started: Message | None = None
        body = b""

        async def send_with_scripts(message: Message) -> None:
            nonlocal started, body
            if message["type"] == "http.response.start" and _is_page(message):
                started = message
            elif message["type"] == "http.response.body" and started is not None:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    page = body.replace(b"<head>", b"<head>" + self._scripts, 1)
                    kept = [pair for pair in started["headers"] if pair[0].lower() != b"content-length"]
                    await send({**started, "headers": [*kept, (b"content-length", str(len(page)).encode())]})
                    await send({"type": "http.response.body", "body": page})
            else:
                await send(message)

        if scope["type"] != "http" or b"text/html" not in dict(scope["headers"]).get(b"accept", b""):
            await self._app(scope, receive, send)
            return
        # A page comes uncompressed, or nothing could be written into it; it is two kilobytes.
        plain = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        await self._app(plain, receive, send_with_scripts)


def _is_page(message: Message) -> bool:
    return message["status"] == 200 and any(
        name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"]
    )


class SecurityHeaders:
    """ASGI middleware that adds ``HEADERS`` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
            await send(message)

        await self._app(scope, receive, send_with_headers)


def main() -> None:
    """Read the options and serve until stopped."""
    parser = argparse.ArgumentParser(prog="dashboard", description="Serve the dashboard. Use: dateline open")
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args()
    port = _free_port(options.host, options.port)
    if port is None:
        sys.exit(
            f"dateline: port {options.port} on {options.host} is in use or not allowed. Choose another one, or --port 0 for a free one."
        )
    os.environ[START_CORPUS] = options.corpus
    # The address first, so that whoever starts this from a script need not guess the port.
    sys.stderr.write(f"Dateline is at http://{options.host}:{port}  (stop with Ctrl+C)\n")
    serve(options.host, port, browser=not options.no_browser)


def serve(host: str, port: int, *, browser: bool) -> None:
    """Run the server on an address until it is stopped."""
    import streamlit as st

    sys.setswitchinterval(SWITCH)
    config = {
        **_flat(tomllib.loads(LOOK.read_text(encoding="utf-8"))),
        "server.address": host,
        "server.port": port,
        "server.headless": not browser,
        **({"server.allowedHosts": ["localhost", host]} if host in THIS_MACHINE else {}),
    }
    st.App(HERE / "app.py", routes=routes(), middleware=[Middleware(SecurityHeaders), Middleware(PageScripts)]).run(config=config)


def _free_port(host: str, port: int) -> int | None:
    """Return the port when it can be listened on, any free one for 0, or None."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return None
        return int(probe.getsockname()[1])


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return a nested TOML table as dotted keys."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        flat |= _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
    return flat
