"""The bare app of `served` for the servers that `servers` compares; Slack is where SLACK_API_URL says."""

import logging
import os
from typing import Any

from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot.slack.doors.http import PATH
from bot.slack.doors.server import THREADS
from tests.benchmarks.served import bare

logging.disable(logging.WARNING)
application = SlackRequestHandler(bare(os.environ["SLACK_API_URL"]), path=PATH)


def asgi() -> Any:
    """The same for a server with an event loop."""
    from a2wsgi import WSGIMiddleware

    return WSGIMiddleware(application, workers=THREADS)


def cheroot(port: int) -> None:
    """Serve it with cheroot."""
    from cheroot.wsgi import Server

    Server(("127.0.0.1", port), application, numthreads=THREADS, request_queue_size=1024).safe_start()
