"""Replies as messages: one for each outcome and each place where people ask."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.identity import Identity
from bot.answering.service import Reply
from bot.counting import count
from bot.knowledge.model import Entry, Knowledge
from bot.matching.decision import Abstained, Ambiguous, Answered, Besides, Match
from bot.render import ids
from bot.render.answer import answer_blocks, entry_buttons
from bot.render.budget import FALLBACK_TEXT, cut
from bot.render.choices import NEAR, QUOTED, different, near_enough, quoted, spoken_questions
from bot.render.elements import (
    Element,
    actions_row,
    button,
    context,
    context_mrkdwn,
    paragraph,
    rich_text,
    run,
)
from bot.render.escape import mention, mrkdwn, person_text, worded
from bot.render.feedback import feedback_row, for_asker
from bot.render.message import Block, Message
from bot.render.several import besides_blocks, besides_line, each_answer, with_besides

# Four wordings still fit a phone's screen together with "None of these".
MAX_CHOICES = 4
MAX_NEAR = 3

# Ask the matcher for this many: enough for four choices when twins are among them.
MATCHES = 8

# The matcher's reasons are a short sentence, which may hold one word of the question.
REASON = 200

NO_ANSWER = "I have no answer to “{}”."
NOTHING_NEAR = "I do not know that one: “{}”."
SHARE = "Share in channel"
NOTHING_ASKED = "I did not find a question in that."


def reply_message(reply: Reply, *, asker: str | None = None, opening: Sequence[Block] = ()) -> Message:
    """The reply for a channel, a thread or a direct message; only `asker` sees the delete icon.

    `opening` stands above an answer.
    """
    message = common_message(reply, opening=opening)
    return Message(message.text, for_asker(message.blocks, asker))


def common_message(reply: Reply, *, opening: Sequence[Block] = ()) -> Message:
    """The reply before it is anybody's: the same for everybody who asks it. `for_asker` makes it somebody's."""
    match reply.decision:
        case Answered(best, also, besides=besides):
            footer = [*besides_blocks(besides, ids.RELATED), feedback_row(best.entry.id)]
            blocks = answer_blocks(best.entry, also=also, related=reply.related, opening=opening, footer=footer)
            return Message(with_besides(best.entry, besides), blocks)
        case Ambiguous(matches, each=True, besides=besides):
            # One bin, for it deletes the whole reply.
            return each_answer(
                different(matches),
                besides,
                ids.RELATED,
                lambda entry, last: [feedback_row(entry.id, deletable=last)],
            )
        case Ambiguous(matches, besides=besides):
            return _did_you_mean(matches, [], besides)
        case Abstained(matches, reason):
            return _no_answer(reply.question, matches, reason)


def private_message(reply: Reply) -> Message:
    """The reply for the asker's eyes only; an answer can be shared from here."""
    search = button("Search", ids.SEARCH)
    match reply.decision:
        case Answered(best, also, besides=besides):
            share = button(SHARE, ids.SHARE, best.entry.id, style="primary")
            footer = [*besides_blocks(besides, ids.READ), *actions_row([share, search])]
            blocks = answer_blocks(best.entry, also=also, related=reply.related, footer=footer)
            return Message(with_besides(best.entry, besides), blocks)
        case Ambiguous(matches, each=True, besides=besides):
            return each_answer(different(matches), besides, ids.READ, _share_one, [search])
        case Ambiguous(matches, besides=besides):
            return _did_you_mean(matches, [search], besides)
        case Abstained(matches, reason):
            return _no_answer(reply.question, matches, reason)


def shared_message(reply: Reply, *, shared_by: str, asker: str | None = None) -> Message:
    """A reply that a person shared, with their name."""
    return reply_message(reply, asker=asker, opening=[context_mrkdwn(f"Shared by {mention(shared_by)}")])


def none_of_these_message() -> Message:
    """After "None of these": a friendly line, and the search."""
    line = "Then I do not have it yet. Other words may find it, or look through all my questions."
    return _offer(line, ())


