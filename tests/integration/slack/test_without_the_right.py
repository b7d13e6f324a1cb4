"""What belongs to the people of a channel is closed to everybody else, whatever their client sends for them.

A window's memory, a button's value and where it was pressed come back through people's hands.
"""

import json
from contextlib import ExitStack

import pytest

from bot.learning.asks import State
from bot.render import ids
from bot.render.watching import WATCHED
from bot.slack.rights import NO_SCOPE, OUTSIDE
from bot.store.asks import Asks
from bot.store.learned import Learned
from tests.integration.slack.teaching import School, accept, filled, says
from tests.integration.slack.team import EXPERTS, SHED, in_thread, missed, open_window, put, reply_to, submit
from tests.slack_stand_in import ASKER, OTHER, TEAM, Channel, find
from tests.slack_stand_in.workspace import View

OUTSIDER, SECRET, FORGED = "U0OUT", "CSECRET", "Ask at evil.example."


@pytest.fixture(params=[False, True], ids=["public", "private"])
def bot(request, slack, tmp_path):
    """Whoever asks, and one more, are not in the experts' channel; all of them may teach."""
    slack.workspace.users[OUTSIDER] = "Europe/Paris"
    slack.workspace.channels[EXPERTS] = Channel(EXPERTS, "experts", private=request.param, people={OTHER})
    slack.workspace.channels["C1"].people.add(OUTSIDER)
    with ExitStack() as stack:
        url = f"sqlite:///{tmp_path}/store.sqlite3"
        more = {"EXPERTS_CHANNEL": EXPERTS, "TEACHERS": "members", "PERSON_PER_MINUTE": "0"}
        yield School(slack, tmp_path, url, stack).start(**more)


def forged(bot, name, memory, *, person=OUTSIDER):
    """A window that the person was never shown."""
    content = {"type": "modal", "callback_id": name, "blocks": [], "private_metadata": memory}
    return bot.slack.workspace.views.setdefault("VFORGED", View("VFORGED", person, content, "h"))


def last_view(bot):
    return list(bot.slack.workspace.views.values())[-1]


def ask_of(bot, post):
    return Asks(bot.runtime.database).at(TEAM, EXPERTS, post.ts)


def answer(text=FORGED):
    return {ids.ASK_ANSWER: {ids.ASK_ANSWER: {"value": text}}}


@pytest.mark.parametrize("person", [OUTSIDER, ASKER], ids=["anybody", "whoever asked"])
def test_nobody_outside_the_experts_channel_answers_by_a_forged_window(bot, person):
    question, post = put(bot)
    ask = ask_of(bot, post)
    before = in_thread(bot, question)
    ack = bot.interact(bot.payloads.submit(forged(bot, ids.ASK_REPLY_VIEW, ask.id, person=person), answer()))
    assert ack.body == {"response_action": "errors", "errors": {ids.ASK_ANSWER: OUTSIDE}}
    assert (in_thread(bot, question), ask_of(bot, post).state) == (before, State.OPEN)
    assert Asks(bot.runtime.database).answers(TEAM, ask.id) == []


def test_nobody_outside_gets_the_window_wherever_they_say_they_pressed(bot):
    """A public channel can be read from outside, with all its buttons."""
    _, post = put(bot)
    views = len(bot.slack.workspace.views)
    bot.interact(bot.payloads.press(post, find(post.blocks, ids.ASK_REPLY), user=OUTSIDER))
    assert len(bot.slack.workspace.views) == views
    assert bot.whispered[-1]["text"] == OUTSIDE


def test_whoever_left_the_channel_with_the_window_open_answers_no_more(bot):
    _, post = put(bot)
    bot.interact(bot.payloads.press(post, find(post.blocks, ids.ASK_REPLY), user=OTHER))
    bot.slack.workspace.channels[EXPERTS].people.clear()
    ack = bot.interact(bot.payloads.submit(last_view(bot), answer()))
    assert ack.body["errors"] == {ids.ASK_ANSWER: OUTSIDE}
    assert Asks(bot.runtime.database).answers(TEAM, ask_of(bot, post).id) == []


def test_where_slack_does_not_say_nobody_answers_in_a_window_and_what_they_wrote_stays(bot):
    _, post = put(bot)
    bot.interact(bot.payloads.press(post, find(post.blocks, ids.ASK_REPLY), user=OTHER))
    bot.slack.workspace.scopes -= {"channels:read", "groups:read"}
    ack = bot.interact(bot.payloads.submit(last_view(bot), answer()))
    assert ack.body == {"response_action": "errors", "errors": {ids.ASK_ANSWER: NO_SCOPE}}


