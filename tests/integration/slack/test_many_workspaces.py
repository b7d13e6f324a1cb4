"""The app in many workspaces: installed by a link, each with its own token, none with another's words."""

import re
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.bootstrap.slack import build_slack
from bot.posting.subscription import Standing
from bot.slack.doors.http import HttpDoor
from bot.slack.installed import ROTATE_MINUTES
from bot.store.workspaces import GRACE, Workspaces
from tests.daily_examples import subscription
from tests.integration.slack.conftest import PATIENCE, QUICK, many_settings
from tests.integration.slack.knowledge import SEVEN_CS, answering
from tests.slack_stand_in import (
    BOT_USER,
    TEAM,
    AnswerLost,
    HttpDelivery,
    Payloads,
    Refuse,
    ServerError,
)
from tests.slack_stand_in.workspace import ENTERPRISE

TEAMS = ("T0ONE", "T0TWO", "T0THREE")
ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"


class Many:
    """A running app that workspaces install."""

    def __init__(self, slack, runtime, door) -> None:
        self.slack, self.runtime, self.port = slack, runtime, door.port
        self.slacks = HttpDelivery(f"http://127.0.0.1:{door.port}/slack/events")

    def get(self, path: str, cookie: str = "") -> tuple[int, str, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        response = connection.getresponse()
        found = response.status, response.read().decode(), response.getheader("Set-Cookie") or ""
        connection.close()
        return found

    def install(self, workspace, **more) -> str:
        """A person opens the link, allows the app, and comes back; the page they see."""
        _, page, cookie = self.get("/slack/install")
        [address] = re.findall(r'href="(https://slack\.com/oauth/[^"]+)"', page)
        [state] = parse_qs(urlsplit(address.replace("&amp;", "&")).query)["state"]
        code = self.slack.install_code(workspace, **more)
        status, page, _ = self.get(f"/slack/oauth_redirect?code={code}&state={state}", cookie.partition(";")[0])
        assert status == 200
        return page

    def mention(self, workspace) -> None:
        payloads = Payloads(self.slack, workspace)
        message = payloads.say(ASK)
        assert self.slacks.event(payloads.mention(message)).status == 200
        assert self.runtime.settle(PATIENCE)

    def event(self, workspace, **event) -> None:
        self.slacks.event(Payloads(self.slack, workspace).event(event))
        assert self.runtime.settle(PATIENCE)


@pytest.fixture
def many(slack, sqlite_url):
    settings = many_settings(slack, sqlite_url)
    with ExitStack() as stack:
        runtime = build_slack(settings, answering(), pace=QUICK)
        stack.callback(runtime.close, timedelta(seconds=5))
        yield Many(slack, runtime, stack.enter_context(HttpDoor(runtime.app, "127.0.0.1", 0)))


def test_each_workspace_installs_by_a_link_and_is_answered_with_its_own_token(many, slack):
    workspaces = [slack.add_workspace(team) for team in TEAMS]
    for workspace in workspaces:
        assert "Thank you" in many.install(workspace)
        many.mention(workspace)
    assert [len(workspace.from_bot()) for workspace in workspaces] == [1, 1, 1]
    assert slack.workspace.from_bot() == []


def test_a_workspace_in_which_it_is_not_installed_is_not_answered(many, slack):
    installed, other = slack.add_workspace("T0ONE"), slack.add_workspace("T0TWO")
    many.install(installed)
    payloads = Payloads(slack, other)
    many.slacks.event(payloads.mention(payloads.say(ASK)))
    assert many.runtime.settle(PATIENCE)
    assert other.from_bot() == installed.from_bot() == []


@pytest.mark.parametrize("trick", ["no cookie", "another state", "state twice", "refused"])
def test_an_installation_that_this_browser_did_not_begin_is_refused(many, slack, trick):
    _, page, cookie = many.get("/slack/install")
    [state] = re.findall(r"state=([0-9a-f-]+)", page)
    code, cookie = slack.install_code(slack.add_workspace("T0ONE")), cookie.partition(";")[0]
    if trick == "state twice":
        many.get(f"/slack/oauth_redirect?code={slack.install_code(slack.workspace)}&state={state}", cookie)
    if trick == "another state":
        state = ("1" if state[0] == "0" else "0") + state[1:]
    query = "error=access_denied" if trick == "refused" else f"code={code}&state={state}"
    _, page, _ = many.get(f"/slack/oauth_redirect?{query}", "" if trick == "no cookie" else cookie)
    assert "Thank you" not in page
    payloads = Payloads(slack, next(iter(slack.others.values())))
    many.slacks.event(payloads.mention(payloads.say(ASK)))
    assert payloads.workspace.from_bot() == []


def test_a_token_that_is_about_to_end_is_exchanged(many, slack):
    workspace = slack.add_workspace("T0ONE")
    old = workspace.token
    many.install(workspace, refresh_token=workspace.refresh, expires_in=(ROTATE_MINUTES - 1) * 60)
    many.mention(workspace)
    assert workspace.token != old
    assert len(workspace.from_bot()) == 1


@pytest.mark.parametrize("event", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U1"]}}])
def test_a_workspace_that_removes_the_app_is_left_in_peace_and_a_return_finds_it_all(many, slack, event):
    """Its posts halt at once, and go on when the app is installed again; the other workspace's never stop."""
    one, two = slack.add_workspace("T0ONE"), slack.add_workspace("T0TWO")
    subscriptions = many.runtime.daily.subscriptions
    for workspace in (one, two):
        many.install(workspace)
        subscriptions.change(workspace.team, "C1", lambda *_, team=workspace.team: subscription(team=team))
    many.event(one, **event)
    assert subscriptions.get("T0ONE", "C1").standing is Standing.HALTED
    assert subscriptions.get("T0TWO", "C1").standing is Standing.ACTIVE
    payloads = Payloads(slack, one)
    many.slacks.event(payloads.mention(payloads.say(ASK)))
    assert one.from_bot() == []
    many.install(one)
    assert subscriptions.get("T0ONE", "C1").standing is Standing.ACTIVE
    many.mention(one)
    assert len(one.from_bot()) == 1


def test_a_person_who_revokes_their_own_token_changes_nothing(many, slack):
    workspace = slack.add_workspace("T0ONE")
    many.install(workspace)
    many.event(workspace, type="tokens_revoked", tokens={"oauth": ["U1"]})
    many.mention(workspace)
    assert len(workspace.from_bot()) == 1


ORGANISATION = {"enterprise": {"id": ENTERPRISE, "name": "Org"}, "is_enterprise_install": True, "team": None}


def ask_in(many, slack, workspace) -> None:
    payloads = Payloads(slack, workspace, org_wide=True)
    many.slacks.event(payloads.mention(payloads.say(ASK)))
    assert many.runtime.settle(PATIENCE)


def test_an_organisation_that_removes_the_app_and_returns_keeps_everything(many, slack):
    """The return names no workspace: each is known to have the app again by what it asks."""
    workspace, subscriptions = slack.add_workspace("T0ONE"), many.runtime.daily.subscriptions
    many.install(workspace, **ORGANISATION)
    ask_in(many, slack, workspace)
    assert len(workspace.from_bot()) == 1
    subscriptions.change("T0ONE", "C1", lambda *_: subscription(team="T0ONE"))
    removal = Payloads(slack, workspace, org_wide=True).event({"type": "app_uninstalled"}) | {"team_id": None}
    removal["authorizations"][0]["team_id"] = None
    many.slacks.event(removal)
    assert many.runtime.settle(PATIENCE)
    assert subscriptions.get("T0ONE", "C1").standing is Standing.HALTED
    ask_in(many, slack, workspace)
    assert len(workspace.from_bot()) == 1
    many.install(workspace, **ORGANISATION)
    ask_in(many, slack, workspace)
    assert len(workspace.from_bot()) == 2
    assert subscriptions.get("T0ONE", "C1").standing is Standing.ACTIVE
    many.runtime.tidy(datetime.now(UTC) + GRACE + timedelta(hours=1))
    assert subscriptions.get("T0ONE", "C1") is not None


def test_a_workspace_is_noted_once_and_not_with_every_question(many, slack, monkeypatch):
    """What a whole organisation installed asks the database about its workspace now and then."""
    workspace = slack.add_workspace("T0ONE")
    many.install(workspace, **ORGANISATION)
    asked = []
    real = Workspaces.enterprise_of
    monkeypatch.setattr(Workspaces, "enterprise_of", lambda self, team: asked.append(team) or real(self, team))
    for _ in range(3):
        ask_in(many, slack, workspace)
    assert len(workspace.from_bot()) == 3
    assert asked == ["T0ONE"]


def test_an_app_that_was_removed_and_is_started_with_a_new_token_keeps_everything(start_bot):
    """With one token there is no installing to say that the workspace has the app again: starting does."""
    bot = start_bot()
    subscriptions = bot.runtime.daily.subscriptions
    subscriptions.change(TEAM, "C1", lambda *_: subscription(team=TEAM))
    bot.event(bot.payloads.event({"type": "app_uninstalled"}))
    assert subscriptions.get(TEAM, "C1").standing is Standing.HALTED
    again = start_bot()
    assert subscriptions.get(TEAM, "C1").standing is Standing.ACTIVE
    again.runtime.tidy(datetime.now(UTC) + GRACE + timedelta(hours=1))
    assert subscriptions.get(TEAM, "C1") is not None


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/steal", "https://slack.com@evil.example/x", {"type": 7}])
def test_a_workspace_without_the_app_is_told_at_slacks_address_and_no_other(many, slack, caplog, address):
    """Before Bolt knows whose token it needs it answers already, to the address in the payload."""
    stranger = slack.add_workspace("T0STRANGER")
    payload = Payloads(slack, stranger).command("topics")
    assert many.slacks.command(payload).status == 200
    assert len(stranger.ephemerals) == 1
    assert many.slacks.command(payload | {"response_url": address, "trigger_id": "2"}).status < 500
    assert len(stranger.ephemerals) == 1
    assert "Traceback" not in caplog.text
    assert "Failed to send" not in caplog.text


def test_a_workspace_without_the_app_that_slack_does_not_let_us_tell_breaks_nothing(many, slack, caplog):
    slack.faults.add("response_url", Refuse("used_url"), ServerError(500), AnswerLost())
    payloads = Payloads(slack, slack.add_workspace("T0STRANGER"))
    for _ in range(3):
        assert many.slacks.command(payloads.command("topics")).status == 200
    assert "Traceback" not in caplog.text