def notice_message(text: str) -> Message:
    """One line of our own words."""
    spoken = cut(text, FALLBACK_TEXT, dress=mrkdwn) or "…"
    return Message(spoken, [rich_text(paragraph(cut(text, FALLBACK_TEXT)))])


def help_message(knowledge: Knowledge, me: Identity) -> Message:
    """What one can do here, with examples that work."""
    topics = f" on {count(len(knowledge.by_topic), 'topic')}" if knowledge.by_topic else ""
    about = f" about {me.subject}" if me.subject else ""
    opening = f"I answer questions{about} from {count(me.entries, 'quoted answer')}{topics}, and name the source."
    ways = [
        ("Mention me", "in a channel, or write me a direct message, with your question."),
        (f"{me.command} your question", "answers you alone; you can share it from there."),
        (f"{me.command} {'topics, random' if knowledge.by_topic else 'random'} or search", "to look around."),
        (f"{me.command} daily", f"gives a channel a {me.card} a day."),
        (f"{me.command} watch", "has me answer in a channel without a mention."),
        (
            f"{me.command} gaps, stats or digest",
            "shows teachers what went unanswered and how answers fare.",
        ),
        (f"{me.command} teach", "lets teachers add an answer; so does Save as answer in the menu of a message."),
        ("Find an answer", "in the menu of any message answers that message."),
    ]
    listed: Element = {"type": "rich_text_list", "style": "bullet", "elements": [_way(*way) for way in ways]}
    text = "\n".join([opening, *(f"• {name} {rest}" for name, rest in ways)])
    return Message(mrkdwn(text), [rich_text(paragraph(opening)), rich_text(listed), *search_row()])


def _way(name: str, rest: str) -> Element:
    space = {"type": "text", "text": " "}
    return {"type": "rich_text_section", "elements": [run(name, bold=True), space, run(rest)]}


def _share_one(entry: Entry, _last: bool) -> list[Block]:
    """The button that shares one of several answers, and leaves the others where they are."""
    return actions_row([button(SHARE, ids.SHARE_ONE, entry.id)])


def _did_you_mean(matches: Sequence[Match], more: Sequence[Element], besides: Besides | None) -> Message:
    """At most four wordings to choose from, the way out, and a word on what was asked besides."""
    entries = different(matches)[:MAX_CHOICES]
    choices = entry_buttons(ids.CHOOSE, entries)
    asked = f"{NEAR}:" if len(entries) == 1 else "Did you mean one of these?"
    other = [besides_line(besides)] if besides else []
    text = "\n".join([asked, *spoken_questions(entries), *other])
    none = button("None of these" if len(entries) > 1 else "Not that", ids.NONE_OF_THESE)
    blocks = [rich_text(paragraph(asked, bold=True)), *actions_row(choices), *actions_row([none, *more])]
    blocks += map(context, other)
    return Message(cut(text, FALLBACK_TEXT, dress=worded), blocks)


def _no_answer(question: str, matches: Sequence[Match], reason: str) -> Message:
    """Says so, and why, in one line; offers what is near."""
    asked, why = cut(person_text(question), QUOTED), cut(quoted(person_text(reason)), REASON)
    near = near_enough(matches)
    line = (NO_ANSWER if near else NOTHING_NEAR).format(asked) if asked else NOTHING_ASKED
    return _offer(f"{line} {why}".strip(), near)


def _offer(line: str, near: Sequence[Entry]) -> Message:
    """One line, the nearest entries as buttons, and the search."""
    entries = near[:MAX_NEAR]
    spoken = worded("\n".join([f"{NEAR}:", *spoken_questions(entries)])) if entries else ""
    text = cut("\n".join(filter(None, [mrkdwn(line), spoken])), FALLBACK_TEXT, dress=str)
    offered = [context(NEAR), *actions_row(entry_buttons(ids.CHOOSE, entries))] if entries else []
    return Message(text, [rich_text(paragraph(line)), *offered, *search_row()])


def search_row() -> list[Block]:
    """The button that opens the search."""
    return actions_row([button("Search", ids.SEARCH, style="primary")])