def test_a_teacher_outside_the_experts_channel_is_not_shown_what_was_answered_there(bot):
    _, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    button = {"type": "button", "action_id": ids.TEACH, "value": f"ask:{ask_of(bot, post).id}"}
    for where in (post, bot.payloads.say("…", user=OUTSIDER)):
        bot.interact(bot.payloads.press(where, button, user=OUTSIDER))
        assert OUTSIDE in says(last_view(bot))
        assert "Behind the house." not in says(last_view(bot))
    bot.interact(bot.payloads.press(post, button, user=OTHER))
    assert "Behind the house." in says(last_view(bot))


def test_a_teacher_outside_keeps_nothing_as_the_experts_answer(bot):
    _, post = put(bot)
    reply_to(bot, post, "Behind the house.")
    remembered = {"origin": f"ask:{ask_of(bot, post).id}", "author_id": OTHER, "channel": EXPERTS, "thread_ts": post.ts}
    view = forged(bot, ids.TEACH_VIEW, json.dumps(remembered))
    accept(bot, view, filled(SHED, FORGED))
    assert OUTSIDE in says(view)
    assert Learned(bot.runtime.database).of(TEAM) == ()


def secret_miss(bot):
    """Somebody asks in vain in a channel where the outsider is not; the bot's reply there."""
    bot.slack.workspace.channels[SECRET] = Channel(SECRET, "secret", private=True, people={OTHER})
    return missed(bot, channel=SECRET, user=OTHER)


def test_a_forged_place_brings_no_answer_where_the_person_is_not(bot):
    """There is a reply of ours in that channel, and its button leads to the team too."""
    question, reply = secret_miss(bot)
    before = [(m.ts, m.text) for m in bot.slack.workspace.from_bot(SECRET)]
    place = {"place": f"{SECRET}:{reply.ts}", "channel": SECRET, "thread_ts": question.ts, "reply_ts": reply.ts}
    submit(bot, forged(bot, ids.ASK_VIEW, json.dumps(place)), FORGED)
    post = bot.slack.workspace.from_bot(EXPERTS)[-1]
    reply_to(bot, post, "Behind the house.")
    assert [(m.ts, m.text) for m in bot.slack.workspace.from_bot(SECRET)] == before
    assert "Behind the house." in bot.slack.workspace.from_bot("D1")[-1].text
    submit(bot, open_window(bot, reply, user=OTHER))  # whose question it is can still ask
    assert SHED in bot.slack.workspace.from_bot(EXPERTS)[-1].text


def test_nobody_takes_another_s_place_by_a_forged_one(bot):
    bot.command(SHED)
    private = bot.whispered[-1]
    place = {"place": f"{private['channel']}:{private['ts']}:{ASKER}"}
    submit(bot, forged(bot, ids.ASK_VIEW, json.dumps(place)), "Who feeds the cat?")
    submit(bot, open_window(bot, private))
    assert [SHED in m.text for m in bot.slack.workspace.from_bot(EXPERTS)] == [False, True]


def test_whoever_is_in_the_channel_passes_on_what_another_one_asked_there(bot):
    question, reply = missed(bot)
    submit(bot, open_window(bot, reply, user=OUTSIDER))
    reply_to(bot, bot.slack.workspace.from_bot(EXPERTS)[-1], "Behind the house.")
    assert "Behind the house." in in_thread(bot, question)[-1].text


def test_an_author_is_asked_in_no_channel_where_the_teacher_is_not(bot):
    bot.slack.workspace.channels[SECRET] = Channel(SECRET, "secret", private=True, people={OTHER})
    before = len(bot.whispered)
    remembered = {"author_id": OTHER, "channel": SECRET, "link": "https://stand-in.slack.com/archives/x"}
    accept(bot, forged(bot, ids.TEACH_VIEW, json.dumps(remembered)), filled(SHED, FORGED))
    assert bot.whispered[before:] == []
    assert "keeps what you wrote" in bot.slack.workspace.from_bot("D1")[-1].text


def test_whoever_is_not_in_a_channel_ends_no_watching_there(bot):
    bot.slack.workspace.channels[SECRET] = Channel(SECRET, "secret", people={OTHER})
    bot.command("watch", channel=SECRET, user=OTHER)
    message = bot.payloads.say("…", user=OUTSIDER)
    for value in (SECRET, f"{TEAM}:{SECRET}"):
        button = {"type": "button", "action_id": ids.UNWATCH, "value": value}
        bot.interact(bot.payloads.press(message, button, user=OUTSIDER))
    bot.slack.workspace.channels[SECRET].people.add(ASKER)
    bot.command("watch", channel=SECRET)
    assert bot.whispered[-1]["text"] == WATCHED.format(command="/principle")
