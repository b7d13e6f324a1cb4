"""`python -m tests.questions.replica API_URL DATABASE_URL`: one replica behind HTTP, until SIGTERM; prints its port."""

import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from bot.bootstrap.answering import build_answering
from bot.bootstrap.slack import build_slack
from bot.logs import configure_logs
from bot.settings import Settings
from bot.slack.doors.http import HttpDoor
from bot.slack.outbox.publisher import Pace
from bot.slack.runtime import Runtime
from tests.slack_stand_in import BOT_TOKEN, SIGNING_SECRET

# Much faster than the real Slack allows, to have something in flight whenever a replica is killed. What decides
# about a dead replica, its lease, is as in production.
PACE = Pace(spacing=timedelta(0), reconcile_after=timedelta(seconds=0.5), timeout_seconds=2)

Begin = Callable[[Runtime], object]


def main() -> None:
    """Answer until told to stop."""
    api_url, database_url = sys.argv[1:3]
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    configure_logs("ERROR")
    serve(api_url, database_url, stop, pace=PACE)


def serve(
    api_url: str, database_url: str, stop: Event, *, pace: Pace | None = None, begin: Begin | None = None, **more: str
) -> None:
    """Answer over HTTP until told to stop, with words alone; the port is printed.

    `begin` gets the runtime before anything arrives; `more` are further settings.
    """
    settings = Settings.from_env(
        {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SLACK_API_URL": api_url,
            "DATABASE_URL": database_url,
            "PRINCIPLES_ENCODER": "off",
            "PERSON_PER_MINUTE": "0",
            "WORKSPACE_PER_MINUTE": "0",
            **more,
        }
    )
    runtime = build_slack(settings, build_answering(settings), pace=pace)
    if begin is not None:
        begin(runtime)
    with HttpDoor(runtime.app, "127.0.0.1", 0) as door:
        print(door.port, flush=True)
        stop.wait()
    runtime.close(timedelta(seconds=5))


if __name__ == "__main__":
    main()
