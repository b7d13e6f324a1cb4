"""`principles serve` as a person or a container runs it."""

import json
import signal
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from time import monotonic
from urllib.parse import urlsplit

import pytest

from bot.store.database import Database
from bot.store.subscriptions import Subscriptions
from tests.daily_examples import subscription
from tests.integration.slack.knowledge import SHOP_PACK, SHOP_QUESTION
from tests.integration.slack.processes import COMMAND, environment, serving
from tests.slack_stand_in import (
    APP_TOKEN,
    BOT_TOKEN,
    BOT_USER,
    SIGNING_SECRET,
    TEAM,
    Channel,
    HttpDelivery,
    Payloads,
    RateLimited,
    Refuse,
    SocketDelivery,
)

ASK = f"<@{BOT_USER}> {SHOP_QUESTION}"


@pytest.fixture
def settings(slack, tmp_path) -> dict[str, str]:
    """All that `serve` needs, for a small pack and an empty database."""
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "shop.yaml").write_text(SHOP_PACK)
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "DATABASE_URL": f"sqlite:///{tmp_path}/store.sqlite3",
        "PRINCIPLES_KNOWLEDGE": str(tmp_path / "packs"),
        "PRINCIPLES_CACHE": "off",
        "PORT": "0",
    }


def without(settings: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in settings.items() if name not in names}


def http_delivery(served) -> HttpDelivery:
    """Reach the app at the address that it logged."""
    return HttpDelivery(served.wait_for("listening on http://").rsplit(" ", 1)[-1].strip())


def test_http_mode_answers_and_stops_cleanly(slack, settings, tmp_path):
    """Without an app token; SIGTERM ends it within ten seconds, with status 0."""
    payloads = Payloads(slack)
    # Bolt would read the client's credentials itself, turn to OAuth and ignore the bot token.
    more = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s"}
    with serving(without(settings, "SLACK_APP_TOKEN") | more, cwd=tmp_path) as served:
        delivery = http_delivery(served)
        assert delivery.event(payloads.mention(payloads.say(ASK))).status == 200
        slack.wait("chat.postMessage")
        assert served.stop() == 0
    assert "Thirty days" in slack.workspace.from_bot()[0].text


def test_socket_mode_is_taken_when_both_are_set_and_stops_cleanly(slack, settings, tmp_path):
    """Ctrl-C ends it as SIGTERM does; no token is in its log."""
    payloads = Payloads(slack)
    with serving(settings, cwd=tmp_path) as served:
        slack.link.wait_connected()
        assert SocketDelivery(slack).event(payloads.mention(payloads.say(ASK))).status == 200
        slack.wait("chat.postMessage")
        assert served.stop(signal.SIGINT) == 0
        served.wait_for("stopped")
    assert "Thirty days" in slack.workspace.from_bot()[0].text
    assert BOT_TOKEN not in "".join(served.log)
    assert APP_TOKEN not in "".join(served.log)


def test_it_says_when_it_is_ready_and_nothing_of_its_libraries(slack, settings, tmp_path):
    """Where it is, what it knows, what it may not do; a clean stop is no error."""
    slack.workspace.scopes -= {"reactions:write", "users:read"}
    with serving(settings, cwd=tmp_path) as served:
        line = served.wait_for("ready: ")
        assert line.endswith(
            "Stand-in, 1 entry from shop, optional scopes missing: users:read, reactions:write; nothing is broken\n"
        )
        slack.link.wait_connected()
        assert served.stop() == 0
        served.wait_for("stopped")
    assert [line for line in served.log if " bot." not in line] == []
    assert [line for line in served.log if " ERROR " in line or " WARNING " in line] == []


def test_the_flag_decides_when_both_are_set(slack, settings, tmp_path):
    with serving(settings, "--http", cwd=tmp_path) as served:
        served.wait_for("listening on http://")
        assert slack.link.opened == 0


def test_what_is_at_work_when_it_stops_is_finished(slack, settings, tmp_path):
    """A reply that waits for its Retry-After still goes out."""
    payloads = Payloads(slack)
    slack.faults.add("chat.postMessage", RateLimited(1))
    with serving(settings, "--http", cwd=tmp_path) as served:
        delivery = http_delivery(served)
        delivery.event(payloads.mention(payloads.say(ASK)))
        slack.wait("chat.postMessage")
        assert served.stop() == 0
    assert len(slack.workspace.from_bot()) == 1


def test_what_cannot_be_finished_does_not_hold_up_the_stop(slack, settings, tmp_path):
    """Within ten seconds, whatever Slack asks for."""
    payloads = Payloads(slack)
    slack.faults.add("chat.postMessage", RateLimited(300))
    with serving(settings, "--http", cwd=tmp_path) as served:
        delivery = http_delivery(served)
        delivery.event(payloads.mention(payloads.say(ASK)))
        slack.wait("chat.postMessage")
        started = monotonic()
        assert served.stop() == 0
        assert monotonic() - started < 10
        served.wait_for("stopped before everything was sent")


