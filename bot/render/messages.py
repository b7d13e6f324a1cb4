"""Replies as messages: one for each outcome and each place where people ask."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.identity import Identity
from bot.answering.service import Reply
from bot.knowledge.model import Entry, Knowledge, fold_wording
from bot.matching.decision import Abstained, Ambiguous, Answered, Match
from bot.render import ids
from bot.render.answer import answer_blocks, answer_text, entry_buttons
from bot.render.budget import BUTTON, FALLBACK_TEXT, cut
from bot.render.elements import (
    Element,
    actions_row,
    button,
    context,
    context_mrkdwn,
    paragraph,
    plain,
    rich_text,
    run,
)
from bot.render.escape import USER_ID, mention, mrkdwn, person_text, worded
from bot.render.message import Block, Message
from bot.render.source import question_labels

# Four wordings still fit a phone's screen together with "None of these".
MAX_CHOICES = 4
MAX_NEAR = 3

# Ask the matcher for this many: enough for four choices when twins are among them.
MATCHES = 8

# As much of a question as it takes to recognise it.
QUOTED = 120
# The matcher's reasons are a short sentence, which may hold one word of the question.
REASON = 200

NO_ANSWER = "I have no answer to “{}”."
NOTHING_NEAR = "I do not know that one: “{}”."
NEAR = "The closest I have"
NOTHING_ASKED = "I did not find a question in that."


def reply_message(reply: Reply, *, asker: str | None = None, opening: Sequence[Block] = ()) -> Message:
    """The reply for a channel, a thread or a direct message; only `asker` sees the delete icon.

    `opening` stands above an answer.
    """
    match reply.decision:
        case Answered(best, also):
            footer = [_feedback_row(best.entry.id, asker)]
            blocks = answer_blocks(best.entry, also=also, related=reply.related, opening=opening, footer=footer)
            return Message(answer_text(best.entry), blocks)
        case Ambiguous(matches):
            return _did_you_mean(matches, [])
        case Abstained(matches, reason):
            return _no_answer(reply.question, matches, reason)


def private_message(reply: Reply) -> Message:
    """The reply for the asker's eyes only; an answer can be shared from here."""
    search = button("Search", ids.SEARCH)
    match reply.decision:
        case Answered(best, also):
            share = button("Share in channel", ids.SHARE, best.entry.id, style="primary")
            footer = actions_row([share, search])
            blocks = answer_blocks(best.entry, also=also, related=reply.related, footer=footer)
            return Message(answer_text(best.entry), blocks)
        case Ambiguous(matches):
            return _did_you_mean(matches, [search])
        case Abstained(matches, reason):
            return _no_answer(reply.question, matches, reason)


def shared_message(reply: Reply, *, shared_by: str, asker: str | None = None) -> Message:
    """A reply that a person shared, with their name."""
    return reply_message(reply, asker=asker, opening=[context_mrkdwn(f"Shared by {mention(shared_by)}")])


def none_of_these_message(matches: Sequence[Match] = ()) -> Message:
    """After "None of these": a friendly line, and the search."""
    line = "Then I have no answer to that. Other words may find it, or look through all questions."
    return _offer(line, matches)


def notice_message(text: str) -> Message:
    """One line of our own words."""
    spoken = cut(text, FALLBACK_TEXT, dress=mrkdwn) or "…"
    return Message(spoken, [rich_text(paragraph(cut(text, FALLBACK_TEXT)))])


def help_message(knowledge: Knowledge, me: Identity) -> Message:
    """What one can do here, with examples that work."""
    topics = f" on {_counted(len(knowledge.by_topic), 'topic')}" if knowledge.by_topic else ""
    about = f" about {me.subject}" if me.subject else ""
    opening = f"I answer questions{about} from {_counted(me.entries, 'quoted answer')}{topics}, and name the source."
    ways = [
        ("Mention me", "in a channel, or write me a direct message, with your question."),
        (f"{me.command} your question", "answers you alone; you can share it from there."),
        (f"{me.command} {'topics, random' if knowledge.by_topic else 'random'} or search", "to look around."),
        (f"{me.command} daily", f"gives a channel a {me.card} a day."),
        ("Find an answer", "in the menu of any message answers that message."),
    ]
    listed: Element = {"type": "rich_text_list", "style": "bullet", "elements": [_way(*way) for way in ways]}
    text = "\n".join([opening, *(f"• {name} {rest}" for name, rest in ways)])
    return Message(mrkdwn(text), [rich_text(paragraph(opening)), rich_text(listed), *search_row()])


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _way(name: str, rest: str) -> Element:
    space = {"type": "text", "text": " "}
    return {"type": "rich_text_section", "elements": [run(name, bold=True), space, run(rest)]}


