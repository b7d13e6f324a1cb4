"""What is said when people ask their team: to the experts, to whoever asked, and in the two windows."""

from __future__ import annotations

from collections.abc import Sequence

from bot.knowledge.model import Answer, Entry, Source
from bot.knowledge.passages import blocks_of
from bot.learning.asks import Ask, Given, State
from bot.render import ids
from bot.render.body import body, message_room
from bot.render.budget import ACTIONS_ELEMENTS, CONTEXT, FALLBACK_TEXT, MESSAGE_TEXT, cut
from bot.render.choices import QUOTED
from bot.render.elements import actions_row, button, context, context_mrkdwn, paragraph, rich_text, run
from bot.render.escape import USER_ID, mention, mrkdwn, person_text, worded
from bot.render.message import Block, Message
from bot.render.spoken import fitted, lines_of

ASK_LABEL = "Ask the team"
FOR_THE_TEAM = "A question that I have no answer to"
HOW = "A reply in this thread goes to whoever asked, with your name. One that begins with @somebody stays here."
ASKED = "I asked the team: “{}”. Whoever answers there answers here."
REMINDED = "Nobody has answered your question to the team yet. I have reminded them."
CLOSED = "Nobody of the team answered your question within a week, so I stopped asking. You can ask it again."
GONE = "Nobody of the team can be reached for your question any more, so I stopped asking."
REMOVED = "Your question was taken out of the team's channel before anybody answered it. You can ask it again."
WAITING = "Nobody has answered this for a day. A reply in this thread goes to whoever asked."
TAKEN_BACK = "This answer was taken back by whoever gave it."
WITHDRAWN = "This question was taken back by whoever asked it."
NOT_ANSWERED = "Nobody answered within a week, so it is closed."
SHORTENED = "Shortened here: the answer goes on where it was given."

# Room for what stands around an answer.
AROUND = 600
MOST_OWNERS = 5
MOST_NAMED = 10


def ask_row(question: str) -> list[Block]:
    """The button that passes a question on to people; an empty one is written in the window that it opens."""
    return actions_row([button(ASK_LABEL, ids.ASK_TEAM, ids.question_value(question))])


def with_ask(message: Message, question: str) -> Message:
    """The message about a question without an answer, with the button that passes it on to people.

    It stands beside the buttons that end the message, where there are any and Slack has room for one more.
    """
    *before, last = message.blocks
    [asking] = ask_row(question)
    if last.get("type") != "actions" or len(last["elements"]) >= ACTIONS_ELEMENTS:
        return Message(message.text, [*message.blocks, asking])
    return Message(message.text, [*before, {**last, "elements": [*last["elements"], *asking["elements"]]}])


def experts_message(ask: Ask, near: Sequence[Entry], given: Sequence[Given]) -> Message:
    """The question as it stands in the experts' channel; `near` are the nearest entries, `given` the answers so far."""
    if not ask.question:
        line = WITHDRAWN if ask.state is State.WITHDRAWN else NOT_ANSWERED
        return Message(line, [context(line)])
    quote = {"type": "rich_text_quote", "elements": [run(ask.question)]}
    text = cut(f"{FOR_THE_TEAM}: {ask.question}", FALLBACK_TEXT, dress=mrkdwn)
    buttons = [button("Answer", ids.ASK_REPLY, ask.id, style="primary")]
    if given:
        buttons.append(button("Keep this answer", ids.TEACH, f"ask:{ask.id}"))
    return Message(
        text,
        [
            rich_text(paragraph(FOR_THE_TEAM, bold=True), quote),
            context_mrkdwn(f"Asked by {mention(ask.asker)}" if ask.named else "Asked without a name"),
            *_near(near),
            *actions_row(buttons),
            context(HOW),
            *_outcome(ask, given),
        ],
    )


def _near(near: Sequence[Entry]) -> list[Block]:
    """The nearest entries, and who keeps them: they are called, for they know."""
    if not near:
        return []
    questions = " · ".join(cut(person_text(entry.question), QUOTED) for entry in near)
    owners = list(dict.fromkeys(entry.owner for entry in near if entry.owner))[:MOST_OWNERS]
    called = [mention(owner) if USER_ID.fullmatch(owner) else cut(owner, QUOTED, dress=mrkdwn) for owner in owners]
    kept = [context_mrkdwn(f"Kept by {', '.join(called)}")] if called else []
    return [context(f"The closest I have: {questions}"), *kept]


def _outcome(ask: Ask, given: Sequence[Given]) -> list[Block]:
    people = list(dict.fromkeys(mention(one.expert) for one in given))
    if not people:
        return []
    helped = " It helped." if ask.helped else ""
    return [context_mrkdwn(cut(f"✓ Answered by {', '.join(people[:MOST_NAMED])}.{helped}", CONTEXT, dress=str))]


def answer_message(ask: Ask, given: Given, name: str | None) -> Message:
    """An expert's answer for whoever asked.

    `name` stands for the expert where a mention would lead them to somebody who asked without a name.
    """
    if not given.text:
        return Message(TAKEN_BACK, [context(TAKEN_BACK)])
    who = mention(given.expert) if ask.named else cut(name or "A colleague", QUOTED, dress=mrkdwn)
    entry = Entry("asked", "answer", "An answer", Answer("text", text=given.text), Source("Slack"))
    shown = body(entry, message_room(MESSAGE_TEXT - AROUND))
    link = f" · <{given.link.replace('&', '&amp;')}|where it was said>" if given.link.startswith("https://") else ""
    helped = [] if ask.helped else actions_row([button("That helped", ids.ASK_HELPED, ask.id)])
    lines = fitted(lines_of(blocks_of(entry.answer)), FALLBACK_TEXT - AROUND)
    return Message(
        "\n".join([f"{who} answers:", *lines]),
        [
            context_mrkdwn(f"{who} answers your question"),
            *shown.blocks,
            *([] if shown.whole else [context(SHORTENED)]),
            context_mrkdwn(f"📖 {who}, in Slack{link}"),
            *helped,
        ],
    )


def asked_message(question: str) -> Message:
    """To whoever asked: the team has the question."""
    line = ASKED.format(cut(person_text(question), QUOTED))
    return Message(cut(line, FALLBACK_TEXT, dress=mrkdwn), [rich_text(paragraph(line))])


def told(text: str) -> Message:
    """A line of ours."""
    return Message(worded(text), [rich_text(paragraph(text))])
