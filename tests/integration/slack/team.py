"""A bot whose workspace has a team to ask, and what people do there."""

from __future__ import annotations

from bot.render import ids
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, find

EXPERTS, SHED = "CEXP", "where is the bike shed"


def missed(bot, text=SHED, **place):
    """A question that has no answer; the bot's reply to it."""
    question = bot.mention(f"<@{BOT_USER}> {text}", **place)
    return question, bot.said[-1]


def open_window(bot, reply, user=ASKER):
    """Somebody presses the button under a miss; the window that opens."""
    blocks = reply["blocks"] if isinstance(reply, dict) else reply.blocks
    bot.interact(bot.payloads.press(reply, find(blocks, ids.ASK_TEAM), user=user))
    return list(bot.slack.workspace.views.values())[-1]


def submit(bot, view, question=SHED, *, named=False):
    """They send the window off; how Slack was answered."""
    chosen = [{"value": "named"}] if named else []
    values = {
        ids.ASK_QUESTION: {ids.ASK_QUESTION: {"value": question}},
        ids.ASK_NAMED: {ids.ASK_NAMED: {"selected_options": chosen}},
    }
    ack = bot.slacks.interaction(bot.payloads.submit(view, values))
    bot.settle()
    return ack


def put(bot, *, named=False, text=SHED):
    """Somebody asks in vain, and puts it to the team; the question, and what stands in the experts' channel."""
    question, reply = missed(bot, text)
    submit(bot, open_window(bot, reply), text, named=named)
    return question, bot.slack.workspace.from_bot(EXPERTS)[-1]


def reply_to(bot, post, text, user=OTHER):
    """An expert replies in the thread of a question."""
    message = bot.payloads.say(text, channel=EXPERTS, user=user, thread_ts=post.ts)
    bot.event(bot.payloads.message(message))
    return message


def in_thread(bot, question):
    """What the bot said in the thread of a question, the miss first."""
    return [m for m in bot.slack.workspace.from_bot("C1") if m.thread_ts == question.ts]


def look(bot, later):
    """So much time goes by."""
    desk = next(job for job in bot.runtime.jobs if job.name == "asks").call.__self__
    object.__setattr__(desk, "now", lambda: bot.runtime.clock.now() + later)
    desk.look()
    bot.settle()