def _did_you_mean(matches: Sequence[Match], more: Sequence[Element]) -> Message:
    """At most four wordings to choose from, and the way out."""
    entries = _different(matches)[:MAX_CHOICES]
    choices = entry_buttons(ids.CHOOSE, entries)
    asked = f"{NEAR}:" if len(entries) == 1 else "Did you mean one of these?"
    text = "\n".join([asked, *_spoken(entries)])
    none = button("None of these" if len(entries) > 1 else "Not that", ids.NONE_OF_THESE)
    blocks = [rich_text(paragraph(asked, bold=True)), *actions_row(choices), *actions_row([none, *more])]
    return Message(cut(text, FALLBACK_TEXT, dress=worded), blocks)


def _no_answer(question: str, matches: Sequence[Match], reason: str) -> Message:
    """Says so, and why, in one line; offers what is near."""
    asked, why = cut(person_text(question), QUOTED), cut(person_text(reason), REASON)
    line = (NO_ANSWER.format(asked) if _different(matches) else NOTHING_NEAR.format(asked)) if asked else NOTHING_ASKED
    return _offer(f"{line} {why}".strip(), matches)


def _offer(line: str, matches: Sequence[Match]) -> Message:
    """One line, the nearest entries as buttons, and the search."""
    entries = _different(matches)[:MAX_NEAR]
    near = entry_buttons(ids.CHOOSE, entries)
    spoken = worded("\n".join([f"{NEAR}:", *_spoken(entries)])) if entries else ""
    text = cut("\n".join(filter(None, [mrkdwn(line), spoken])), FALLBACK_TEXT, dress=str)
    offered = [context(NEAR), *actions_row(near)] if near else []
    return Message(text, [rich_text(paragraph(line)), *offered, *search_row()])


def _different(matches: Sequence[Match]) -> list[Entry]:
    """The entries without further sources of the same question: the answer offers those itself."""
    kept: list[Entry] = []
    for match in matches:
        if not any(_same(match.entry, other) for other in kept):
            kept.append(match.entry)
    return kept


def _same(one: Entry, other: Entry) -> bool:
    """Whether two entries are twins, declared or by their wording."""
    declared = one.id in other.twins or other.id in one.twins
    return declared or fold_wording(one.label) == fold_wording(other.label)


def _spoken(entries: Sequence[Entry]) -> list[str]:
    """The entries' questions, a line each."""
    return [f"• {label}" for label in question_labels(entries, QUOTED)]


def search_row() -> list[Block]:
    """The button that opens the search."""
    return actions_row([button("Search", ids.SEARCH, style="primary")])


def _feedback_row(entry_id: str, asker: str | None) -> Block:
    """Slack's own feedback buttons, and the delete icon that only the asker sees."""
    feedback: Element = {
        "type": "feedback_buttons",
        "action_id": ids.FEEDBACK,
        "positive_button": _verdict("Helpful", "This answer helped", f"good:{entry_id}"),
        "negative_button": _verdict("Not helpful", "This answer did not help", f"bad:{entry_id}"),
    }
    if asker is None or not USER_ID.fullmatch(asker):
        return {"type": "context_actions", "elements": [feedback]}
    confirm: Element = {
        "title": plain("Delete this answer?", 100),
        "text": plain("It goes for everybody in this conversation.", 300),
        "confirm": plain("Delete", 30),
        "deny": plain("Keep", 30),
    }
    delete: Element = {
        "type": "icon_button",
        "icon": "trash",
        "text": plain("Delete", BUTTON),
        "accessibility_label": "Delete this answer",
        "action_id": ids.DELETE,
        "value": ids.NO_VALUE,
        "visible_to_user_ids": [asker],
        "confirm": confirm,
    }
    return {"type": "context_actions", "elements": [feedback, delete]}


def _verdict(label: str, spoken: str, value: str) -> Element:
    return {"text": plain(label, BUTTON), "accessibility_label": spoken, "value": value}