def test_settings_may_stand_in_a_dotenv_file(slack, settings, tmp_path):
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    with serving({}, "--http", cwd=tmp_path) as served:
        served.wait_for("listening on http://")


def look(address: str, path: str) -> tuple[int, str]:
    """What an operator's probe gets."""
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=5)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@pytest.mark.parametrize(
    ("mode", "words"), [("--http", "listening on http://"), ("--socket", "operators look at http://")]
)
def test_operators_see_how_it_is_until_its_token_is_revoked(slack, settings, tmp_path, mode, words):
    """Alive, ready and counted; then one ERROR, and not ready any more. In Socket Mode too, since PORT is set."""
    payloads = Payloads(slack)
    with serving(settings, mode, cwd=tmp_path) as served:
        address = served.wait_for(words).rsplit(" ", 1)[-1].strip()
        if mode == "--socket":
            slack.link.wait_connected()
        assert "nothing is broken" in served.wait_for("ready: ")
        assert look(address, "/healthz")[0] == 200
        status, body = look(address, "/readyz")
        rows = json.loads(body)
        assert (status, "broken" in {row["state"] for row in rows}) == (200, False)
        found = {row["check"] for row in rows}
        assert found >= {"token", "database", "packs", "connection", "scopes", "clock", "zones", "messages tab"}
        assert {*rows[0]} == {"check", "state", "found", "remedy"}
        slack.faults.add("chat.postMessage", *[Refuse("token_revoked")] * 9)
        delivery = SocketDelivery(slack) if mode == "--socket" else HttpDelivery(f"{address.rpartition('/')[0]}/events")
        delivery.event(payloads.mention(payloads.say(ASK)))
        served.wait_for("does not accept the bot's token any more (token_revoked)")
        status, body = look(address, "/readyz")
        assert status == 503
        assert [row["check"] for row in json.loads(body) if row["state"] == "broken"] == ["token"]
        assert look(address, "/healthz")[0] == 200
        counted = look(address, "/metrics")[1]
        assert 'principles_slack_call_seconds_count{method="chat.postMessage",outcome="refused"}' in counted
        assert "principles_packs_loaded_timestamp_seconds 1." in counted
        assert TEAM not in counted
        assert served.stop() == 0


def test_a_channel_that_it_was_removed_from_is_named_at_the_start_and_only_warns(slack, settings, tmp_path):
    """By its id; what a channel is called is its workspace's own, and a probe costs no call to Slack."""
    slack.workspace.channels["C9"] = Channel("C9", "secret-plans", member=False, private=True)
    database = Database.open(settings["DATABASE_URL"])
    database.migrate()
    now = datetime.now(UTC)
    Subscriptions(database).save(replace(subscription(TEAM), channel="C9").rescheduled(now))
    with serving(settings, "--http", cwd=tmp_path) as served:
        address = served.wait_for("listening on http://").rsplit(" ", 1)[-1].strip()
        assert "broken: daily channels, daily C9 (principles doctor" in served.wait_for("ready: ")
        before = len(slack.calls)
        answers = [look(address, "/readyz") for _ in range(20)]
        assert len(slack.calls) == before
        assert {status for status, _ in answers} == {200}
        [row] = [row for row in json.loads(answers[0][1]) if row["check"] == "daily C9"]
        assert (row["state"], row["found"]) == ("broken", "is gone, or private without the app in it")
        assert not any(words in answers[0][1] for words in ("secret-plans", "Stand-in", BOT_TOKEN))
        assert served.stop() == 0
    assert "secret-plans" not in "".join(served.log)


def run(settings: dict[str, str], *arguments: str, cwd) -> subprocess.CompletedProcess[str]:
    """Run `principles serve` where it cannot start."""
    return subprocess.run(
        [*COMMAND, "serve", *arguments], env=environment(settings), cwd=cwd, capture_output=True, text=True, timeout=60
    )


def test_missing_settings_are_named_one_line_each(settings, tmp_path):
    """Exit status 2, no traceback."""
    done = run(without(settings, "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"), "--socket", cwd=tmp_path)
    assert done.returncode == 2
    assert [line.split(" ")[0] for line in done.stderr.splitlines()] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong-hunter2"}, "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)"),
        (
            {"SLACK_APP_TOKEN": "xapp-wrong-hunter2"},
            "Slack does not accept SLACK_APP_TOKEN (invalid_auth): it is",
        ),
        ({"SLACK_BOT_TOKEN": APP_TOKEN}, "begins with xoxb-; this one belongs into SLACK_APP_TOKEN"),
        ({"SLACK_API_URL": "http://127.0.0.1:1/api/"}, "(127.0.0.1): the connection was refused"),
        ({"DATABASE_URL": "postgresql://bot:hunter2@127.0.0.1:1/x"}, "PostgreSQL x on 127.0.0.1"),
    ],
)
def test_what_keeps_it_from_starting_is_said_without_secrets(settings, tmp_path, changed, words):
    """No traceback, exit status 2."""
    done = run(settings | changed, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr
