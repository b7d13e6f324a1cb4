"""`python -m tests.flows.replica API_URL DATABASE_URL PACE`: one replica behind HTTP, until SIGTERM; prints its port.

PACE is `real`, with the leases of production, or `quick`, where all of them are a tenth as long.
"""

import signal
import sys
from dataclasses import replace
from datetime import timedelta
from threading import Event

from bot.logs import configure_logs
from bot.slack import intake
from bot.slack.gaps import digest_post
from bot.slack.runtime import Runtime
from bot.store.inbox import LEASE
from tests.questions.replica import PACE, serve

EXPERTS = "CEXPERTS"
QUICKER = 10

# What hangs is still on its way when another replica has started, however busy the machine is.
PATIENT = replace(PACE, timeout_seconds=10)


def main() -> None:
    """Serve until told to stop."""
    api_url, database_url, pace = sys.argv[1:4]
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    configure_logs("ERROR")
    if pace == "quick":
        intake.BEAT /= QUICKER
        intake.CALM /= QUICKER
        digest_post.LOOK = timedelta(seconds=0.5)

    def begin(runtime: Runtime) -> None:
        """Look for digests by itself too, as `principles serve` does."""
        if pace == "quick":
            runtime.intake._inbox.lease = LEASE / QUICKER
        runtime.start(daily=False)

    serve(api_url, database_url, stop, pace=PATIENT if pace == "quick" else PACE, begin=begin, EXPERTS_CHANNEL=EXPERTS)


if __name__ == "__main__":
    main()
