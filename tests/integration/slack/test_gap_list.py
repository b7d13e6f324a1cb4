"""Teachers see what is asked in vain, in Slack; nobody else does, and no workspace sees another's."""

import json
import random
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import insert

from bot.cli import app as cli
from bot.learning.gaps import Gap, hashed
from bot.render import ids
from bot.render.gaps import NOTHING
from bot.slack.gaps import clustered
from bot.store import schema
from bot.store.gaps import Gaps
from tests.integration.slack.knowledge import SHOP_PACK, SHOP_QUESTION
from tests.integration.slack.teaching import BEHIND, SHED, School, accept, filled, press_in, says
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, find

NOW = datetime.now(UTC)


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs a command with settings; what it prints."""

    def run_it(*arguments, **environment):
        monkeypatch.chdir(tmp_path)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(cli, list(arguments)).output

    return run_it


@pytest.fixture
def bot(slack, tmp_path, sqlite_url):
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        yield School(slack, tmp_path, sqlite_url, stack).start()


def note(bot, question, *, times=1, team=TEAM, kind="unanswered", **more):
    """People asked so in vain."""
    for number in range(times):
        near = (("shop/returns", 0.2),)
        gap = Gap(team, kind, question, "dm", near, hashed(team, f"U{number}"), NOW - timedelta(minutes=number), **more)
        Gaps(bot.runtime.database).note(gap)


def opened(bot, **who):
    """The list, as `/principle gaps` opens it."""
    bot.command("gaps", **who)
    return list(bot.slack.workspace.views.values())[-1]


def home(bot, user=ASKER):
    bot.event(bot.payloads.home_opened("home", user=user))
    return bot.slack.workspace.homes[user]


def test_the_most_asked_stands_first_with_how_often_by_how_many_and_what_is_near(bot):
    note(bot, "Who waters the plants?")
    note(bot, SHED, times=3)
    shown = says(opened(bot))
    assert shown.index(SHED) < shown.index("Who waters the plants?")
    assert "Asked 3 times by 3 people" in shown
    assert f"closest: “{SHOP_QUESTION}”" in shown


@pytest.mark.parametrize("word", ["stats", "Figures?"])
def test_the_figures_open_by_a_word_and_lead_to_the_list_and_back(bot, word):
    note(bot, SHED)
    bot.command(word)
    view = list(bot.slack.workspace.views.values())[-1]
    assert "Answered by week" in says(view)
    press_in(bot, view, ids.GAPS)
    assert SHED in says(view)
    press_in(bot, view, ids.FIGURES)
    assert "Answered by week" in says(view)
    bot.command(word, user=OTHER)
    assert "Only admins" in says(list(bot.slack.workspace.views.values())[-1])


def test_only_teachers_see_it(bot):
    note(bot, SHED)
    view = opened(bot, user=OTHER)
    assert SHED not in says(view)
    assert "Only admins" in says(view)
    assert SHED in says(home(bot))
    assert SHED not in says(home(bot, user=OTHER))


def test_no_workspace_sees_anothers_or_dismisses_it(bot):
    for team in ("T2", "T3"):
        note(bot, f"Where is the bike shed of {team}?", team=team)
    view = opened(bot)
    assert NOTHING in says(view)
    theirs = [gap.number for gap in Gaps(bot.runtime.database).since(NOW - timedelta(hours=1))]
    button = {"type": "button", "action_id": ids.GAP_DISMISS, "value": str(theirs[0])}
    bot.interact(bot.payloads.press_in_view(view, button))
    assert "not there any more" in says(view)
    assert not any(gap.dismissed for gap in Gaps(bot.runtime.database).since(NOW - timedelta(hours=1)))


def test_what_is_dismissed_is_gone_for_good_and_comes_back_by_undo(bot):
    note(bot, SHED, times=2)
    view = opened(bot)
    press_in(bot, view, f"{ids.GAP_DISMISS}:list{_number(view)}")
    assert NOTHING in says(view)
    note(bot, "where's that bike shed")
    assert SHED not in says(home(bot))
    press_in(bot, view, f"{ids.GAP_RESTORE}:undo")
    assert "Asked 3 times" in says(view)
    assert "Asked 3 times" in says(home(bot))


def test_teaching_from_the_list_takes_it_off(bot):
    bot.mention(f"<@{BOT_USER}> {SHED}")
    view = opened(bot)
    press_in(bot, view, f"{ids.TEACH}:list{_number(view)}")
    assert SHED in says(view)
    accept(bot, view, filled(SHED, BEHIND))
    assert NOTHING in says(opened(bot))
    bot.mention(f"<@{BOT_USER}> {SHED}")
    assert BEHIND in bot.said[-1].text


def test_what_is_taught_from_the_list_is_asked_in_all_its_words(bot):
    """The commonest as the question, as the list shows it; the others as other wordings."""
    note(bot, SHED, times=2)
    note(bot, "where's our bike shed")
    view = opened(bot)
    press_in(bot, view, f"{ids.TEACH}:list{_number(view)}")
    inputs = {block["block_id"]: block["element"].get("initial_value") for block in view.content["blocks"][:2]}
    assert inputs == {ids.TEACH_QUESTION: SHED, ids.TEACH_WORDINGS: "where's our bike shed"}


def test_what_is_answered_by_now_says_so(bot):
    note(bot, SHOP_QUESTION, kind="rephrased")
    assert f"Answered by now: “{SHOP_QUESTION}”" in says(opened(bot))


def test_long_questions_are_cut_and_markup_is_shown_as_it_is(bot):
    note(bot, "<!channel> *look* " + "very " * 800 + "long")
    note(bot, "&lt;!here&gt; `x` <https://evil.example|here>")
    view = opened(bot)
    assert "very " * 60 not in says(view)
    assert "mrkdwn" not in says(view)


def test_words_that_a_team_says_for_the_same_make_one_gap(slack, tmp_path, sqlite_url, run):
    """In the list, and at the terminal."""
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        school = School(slack, tmp_path, sqlite_url, stack)
        (tmp_path / "packs").mkdir()
        (tmp_path / "packs" / "shop.yaml").write_text(SHOP_PACK, encoding="utf-8")
        (tmp_path / "packs" / "lexicon.yaml").write_text("english: [[shed, dinghouse]]\n", encoding="utf-8")
        bot = school.start()
        note(bot, "Where is the bike shed?")
        note(bot, "Where is the bike dinghouse?")
        assert "Asked 2 times" in says(opened(bot))
        packs = str(tmp_path / "packs")
        out = run("gaps", "--json", DATABASE_URL=str(bot.runtime.database.engine.url), PRINCIPLES_KNOWLEDGE=packs)
        assert [json.loads(line)["count"] for line in out.splitlines()] == [2]


def test_ten_thousand_gaps_have_pages(bot):
    _ten_thousand(bot)
    view = opened(bot)
    assert "Page 1 of" in says(view)
    first = says(view)
    press_in(bot, view, f"{ids.GAPS}:next")
    assert "Page 2 of" in says(view)
    assert says(view) != first
    press_in(bot, view, f"{ids.GAPS}:previous")
    assert says(view) == first


def test_of_ten_thousand_gaps_the_home_shows_few_and_puts_them_together_once(bot, monkeypatch):
    _ten_thousand(bot)
    made = []
    real = clustered.clusters
    monkeypatch.setattr(clustered, "clusters", lambda *given: made.append(1) or real(*given))
    for _ in range(2):
        page = home(bot)
        assert len(page.content["blocks"]) <= 60
    opened(bot)
    assert len(made) == 1


def _ten_thousand(bot):
    """So many questions in vain, of all kinds of words."""
    chance = random.Random(1)
    words = ["".join(chance.choices("bcdfglmnprst", k=6)) for _ in range(800)]
    rows = [
        {
            "team": TEAM,
            "kind": "unanswered",
            "question": " ".join(chance.sample(words, 4)),
            "surface": "dm",
            "near": [],
            "asker": "x",
            "asked_at": NOW - timedelta(minutes=number),
            "about": "",
            "reason": "",
        }
        for number in range(10_000)
    ]
    with bot.runtime.database.begin() as connection:
        connection.execute(insert(schema.gaps), rows)


def test_a_question_of_4_000_characters_is_kept_listed_and_taught_as_far_as_it_fits(bot):
    bot.mention(f"<@{BOT_USER}> where is " + "the bike shed " * 285)
    view = opened(bot)
    assert "where is the bike shed" in says(view)
    press_in(bot, view, ids.TEACH)
    window = list(bot.slack.workspace.views.values())[-1]
    accept(bot, window, filled(SHED))
    bot.mention(f"<@{BOT_USER}> {SHED}")
    assert BEHIND in bot.said[-1].text


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 40, "٣"])
def test_forged_values_do_no_harm(bot, value):
    note(bot, SHED)
    view = opened(bot)
    for action in (ids.GAP_DISMISS, ids.GAP_RESTORE, ids.GAPS):
        bot.interact(bot.payloads.press_in_view(view, {"type": "button", "action_id": action, "value": value}))
    assert not any(gap.dismissed for gap in Gaps(bot.runtime.database).since(NOW - timedelta(hours=1)))


def test_figures_say_what_is_asked_what_helps_and_what_nobody_asks(bot):
    bot.mention(f"<@{BOT_USER}> {SHOP_QUESTION}")
    answer = bot.said[-1]
    bot.interact(bot.payloads.press(answer, find(answer.blocks, ids.FEEDBACK), value="bad:shop/returns"))
    bot.mention(f"<@{BOT_USER}> {SHED}")
    page = home(bot)
    assert "This week: 2 questions, 50% answered" in says(page)
    bot.interact(bot.payloads.press_in_view(page, find(page.content["blocks"], ids.FIGURES)))
    shown = says(list(bot.slack.workspace.views.values())[-1])
    assert f"{SHOP_QUESTION} (1 ×)" in shown
    assert "0 helped, 1 not" in shown
    assert "50% of 2" in shown


def test_questions_that_are_not_kept_are_counted(bot):
    Gaps(bot.runtime.database, questions=False).note(
        Gap(TEAM, "unanswered", SHED, "dm", (("shop/returns", 0.2),), "x", NOW)
    )
    view = opened(bot)
    assert "The question was not kept" in says(view)
    assert ids.TEACH not in says(view)


def _number(view):
    """The number of the first gap in the list."""
    dismiss = [e for b in view.content["blocks"] if b["type"] == "actions" for e in b["elements"]]
    return next(e["value"] for e in dismiss if e["action_id"].startswith(ids.GAP_DISMISS))
