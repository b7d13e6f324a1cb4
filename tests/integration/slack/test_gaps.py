"""What people ask in vain is there for whoever writes the answers."""

import json
from contextlib import ExitStack

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from bot.cli import app
from bot.errors import SettingsError
from bot.render import ids
from bot.store import schema
from tests.integration.slack.knowledge import ANGRY, CHOICE, KNOWN_AND_UNKNOWN, SEVEN_CS, SHOP_QUESTION, UNKNOWN
from tests.integration.slack.teaching import School
from tests.slack_stand_in import BOT_USER, OTHER, find, shapes


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
    assert "4 questions; 1 answered, 0 asked back, 3 not answered" in run("stats")


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


def judged(bot, message, verdict, **place):
    """Somebody presses a thumb; what they are told."""
    button = find(message.blocks, ids.FEEDBACK)
    bot.interact(bot.payloads.press(message, button, value=f"{verdict}:{SEVEN_CS.id}", **place))
    return bot.whispered[-1] if bot.whispered else None


def gaps_of(run):
    return list(map(json.loads, run("gaps", "--json").splitlines()))


def test_an_answer_that_is_asked_again_in_other_words_is_a_gap(http_bot, run):
    http_bot.dm(ANGRY.question)
    http_bot.dm("the angry customer, how do I handle him at the desk")
    found = {gap["kind"]: gap for gap in gaps_of(run)}
    assert found["rephrased"]["questions"] == [ANGRY.question]
    assert found["rephrased"]["near"][0]["id"] == ANGRY.id
    assert "unanswered" in found


def test_another_replica_knows_what_was_asked_before(start_bot, run):
    first, second = start_bot(), start_bot()
    first.dm(ANGRY.question)
    second.dm("the angry customer, how do I handle him at the desk")
    assert "rephrased" in {gap["kind"] for gap in gaps_of(run)}


def test_another_question_is_no_rephrasing(http_bot, run):
    http_bot.dm(SEVEN_CS.question)
    http_bot.dm("where is the bike shed")
    http_bot.dm(SEVEN_CS.question)
    assert [gap["kind"] for gap in gaps_of(run)] == ["unanswered"]


def test_somebody_elses_question_is_no_rephrasing(http_bot, run):
    http_bot.mention(f"<@{BOT_USER}> {ANGRY.question}")
    http_bot.mention(f"<@{BOT_USER}> the angry customer, how do I handle him at the desk", user=OTHER)
    assert [gap["kind"] for gap in gaps_of(run)] == ["unanswered"]


def test_a_refused_choice_and_a_thumb_name_the_question(http_bot, run):
    http_bot.mention(f"<@{BOT_USER}> {CHOICE}")
    [asked] = http_bot.said
    http_bot.interact(http_bot.payloads.press(asked, find(asked.blocks, ids.NONE_OF_THESE)))
    question = f"Please: {SEVEN_CS.question}"
    http_bot.mention(f"<@{BOT_USER}> {question}")
    judged(http_bot, http_bot.said[-1], "bad", user=OTHER)
    found = {gap["kind"]: gap for gap in gaps_of(run)}
    assert found["none_of_these"]["questions"] == [CHOICE]
    assert found["none_of_these"]["near"][0]["id"] == SEVEN_CS.id
    assert found["unhelpful"]["questions"] == [question]


def test_a_thumb_down_asks_why_and_the_last_reason_counts(http_bot, run):
    http_bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    [answer] = http_bot.said
    why = judged(http_bot, answer, "bad")
    for reason in ("wrong", "outdated"):
        pressed = find(why["blocks"], f"{ids.FEEDBACK_REASON}:{reason}")
        http_bot.interact(http_bot.payloads.press(why, pressed))
    [gap] = gaps_of(run)
    assert gap["reasons"] == {"outdated": 1}
    [entry] = json.loads(run("stats", "--json"))["entries"]
    assert (entry["unhelpful"], entry["reasons"]) == (1, {"outdated": 1})
    assert "1 not: out of date (1)" in run("stats")


def test_who_changes_their_mind_takes_the_gap_back(http_bot, run):
    http_bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    [answer] = http_bot.said
    for _ in range(2):
        why = judged(http_bot, answer, "bad")
    assert [gap["count"] for gap in gaps_of(run)] == [1]
    judged(http_bot, answer, "good")
    assert gaps_of(run) == []
    pressed = find(why["blocks"], f"{ids.FEEDBACK_REASON}:wrong")
    http_bot.interact(http_bot.payloads.press(why, pressed))
    [entry] = json.loads(run("stats", "--json"))["entries"]
    assert (entry["helpful"], entry["unhelpful"], entry["reasons"]) == (1, 0, {})


def test_nobody_is_asked_why_twice_over_a_forged_button(http_bot, run):
    http_bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    why = judged(http_bot, http_bot.said[0], "bad")
    pressed = find(why["blocks"], f"{ids.FEEDBACK_REASON}:wrong")
    for value in ("nonsense:C1:1.0", "wrong:C1", "wrong:<!channel>:1.0", ""):
        http_bot.interact(http_bot.payloads.press(why, pressed, value=value))
    assert [gap["reasons"] for gap in gaps_of(run)] == [{}]


def test_questions_are_counted_by_week_without_their_words(http_bot, run):
    http_bot.dm("where is the bike shed")
    http_bot.dm(CHOICE)
    http_bot.dm(SEVEN_CS.question)
    http_bot.dm("hello")
    told = json.loads(run("stats", "--json"))
    assert (told["asked"], told["answered"], told["asked_back"], told["unanswered"]) == (3, 1, 1, 1)
    assert (told["weeks"][-1]["asked"], told["weeks"][-1]["rate"]) == (3, 0.3333)
    assert len(told["weeks"]) == 8
    assert "never" in told
    assert "33% of 3" in run("stats")


def test_without_leave_to_keep_questions_none_are_kept(slack, tmp_path, sqlite_url, monkeypatch):
    with ExitStack() as stack:
        bot = School(slack, tmp_path, sqlite_url, stack).start(RECORD_QUESTIONS="false")
        for question in (SHOP_QUESTION, "the jacket: can a customer return it in how long a week"):
            bot.mention(f"<@{BOT_USER}> {question}")
        judged_bad = find(bot.said[0].blocks, ids.FEEDBACK)
        bot.interact(bot.payloads.press(bot.said[0], judged_bad, value="bad:shop/returns"))
        with bot.runtime.database.begin() as connection:
            for table in (schema.gaps, schema.asked):
                assert not any(row.question for row in connection.execute(select(table)))
            kinds = {row.kind for row in connection.execute(select(schema.gaps))}
        assert "unhelpful" in kinds


def test_what_has_no_words_is_no_gap(http_bot, run):
    """A recording or a picture: nobody can write an answer to it."""
    message = http_bot.payloads.say("", channel="D1")
    http_bot.event(http_bot.payloads.message(message, **shapes.voice_clip("", status="processing")))
    assert run("gaps", "--json") == ""


def test_of_two_questions_the_unanswered_one_is_the_gap(http_bot, run):
    http_bot.dm(KNOWN_AND_UNKNOWN)
    [cluster] = map(json.loads, run("gaps", "--json").splitlines())
    assert cluster["questions"] == [UNKNOWN]
