"""Slack tells one process of an installation or a removal; every other one knows it within seconds."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from bot.bootstrap.slack import build_slack
from bot.slack.doors.http import HttpDoor
from tests.integration.slack.conftest import QUICK, many_settings
from tests.integration.slack.knowledge import answering
from tests.integration.slack.teaching import until
from tests.integration.slack.test_many_workspaces import ORGANISATION, TEAMS, Many, ask_in
from tests.slack_stand_in import Payloads

HERE, ELSEWHERE, *_ = TEAMS

# A token is asked of the store anew after thirty seconds anyhow.
SOON = 15


@pytest.fixture(params=["sqlite", "postgresql"])
def replicas(request, slack):
    url = request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url")
    settings = many_settings(slack, url)
    with ExitStack() as stack:

        def start():
            runtime = build_slack(settings, answering(), pace=QUICK)
            stack.callback(runtime.close, timedelta(seconds=5))
            runtime.start(daily=False)
            return Many(slack, runtime, stack.enter_context(HttpDoor(runtime.app, "127.0.0.1", 0)))

        yield start(), start()


def test_a_removal_that_another_replica_heard_ends_the_client_within_seconds(replicas, slack):
    hears, other = replicas
    one, two = slack.add_workspace(HERE), slack.add_workspace(ELSEWHERE)
    for workspace in (one, two):
        hears.install(workspace)
    until(lambda: other.runtime.clients.of(HERE) is not None, seconds=SOON)
    other.mention(one)
    hears.event(one, type="app_uninstalled")
    until(lambda: other.runtime.clients.of(HERE) is None, seconds=SOON)
    assert other.runtime.clients.teams() == {ELSEWHERE}
    other.mention(two)
    assert (len(one.from_bot()), len(two.from_bot())) == (1, 1)


def test_a_workspace_that_was_not_there_a_moment_ago_is_served_by_every_replica_within_seconds(replicas, slack):
    hears, other = replicas
    workspace = slack.add_workspace(HERE)
    assert other.runtime.clients.of(HERE) is None
    hears.install(workspace)
    until(lambda: other.runtime.clients.of(HERE) is not None, seconds=SOON)
    other.mention(workspace)
    assert len(workspace.from_bot()) == 1


def test_the_removal_by_a_whole_organisation_reaches_every_replica(replicas, slack):
    hears, other = replicas
    workspace = slack.add_workspace(HERE)
    hears.install(workspace, **ORGANISATION)
    until(lambda: bool(other.runtime.clients.bot_of(HERE, "E0GROUP")), seconds=SOON)
    ask_in(other, slack, workspace)
    removal = Payloads(slack, workspace, org_wide=True).event({"type": "app_uninstalled"}) | {"team_id": None}
    removal["authorizations"][0]["team_id"] = None
    hears.slacks.event(removal)
    until(lambda: other.runtime.clients.of(HERE) is None, seconds=SOON)
