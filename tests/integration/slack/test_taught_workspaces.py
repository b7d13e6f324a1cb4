"""Three workspaces never meet in what they are taught; what one taught outlives its process, and goes with it."""

import signal
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from bot.bootstrap.answering import build_answering
from bot.bootstrap.slack import build_slack
from bot.cli import app as cli
from bot.render import ids
from bot.slack.doors.http import HttpDoor
from bot.store.database import Database
from bot.store.learned import Learned
from bot.store.workspaces import GRACE, Workspaces
from tests.integration.slack.conftest import PATIENCE, QUICK, many_settings
from tests.integration.slack.knowledge import SHOP_PACK
from tests.integration.slack.processes import serving
from tests.integration.slack.teaching import BEHIND, SHED, School, filled, teach, until
from tests.integration.slack.test_many_workspaces import TEAMS, Many
from tests.slack_stand_in import APP_TOKEN, ASKER, BOT_TOKEN, BOT_USER, TEAM, Payloads, SocketDelivery

ASK = f"<@{BOT_USER}> {SHED}"


@contextmanager
def served_to_many(slack, folder, **more):
    """An app that three workspaces have installed, with a pack of five lines unless `more` names others."""
    (folder / "packs").mkdir()
    (folder / "packs" / "shop.yaml").write_text(SHOP_PACK, encoding="utf-8")
    given = {
        "PRINCIPLES_KNOWLEDGE": str(folder / "packs"),
        "PRINCIPLES_ENCODER": "off",
        "PRINCIPLES_CACHE": "off",
        "TEACHERS": "members",
    }
    settings = many_settings(slack, f"sqlite:///{folder}/store.sqlite3", **(given | more))
    with ExitStack() as stack:
        runtime = build_slack(settings, build_answering(settings), pace=QUICK)
        stack.callback(runtime.close, timedelta(seconds=5))
        runtime.start(daily=False)
        many = Many(slack, runtime, stack.enter_context(HttpDoor(runtime.app, "127.0.0.1", 0)))
        for team in TEAMS:
            many.install(slack.add_workspace(team))
        yield many


@pytest.fixture
def many(slack, tmp_path):
    """That app."""
    with served_to_many(slack, tmp_path) as many:
        yield many


def in_workspace(many, number):
    """A workspace as its people meet the bot."""
    return Place(many, list(many.slack.others.values())[number])


class Place:
    """People of one workspace."""

    def __init__(self, many, workspace):
        self.many, self.workspace, self.payloads = many, workspace, Payloads(many.slack, workspace)

    def interact(self, payload):
        self.many.slacks.interaction(payload)
        assert self.many.runtime.settle(PATIENCE)

    def teach(self, answer):
        button = {"type": "button", "action_id": ids.TEACH, "value": ids.NO_VALUE}
        self.interact(self.payloads.press(self.payloads.say("…"), button))
        view = list(self.workspace.views.values())[-1]
        for _ in range(2):
            self.interact(self.payloads.submit(view, filled(SHED, answer)))

    def asks(self):
        self.many.slacks.event(self.payloads.mention(self.payloads.say(ASK)))
        assert self.many.runtime.settle(PATIENCE)
        return self.workspace.from_bot()[-1].text


def test_what_one_workspace_teaches_no_other_knows(many):
    one, two, three = (in_workspace(many, number) for number in range(3))
    one.teach(BEHIND)
    two.teach("In the yard.")
    assert BEHIND in one.asks()
    assert "In the yard." in two.asks()
    assert "I do not know that one" in three.asks()
    assert many.runtime.library.of(TEAMS[2]) is many.runtime.library.packs


def test_no_button_reaches_into_another_workspace(many):
    one, two = (in_workspace(many, number) for number in range(2))
    one.teach(BEHIND)
    for action in (ids.LESSON_REMOVE, ids.AUTHOR_REFUSED, ids.AUTHOR_NAMED, ids.TEACH):
        value = "lesson:1" if action == ids.TEACH else "1"
        button = {"type": "button", "action_id": action, "value": value}
        two.interact(two.payloads.press(two.payloads.say("…"), button))
    assert BEHIND not in str([view.content for view in two.workspace.views.values()])
    assert BEHIND in one.asks()


