"""`python -m tests.slack_stand_in --port 0`: a stand-in in its own process; prints its address and tokens.

Over HTTP: GET /stand-in/calls, GET /stand-in/messages,
POST /stand-in/faults {"method", "fault": {"kind", ...}, "times"}.
"""

import argparse
import json
import signal
from threading import Event

from tests.slack_stand_in.server import SlackStandIn
from tests.slack_stand_in.workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET


def main() -> None:
    """Serve until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.slack_stand_in", description="A loopback stand-in for Slack."
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--seconds-per-post", type=float, default=0.0, help="1 limits each channel as Slack does")
    options = parser.parse_args()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with SlackStandIn(options.port) as slack:
        slack.seconds_per_post = options.seconds_per_post
        settings = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        }
        print(json.dumps({"address": slack.address, "settings": settings}), flush=True)
        stop.wait()


if __name__ == "__main__":
    main()
