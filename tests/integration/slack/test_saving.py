"""A good message in a thread becomes an answer; whoever wrote it says whether they are named."""

from contextlib import ExitStack

import pytest

from bot.render import ids
from bot.store.learned import Learned
from tests.dangers import pack_dangers
from tests.integration.slack.teaching import BEHIND, SHED, School, filled, says, words
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, Refuse, find


@pytest.fixture
def bot(slack, tmp_path, sqlite_url):
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        yield School(slack, tmp_path, sqlite_url, stack).start()


def last_view(bot):
    return list(bot.slack.workspace.views.values())[-1]


def save(bot, message, *, user=ASKER, **shown):
    """A person picks "Save as answer" in a message's menu; the window that opens."""
    bot.interact(bot.payloads.message_shortcut(message, ids.SAVE_AS_ANSWER, user=user, shown=shown or None))
    return last_view(bot)


def thread(bot, question=f"<@{BOT_USER}> {SHED}", answer=BEHIND, *, by=OTHER):
    """Somebody asks, somebody answers in the thread; the answer."""
    asked = bot.payloads.say(question, user=ASKER)
    return bot.payloads.say(answer, user=by, thread_ts=asked.ts)


def accept(bot, view, answer=BEHIND):
    for _ in range(2):
        bot.interact(bot.payloads.submit(view, filled(SHED, answer)))


def asked(bot):
    bot.mention(f"<@{BOT_USER}> {SHED}")
    return bot.said[-1]


def press_whisper(bot, action_id, *, user):
    """The author presses a button of what they were told last."""
    question = [one for one in bot.whispered if one["user"] == OTHER][-1]
    bot.interact(bot.payloads.press(question, find(question["blocks"], action_id), user=user))
    return bot.whispered[-1]["text"]


def test_the_thread_is_the_question_and_the_message_the_answer_with_its_markup(bot):
    answer = thread(bot)
    rich = {"type": "rich_text", "elements": [words(BEHIND, style={"bold": True})]}
    view = save(bot, answer, blocks=[rich])
    assert find_input(view, ids.TEACH_QUESTION)["initial_value"] == SHED
    shown = find_input(view, ids.TEACH_ANSWER)["initial_value"]["elements"][0]["elements"]
    assert shown == [{"type": "text", "text": BEHIND, "style": {"bold": True}}]


def find_input(view, name):
    return next(block["element"] for block in view.content["blocks"] if block.get("block_id") == name)


def test_its_source_is_the_message_and_its_author_once_they_agree(bot):
    view = save(bot, thread(bot))
    accept(bot, view)
    before = asked(bot)
    assert "Otto" not in before.text
    assert "A colleague, in Slack" in before.text
    assert "https://stand-in.slack.com/archives/C1/p" in str(before.blocks)
    assert "your name stands beside it" in press_whisper(bot, ids.AUTHOR_NAMED, user=OTHER)
    assert "Otto Other, in Slack" in asked(bot).text


def test_an_author_may_stay_without_a_name_or_take_it_back(bot):
    accept(bot, save(bot, thread(bot)))
    assert "without your name" in press_whisper(bot, ids.AUTHOR_UNNAMED, user=OTHER)
    assert "A colleague" in asked(bot).text
    press_whisper(bot, ids.AUTHOR_NAMED, user=OTHER)
    press_whisper(bot, ids.AUTHOR_UNNAMED, user=OTHER)
    assert "Otto" not in asked(bot).text


def test_an_author_may_refuse_it(bot):
    accept(bot, save(bot, thread(bot)))
    assert "forgotten" in press_whisper(bot, ids.AUTHOR_REFUSED, user=OTHER)
    assert BEHIND not in asked(bot).text


def test_nobody_answers_in_an_authors_place(bot):
    accept(bot, save(bot, thread(bot)))
    assert "not yours" in press_whisper(bot, ids.AUTHOR_REFUSED, user=ASKER)
    assert BEHIND in asked(bot).text


def test_teachers_who_save_their_own_message_are_not_asked(bot):
    accept(bot, save(bot, thread(bot, by=ASKER)))
    assert bot.whispered == []
    assert "Ada Asker, in Slack" in asked(bot).text


def test_where_the_channel_is_closed_to_us_the_author_is_asked_directly(bot):
    view = save(bot, thread(bot))
    bot.slack.faults.add("chat.postEphemeral", Refuse("not_in_channel"))
    accept(bot, view)
    [question] = bot.said
    assert question.channel == "D1"
    assert find(question.blocks, ids.AUTHOR_NAMED)


@pytest.mark.parametrize("error", ["missing_scope", "not_in_channel", "internal_error"])
def test_a_thread_that_cannot_be_read_leaves_the_question_to_the_teacher(bot, error):
    bot.slack.faults.add("conversations.replies", Refuse(error))
    view = save(bot, thread(bot))
    assert "I could not read what the thread asks" in says(view)
    assert BEHIND in says(view)


def test_the_first_message_of_a_thread_is_an_answer_without_a_question(bot):
    view = save(bot, bot.payloads.say(BEHIND, user=OTHER))
    assert "initial_value" not in find_input(view, ids.TEACH_QUESTION)
    assert "could not read" not in says(view)


def test_a_message_that_was_saved_shows_what_it_became(bot):
    answer = thread(bot)
    accept(bot, save(bot, answer))
    assert "before you" in says(save(bot, answer))


def test_only_teachers_save(bot):
    assert "Only admins" in says(save(bot, thread(bot), user=OTHER))
    assert Learned(bot.runtime.database).of(TEAM) == ()


def test_a_message_without_words_is_not_kept(bot):
    assert "says nothing" in says(save(bot, thread(bot, answer="")))


def test_the_answer_of_an_app_has_no_author_to_ask(bot):
    answer = thread(bot)
    answer.bot_id = "B0OTHER"
    accept(bot, save(bot, answer))
    assert bot.whispered == []
    [lesson] = Learned(bot.runtime.database).of(TEAM)
    assert lesson.author == ""


def test_a_long_story_is_saved_under_what_it_asks(bot):
    story = "I am new here and went round the house all morning. " * 5 + "Where is the shed? Thanks."
    view = save(bot, thread(bot, question=story))
    assert find_input(view, ids.TEACH_QUESTION)["initial_value"] == "Where is the shed?"


def test_what_authors_are_asked_calls_nobody_but_them(bot):
    bot.slack.workspace.names[OTHER] = "<!channel> *Otto*"
    accept(bot, save(bot, thread(bot, answer="<!channel> <@U0ASKER> look")))
    press_whisper(bot, ids.AUTHOR_NAMED, user=OTHER)
    answer = asked(bot)
    assert pack_dangers({"text": answer.text, "blocks": answer.blocks}) == []