def test_a_workspace_that_removes_the_app_takes_what_it_was_taught_with_it(many):
    one, two = (in_workspace(many, number) for number in range(2))
    one.teach(BEHIND)
    two.teach("In the yard.")
    many.event(one.workspace, type="app_uninstalled")
    Workspaces(many.runtime.database).purge(now=datetime.now(UTC) + GRACE + timedelta(minutes=1))
    assert set(Learned(many.runtime.database).versions()) == {TEAMS[1]}
    until(lambda: many.runtime.library.of(TEAMS[0]) is many.runtime.library.packs)
    many.install(one.workspace)
    assert "I do not know that one" in one.asks()
    assert "In the yard." in two.asks()


def test_a_workspace_that_removes_the_app_while_somebody_teaches_loses_nothing_of_another(many):
    one, two = (in_workspace(many, number) for number in range(2))
    two.teach("In the yard.")
    button = {"type": "button", "action_id": ids.TEACH, "value": ids.NO_VALUE}
    one.interact(one.payloads.press(one.payloads.say("…"), button))
    view = list(one.workspace.views.values())[-1]
    many.event(one.workspace, type="app_uninstalled")
    one.interact(one.payloads.submit(view, filled(SHED)))
    assert set(Learned(many.runtime.database).versions()) == {TEAMS[1]}
    assert "In the yard." in two.asks()


def test_what_was_taught_is_exported_for_one_workspace_at_a_time(many, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", str(many.runtime.database.engine.url))
    for number, answer in enumerate((BEHIND, "In the yard.")):
        in_workspace(many, number).teach(answer)
    listed = CliRunner().invoke(cli, ["learned"]).output
    assert sorted(line.split()[0] for line in listed.splitlines()) == sorted(TEAMS[:2])
    text = CliRunner().invoke(cli, ["learned", "--yaml", "--team", TEAMS[0]]).output
    assert BEHIND in text
    assert "In the yard." not in text
    (tmp_path / "taught").mkdir()
    (tmp_path / "taught" / "taught.yaml").write_text(text, encoding="utf-8")
    assert CliRunner().invoke(cli, ["check", str(tmp_path / "taught")]).exit_code == 0


def test_a_process_that_is_killed_right_after_it_was_taught_has_kept_it(slack, tmp_path, sqlite_url):
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "shop.yaml").write_text(SHOP_PACK, encoding="utf-8")
    slack.workspace.admins.add(ASKER)
    settings = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": sqlite_url,
        "PRINCIPLES_KNOWLEDGE": str(tmp_path / "packs"),
        "PRINCIPLES_ENCODER": "off",
        "PRINCIPLES_CACHE": "off",
    }
    payloads, delivery = Payloads(slack), SocketDelivery(slack)
    with serving(settings, cwd=tmp_path) as served:
        slack.link.wait_connected()
        button = {"type": "button", "action_id": ids.TEACH, "value": ids.NO_VALUE}
        delivery.interaction(payloads.press(payloads.say("…"), button))
        slack.wait("views.open")
        [view] = slack.workspace.views.values()
        for submits in (1, 2):
            delivery.interaction(payloads.submit(view, filled(SHED)))
            slack.wait("views.update", submits)
        served.stop(signal.SIGKILL)
    with serving(settings, cwd=tmp_path):
        slack.link.wait_connected()
        delivery.event(payloads.mention(payloads.say(ASK)))
        slack.wait("chat.postMessage")
    assert BEHIND in slack.workspace.from_bot()[-1].text


def test_on_postgresql_two_replicas_know_it_within_seconds(slack, tmp_path, postgres_url):
    slack.workspace.admins.add(ASKER)
    with ExitStack() as stack:
        school = School(slack, tmp_path, postgres_url, stack)
        first, second = school.start(), school.start()
        teach(first, user=ASKER)
        until(lambda: len(second.runtime.library.of(TEAM).knowledge.entries) == 2)
        second.mention(ASK)
        assert BEHIND in second.said[-1].text
        with closing(Database.open(postgres_url)) as database:
            Learned(database).remove(TEAM, 1, now=datetime.now(UTC))
        until(lambda: len(first.runtime.library.of(TEAM).knowledge.entries) == 1)
