"""Who may teach is asked of Slack, remembered for a minute, and no answer is no "no"."""

from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.slack.teachers import NO_SCOPE, UNREACHABLE, Standing, Teachers
from tests.slack_stand_in import ASKER, BOT_TOKEN, BOT_USER, OTHER, TEAM, AnswerLost, Refuse, ServerError, SlackStandIn

NOW = datetime(2026, 11, 26, tzinfo=UTC)


class School:
    """A workspace with one admin, and a clock."""

    def __init__(self, slack):
        self.slack, self.now = slack, NOW
        self.client = WebClient(BOT_TOKEN, base_url=slack.api_url, retry_handlers=[])
        slack.workspace.admins.add(ASKER)

    def teachers(self, allowed="admins"):
        return Teachers(allowed, now=lambda: self.now)


@pytest.fixture
def school():
    with SlackStandIn() as slack:
        yield School(slack)


@pytest.mark.parametrize(
    ("allowed", "who"),
    [
        ("admins", {ASKER}),
        ("members", {ASKER, OTHER}),
        (frozenset({OTHER}), {OTHER}),
    ],
)
def test_teachers_are_who_the_setting_says(school, allowed, who):
    teachers = school.teachers(allowed)
    assert {person for person in (ASKER, OTHER, BOT_USER) if teachers.may(TEAM, person, school.client)} == who


def test_a_guest_is_no_member(school):
    school.slack.workspace.guests.add(OTHER)
    assert "not guests" in school.teachers("members").refusal(TEAM, OTHER, school.client)


def test_an_admin_of_another_workspace_is_nobody_here(school):
    """Over Slack Connect people come with the rights that they have at home."""
    assert not school.teachers().may("T0OTHER", ASKER, school.client)


def test_slack_is_asked_once_a_minute(school):
    teachers = school.teachers()
    for _ in range(3):
        teachers.may(TEAM, ASKER, school.client)
    assert len(school.slack.calls_of("users.info")) == 1
    school.slack.workspace.admins.clear()
    school.now += timedelta(seconds=59)
    assert teachers.may(TEAM, ASKER, school.client)
    school.now += timedelta(seconds=1)
    assert "Only admins" in teachers.refusal(TEAM, ASKER, school.client)


@pytest.mark.parametrize("fault", [AnswerLost(), ServerError(), Refuse("internal_error"), Refuse("ratelimited")])
def test_that_slack_did_not_answer_is_not_a_no_and_not_remembered(school, fault):
    teachers = school.teachers()
    school.slack.faults.add("users.info", fault)
    assert teachers.refusal(TEAM, ASKER, school.client) == UNREACHABLE
    assert teachers.refusal(TEAM, ASKER, school.client) is None


def test_a_missing_scope_is_said(school):
    school.slack.workspace.scopes.remove("users:read")
    teachers = school.teachers()
    assert teachers.standing(TEAM, ASKER, school.client) is Standing.NO_SCOPE
    assert teachers.refusal(TEAM, ASKER, school.client) == NO_SCOPE


def test_who_is_named_needs_no_word_of_slacks(school):
    school.teachers(frozenset({ASKER})).may(TEAM, ASKER, school.client)
    assert school.slack.calls_of("users.info") == []


def test_workspaces_do_not_share_what_is_remembered(school):
    teachers = school.teachers()
    teachers.may(TEAM, ASKER, school.client)
    assert not teachers.may("T0OTHER", ASKER, school.client)
