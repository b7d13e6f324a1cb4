"""An answer goes to its address, and no further."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bot.errors import PublishError
from bot.render.messages import notice_message
from bot.slack.outbox.respond import respond


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """Answers `/307` and the like with that status and a way to `/elsewhere`, and remembers who came."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.server.paths.append(self.path)  # type: ignore[attr-defined]
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            self.send_response(int(self.path[1:]) if self.path[1:].isdigit() else 200)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.paths = []  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server, status):
    with pytest.raises(PublishError, match=str(status)):
        respond(f"http://127.0.0.1:{server.server_port}/{status}", notice_message("Hello."))
    assert server.paths == [f"/{status}"]


def test_an_answer_arrives(server):
    respond(f"http://127.0.0.1:{server.server_port}/here", notice_message("Hello."))
    assert server.paths == ["/here"]
