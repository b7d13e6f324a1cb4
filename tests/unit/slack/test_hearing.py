"""Messages are heard first: in an app of our own alone, in somebody else's beside their listeners."""

import json
from concurrent.futures import Executor, Future

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.errors import StoreLostError
from bot.slack.hearing import Hearing
from bot.slack.restraint import Restraint

TEAM, BOT = "T0TEAM", "U0BOT"


class AtOnce(Executor):
    """Runs a listener where it is submitted, and counts them."""

    def __init__(self) -> None:
        self.run = 0

    def submit(self, fn, /, *args, **kwargs) -> Future:
        self.run += 1
        fn(*args, **kwargs)
        return Future()


class Intake:
    """Keeps what it is given; without a database where it is told so."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.lost = False

    def take(self, task, client, *, retried: bool) -> bool:
        self.kept.append(task.body["text"])
        return True

    def follow(self, task, change, client) -> None:
        if self.lost:
            raise StoreLostError("the database does not answer.")
        self.kept.append(change.body["text"])


class Bench:
    """An app with a hearing, and what came of it."""

    def __init__(self, *, alone: bool) -> None:
        self.executor, self.intake, self.theirs = AtOnce(), Intake(), []
        self.app = App(
            client=WebClient("xoxb-1"),
            authorize=lambda: AuthorizeResult(
                enterprise_id=None, team_id=TEAM, bot_user_id=BOT, bot_id="B0BOT", bot_token="xoxb-1"
            ),
            request_verification_enabled=False,
            signing_secret="none",
            listener_executor=self.executor,
        )
        hearing = Hearing(self.intake, None, Restraint(person=0, workspace=0), alone=alone)
        if alone:
            self.app.use(hearing)
        else:
            self.app.event("app_mention")(lambda event, ack: self.theirs.append(event["text"]))
            hearing.register_beside_others(self.app)

    def send(self, **event) -> int:
        """Slack's request with that event; the status of the answer."""
        body = {"type": "event_callback", "team_id": TEAM, "event": {"channel": "C1", "user": "U1", **event}}
        return self.app.dispatch(BoltRequest(body=json.dumps(body))).status


def mention(text: str, **more) -> dict:
    return {"type": "app_mention", "ts": "1790000000.000001", "text": f"<@{BOT}> {text}", **more}


def test_in_an_app_of_our_own_a_message_waits_for_no_listener():
    """Slack's three seconds are not spent on a thread that may be busy."""
    bench = Bench(alone=True)
    assert bench.send(**mention("what are the 7 Cs")) == 200
    assert bench.intake.kept == ["what are the 7 Cs"]
    assert bench.executor.run == 0


def test_in_somebody_elses_app_their_listener_hears_it_too():
    bench = Bench(alone=False)
    assert bench.send(**mention("what are the 7 Cs")) == 200
    assert bench.intake.kept == ["what are the 7 Cs"]
    assert bench.theirs == [f"<@{BOT}> what are the 7 Cs"]


@pytest.mark.parametrize("alone", [True, False])
def test_talk_that_is_not_for_us_is_acknowledged_and_not_kept(alone):
    bench = Bench(alone=alone)
    assert bench.send(type="message", channel_type="channel", ts="1790000000.000001", text="lunch?") == 200
    assert bench.intake.kept == []


def test_another_event_goes_on_to_its_listener():
    bench = Bench(alone=True)
    bench.app.event("reaction_added")(lambda event: bench.theirs.append(event["type"]))
    assert bench.send(type="reaction_added") == 200
    assert bench.theirs == ["reaction_added"]


@pytest.mark.parametrize("alone", [True, False])
def test_a_change_that_cannot_be_kept_is_left_to_slacks_next_try(alone):
    bench = Bench(alone=alone)
    bench.intake.lost = True
    before = {"type": "message", "user": "U1", "ts": "1790000000.000001", "text": "how"}
    after = before | {"text": "how much", "edited": {"user": "U1", "ts": "1790000009.000000"}}
    change = {"subtype": "message_changed", "channel_type": "im", "message": after, "previous_message": before}
    assert bench.send(type="message", event_ts="1790000009.000001", **change) == 503
