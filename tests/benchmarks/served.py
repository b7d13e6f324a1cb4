"""`python -m tests.benchmarks.served KIND API_URL DATABASE_URL`: one app behind our HTTP server, until SIGTERM.

KIND is `ours`, `vectors` (ours with sentence vectors, from the extra `[semantic]`), or `bare`: a Bolt app that says one
constant sentence to every mention.
"""

import logging
import signal
import sys
from threading import Event

from slack_bolt import App
from slack_sdk import WebClient

from bot.logs import configure_logs
from bot.slack.doors.http import HttpDoor
from tests.questions.replica import serve
from tests.slack_stand_in import BOT_TOKEN, SIGNING_SECRET


def bare(api_url: str) -> App:
    """The least that a bot can be."""
    app = App(client=WebClient(BOT_TOKEN, base_url=api_url), signing_secret=SIGNING_SECRET)

    @app.event("app_mention")
    def answer(event, say) -> None:
        say("Customer, Cost, Convenience, Communication, Credibility, Connection, Co-creation", thread_ts=event["ts"])

    return app


def main() -> None:
    """Serve, and say on which port."""
    kind, api_url, database_url = sys.argv[1:4]
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    if kind == "bare":
        logging.disable(logging.WARNING)
        with HttpDoor(bare(api_url), "127.0.0.1", 0) as door:
            print(door.port, flush=True)
            stop.wait()
        return
    configure_logs("ERROR")
    logging.disable(logging.WARNING)
    serve(api_url, database_url, stop, **({"PRINCIPLES_ENCODER": "auto"} if kind == "vectors" else {}))


if __name__ == "__main__":
    main()
