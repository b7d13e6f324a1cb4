"""The bot in somebody's own Bolt app: everything of ours works there, and everything of theirs still does."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot import plugin
from bot.errors import KnowledgeError, SettingsError
from bot.render import ids
from bot.slack.doors.http import HttpDoor
from tests.integration.slack.knowledge import SHOP_PACK, SHOP_QUESTION
from tests.slack_stand_in import (
    ASKER,
    BOT_TOKEN,
    BOT_USER,
    SIGNING_SECRET,
    TEAM,
    HttpDelivery,
    Payloads,
    SlackStandIn,
)

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")


class AsyncApp:
    """Stands for Bolt's class of that name, which needs a library that this project does not."""


class Host:
    """An app as others have it, over HTTP."""

    def __init__(self, slack: SlackStandIn, folder: Path, **more) -> None:
        self.slack, self.payloads = slack, Payloads(slack)
        (folder / "packs").mkdir()
        (folder / "packs" / "shop.yaml").write_text(SHOP_PACK, encoding="utf-8")
        self.packs = folder / "packs"
        self.database_url = f"sqlite:///{folder}/store.sqlite3"
        client = WebClient(BOT_TOKEN, base_url=slack.api_url)
        self.app = App(**({"client": client, "signing_secret": SIGNING_SECRET} | more))
        self.heard: list[str] = []

    def attach(self, **more) -> plugin.Attached:
        self.attached = plugin.attach(self.app, self.packs, database_url=self.database_url, **more)
        return self.attached

    def open(self) -> HttpDoor:
        return HttpDoor(self.app, "127.0.0.1", 0)

    def post(self, door: HttpDoor) -> HttpDelivery:
        return HttpDelivery(f"http://127.0.0.1:{door.port}/slack/events")


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def host(slack, tmp_path) -> Iterator[Host]:
    host = Host(slack, tmp_path)
    yield host
    if hasattr(host, "attached"):
        host.attached.close()


@pytest.fixture
def ask(host) -> Iterator[Callable[..., None]]:
    """Opens the app's door once, and delivers payloads to it."""
    with ExitStack() as stack:

        def deliver(kind: str, payload: dict) -> int:
            if not hasattr(host, "slacks"):
                host.slacks = host.post(stack.enter_context(host.open()))
            status = getattr(host.slacks, kind)(payload).status
            assert host.attached.settle()
            return status

        yield deliver


def test_three_lines_answer_questions_everywhere(host, ask, slack):
    """A mention, a direct message, the slash command, a shortcut, and the App Home."""
    host.attach()
    say = host.payloads.say
    assert ask("event", host.payloads.mention(say(f"<@{BOT_USER}> {SHOP_QUESTION}"))) == 200
    assert ask("event", host.payloads.message(say(SHOP_QUESTION, channel="D1"))) == 200
    assert ask("command", host.payloads.command(SHOP_QUESTION)) == 200
    assert ask("interaction", host.payloads.message_shortcut(say(SHOP_QUESTION), ids.FIND_ANSWER)) == 200
    assert ask("event", host.payloads.home_opened("home")) == 200
    for method in ("response_url", "views.open", "views.publish"):
        slack.wait(method)  # their threads acknowledge, and hand the work to ours
    assert [message.channel for message in slack.workspace.from_bot()] == ["C1", "D1"]
    assert all("Thirty days" in message.text for message in slack.workspace.from_bot())
    assert "Thirty days" in slack.workspace.ephemerals[-1]["text"]
    assert [view.content["type"] for view in slack.workspace.views.values()].count("modal") == 1
    assert ASKER in slack.workspace.homes


def test_their_listener_for_the_same_event_still_runs(host, ask, slack):
    """Theirs was there first: it runs, and the question is answered beside it."""

    @host.app.event("app_mention")
    def hears(event):
        host.heard.append(event["text"])

    host.attach()
    assert ask("event", host.payloads.mention(host.payloads.say(f"<@{BOT_USER}> {SHOP_QUESTION}"))) == 200
    assert host.heard == [f"<@{BOT_USER}> {SHOP_QUESTION}"]
    assert len(slack.workspace.from_bot()) == 1


def test_their_command_middleware_and_error_handler_stay_theirs(host, ask, slack):
    @host.app.middleware
    def counts(next_):
        host.heard.append("middleware")
        next_()

    @host.app.command("/theirs")
    def theirs(ack):
        ack()
        raise RuntimeError("their fault")

    @host.app.error
    def handles(error):
        host.heard.append(str(error))

    host.attach()
    ask("command", host.payloads.command("") | {"command": "/theirs"})
    ask("command", host.payloads.command(SHOP_QUESTION))
    host.app.listener_runner.listener_executor.shutdown(wait=True)  # their threads are not ours to wait for
    assert sorted(host.heard) == ["middleware", "middleware", "their fault"]


