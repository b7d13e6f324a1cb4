"""What people ask in vain is there for whoever writes the answers."""

import json

import pytest
from click.testing import CliRunner

from bot.cli import app
from bot.errors import SettingsError
from bot.render import ids
from tests.integration.slack.knowledge import CHOICE, SEVEN_CS
from tests.slack_stand_in import BOT_USER, find


@pytest.fixture
def run(http_bot, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", str(http_bot.runtime.database.engine.url))
    return lambda *words: CliRunner().invoke(app, list(words), catch_exceptions=False).output


def test_a_miss_in_every_place_is_a_gap(http_bot, run):
    http_bot.mention(f"<@{BOT_USER}> where is the bike shed")
    http_bot.dm("bike shed where?")
    http_bot.command("the bike shed, where is it")
    http_bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    [cluster] = map(json.loads, run("gaps", "--json").splitlines())
    assert (cluster["count"], cluster["kind"]) == (3, "unanswered")
    assert cluster["near"][0]["id"] == "riseup/angry-customer"
    assert "3 ×" in run("gaps")
    assert "1 answer given, 3 questions not answered" in run("stats")


def test_gaps_become_a_pack_that_is_accepted(http_bot, run, tmp_path):
    http_bot.dm("where is the bike shed")
    (tmp_path / "gaps.yaml").write_text(run("gaps", "--yaml"), encoding="utf-8")
    assert "where is the bike shed" in (tmp_path / "gaps.yaml").read_text(encoding="utf-8")
    assert CliRunner().invoke(app, ["check", str(tmp_path)]).exit_code == 0


def test_what_was_not_meant_and_what_did_not_help_are_gaps_too(http_bot, run):
    http_bot.mention(f"<@{BOT_USER}> {CHOICE}")
    [asked] = http_bot.said
    http_bot.interact(http_bot.payloads.press(asked, find(asked.blocks, ids.NONE_OF_THESE)))
    http_bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    answer = http_bot.said[-1]
    http_bot.interact(http_bot.payloads.press(answer, find(answer.blocks, ids.FEEDBACK), value=f"bad:{SEVEN_CS.id}"))
    kinds = {json.loads(line)["kind"] for line in run("gaps", "--json").splitlines()}
    assert kinds == {"none_of_these", "unhelpful"}
    assert json.loads(run("stats", "--json"))["entries"][0]["unhelpful"] == 1


def test_small_talk_is_no_gap(http_bot, run):
    http_bot.dm("hello")
    assert "Nothing went unanswered" in run("gaps")


def test_no_length_of_time_is_said(run):
    with pytest.raises(SettingsError, match="30d"):
        run("gaps", "--since", "soon")
