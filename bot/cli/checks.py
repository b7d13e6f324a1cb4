"""The checks of a running app, and of `principles doctor`: each makes one row."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.counting import count
from bot.errors import StoreError
from bot.health import TOKENS, Check, Health, Row

if TYPE_CHECKING:
    from bot.cli.supervisor import Board
    from bot.reloading import Reloader
    from bot.settings import Settings
    from bot.store.database import Database

WORKER_DIED = "one died, and is started again; its log says why"
INSTALL_AGAIN = "install the app again, and copy the new token"


def health_of(settings: Settings, database: Database, reloader: Reloader) -> Health:
    """What operators hear of an app that runs; whoever opens a door adds it.

    Without its database it still answers, and with the last good packs too: neither takes it out of work.
    """
    checks = [Check(lambda: database_row(database)), Check(lambda: packs_row(reloader))]
    if not settings.many_workspaces:
        checks.insert(0, Check(lambda: token_row(settings.slack_bot_token), blocks=True))
    return Health(checks)


def token_row(token: str | None) -> Row:
    """Whether Slack took the bot's token so far."""
    why = TOKENS.why_refused(token)
    if why is None:
        return Row("token", "ok", "Slack accepts SLACK_BOT_TOKEN")
    return Row("token", "broken", f"Slack does not accept SLACK_BOT_TOKEN any more ({why})", INSTALL_AGAIN)


def database_row(database: Database) -> Row:
    """Whether the database answers."""
    try:
        database.ping()
    except StoreError as error:
        return Row("database", "broken", str(error), "questions are answered meanwhile; bring the database back")
    return Row("database", "ok", database.name)


def packs_row(reloader: Reloader) -> Row:
    """What is in force, and whether a change was refused."""
    if reloader.refused:
        first = reloader.refused.splitlines()[0]
        return Row("packs", "broken", f"a change is not in force: {first}", "mend it: principles check says how")
    loaded = datetime.fromtimestamp(reloader.loaded_at, UTC)
    return Row(
        "packs",
        "ok",
        f"{len(reloader.library.of('').knowledge.entries):,} entries, loaded {loaded:%Y-%m-%d %H:%M:%S} UTC",
    )


def workers_row(board: Board) -> Row:
    """Whether all workers run, as the parent of them says."""
    try:
        wanted, running, restarts = board.told()
    except (OSError, ValueError) as error:
        return Row("workers", "broken", f"their parent says nothing ({type(error).__name__})", "start the app again")
    found = f"{running} of {wanted} run, {count(restarts, 'was', 'were')} started again"
    return Row("workers", "ok" if running == wanted else "broken", found, "" if running == wanted else WORKER_DIED)