def test_what_goes_wrong_with_us_is_not_told_to_their_error_handler(host, ask, slack, monkeypatch):
    @host.app.error
    def handles(error):
        host.heard.append(str(error))

    attached = host.attach()
    answering = attached._runtime.library.of(TEAM).answering
    monkeypatch.setattr(type(answering), "ask", lambda *_, **__: 1 / 0)
    assert ask("event", host.payloads.mention(host.payloads.say(f"<@{BOT_USER}> {SHOP_QUESTION}"))) == 200
    assert host.heard == []
    assert "Something went wrong on my side" in slack.workspace.ephemerals[-1]["text"]


def test_a_lost_answer_is_not_sent_twice_by_their_client(host, ask, slack):
    """Their client retries, as the SDK's does; ours with the same token does not."""
    from tests.slack_stand_in import AnswerLost

    host.attach()
    slack.faults.add("chat.postMessage", AnswerLost())
    ask("event", host.payloads.mention(host.payloads.say(f"<@{BOT_USER}> {SHOP_QUESTION}")))
    assert len(slack.workspace.from_bot()) == 1


def test_the_environment_is_neither_read_nor_changed(host, monkeypatch):
    """What stands there is somebody else's: their database, their client id."""
    foreign = {"DATABASE_URL": "mysql://theirs", "SLACK_CLIENT_ID": "1.2", "PRINCIPLES_KNOWLEDGE": "/nowhere"}
    for name, value in foreign.items():
        monkeypatch.setenv(name, value)
    host.attach()
    assert foreign.items() <= os.environ.items()


def test_their_app_home_stays_theirs(host, ask, slack):
    """With `home=False` nothing is published; what to show there can be had as blocks."""

    @host.app.event("app_home_opened")
    def opened():
        host.heard.append("opened")

    attached = host.attach(home=False)
    assert ask("event", host.payloads.home_opened("home")) == 200
    assert slack.workspace.homes == {}
    assert isinstance(attached.home_blocks(TEAM, ASKER, host.app.client), list)


def test_an_app_that_is_serving_already_can_be_added_to(host, ask, slack):
    host.attached = plugin.Attached.__new__(plugin.Attached)
    with host.open() as door:
        host.slacks = host.post(door)
        host.attach()
        assert ask("event", host.payloads.mention(host.payloads.say(f"<@{BOT_USER}> {SHOP_QUESTION}"))) == 200
    assert len(slack.workspace.from_bot()) == 1


def test_an_app_without_a_signing_secret_works_where_none_is_needed(slack, tmp_path):
    """In Socket Mode Slack signs nothing."""
    from slack_bolt import BoltRequest

    host = Host(slack, tmp_path, signing_secret=None)
    with host.attach() as attached:
        event = host.payloads.mention(host.payloads.say(f"<@{BOT_USER}> {SHOP_QUESTION}"))
        assert host.app.dispatch(BoltRequest(body=event, mode="socket_mode")).status == 200
        assert attached.settle()
    assert len(slack.workspace.from_bot()) == 1


@pytest.mark.parametrize("wrong", ["twice", "async", "no app", "managers", "teachers", "packs"])
def test_what_cannot_be_attached_is_said(host, wrong, tmp_path):
    """One line: what is wrong, and how to mend it."""
    if wrong == "packs":
        with pytest.raises(KnowledgeError):
            plugin.attach(host.app, tmp_path / "nowhere", database_url=host.database_url)
        return
    if wrong == "twice":
        host.attach()
    app = {"async": AsyncApp(), "no app": object()}.get(wrong, host.app)
    more = {wrong: "everybody"} if wrong in ("managers", "teachers") else {}
    with pytest.raises(SettingsError) as told:
        plugin.attach(app, host.packs, database_url=host.database_url, **more)
    assert "README.md" in str(told.value)
    assert "\n" not in str(told.value)


def test_the_example_of_the_readme_answers_and_keeps_its_own_listener(slack, tmp_path, monkeypatch):
    """The very lines that are shown, beside a pack of one's own."""
    section = README.partition("## In your own Bolt app")[2].partition("\n## ")[0]
    [code] = re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert len(code.splitlines()) <= 20
    host = Host(slack, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", SIGNING_SECRET)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    # The example has Slack's own address; here Slack stands on this machine.
    real = WebClient.__init__
    monkeypatch.setattr(
        WebClient, "__init__", lambda self, token=None, **more: real(self, token, **more | {"base_url": slack.api_url})
    )
    names: dict = {"__name__": "example"}
    exec(compile(code, "README", "exec"), names)
    host.app, host.attached = names["app"], names["principles"]
    with host.attached, host.open() as door:
        slacks = host.post(door)
        slacks.event(host.payloads.mention(host.payloads.say(f"<@{BOT_USER}> {SHOP_QUESTION}")))
        slacks.command(host.payloads.command("") | {"command": "/ping"})
        assert host.attached.settle()
        host.app.listener_runner.listener_executor.shutdown(wait=True)
    [reply] = slack.workspace.from_bot()
    assert "Thirty days" in reply.text
    assert [said["text"] for said in slack.workspace.ephemerals] == ["pong"]
