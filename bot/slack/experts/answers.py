"""What experts say goes to whoever asked: once, in order, and as it reads by now."""

from __future__ import annotations

import logging
from dataclasses import replace
from threading import Event

from slack_sdk import WebClient

from bot.learning.asks import LONGEST_ANSWER, Ask, Given, State
from bot.render.asks import answer_message
from bot.slack.events.markdown import markdown_of
from bot.slack.events.talk import Talk
from bot.slack.experts.desk import WORTH, ExpertsDesk, home_of
from bot.slack.names import name_of
from bot.slack.outbox.notices import courtesy, whisper
from bot.slack.outbox.outcome import Done, Outcome, Refused, attempt
from bot.slack.outbox.place import Place
from bot.store.inbox import Held, Task

logger = logging.getLogger(__name__)

ANSWER, REVISE = "ask_answer", "ask_revise"

A_FILE = "(a file: see where it was said)"
NOT_TAKEN = "Slack did not take your answer where the question was asked, nor in a direct message."
IN_DOUBT = "Slack did not say whether it took your answer: whoever asked may not have it."

# An answer waits for the one before it, which may be on its way in another process, for so long at the most.
TURN_SECONDS, MOST_TURNS = 0.2, 25


def overhear(talk: Talk, client: WebClient, *, desk: ExpertsDesk) -> None:
    """Keep an expert's reply, what became of one, and the end of a question; everything else is left alone.

    What stands in no thread, and is not deleted, costs nothing.
    """
    match talk.happened:
        case "said" if talk.thread_ts:
            _hear(talk, client, desk)
        case "changed" if talk.thread_ts and not talk.mentions_us:
            text = _text(talk)
            if text and desk.asks.given(talk.team, _key(talk.channel, talk.ts)):
                _keep_change(talk, text, client, desk)
        case "deleted":
            if talk.thread_ts and desk.asks.given(talk.team, _key(talk.channel, talk.ts)):
                _keep_change(talk, "", client, desk)
            elif (ask := desk.asks.of_question(talk.team, talk.channel, talk.ts)) is not None:
                desk.withdraw(ask, client)
            elif (ask := desk.asks.at(talk.team, talk.channel, talk.ts)) is not None:
                desk.removed(ask, client)


def _hear(talk: Talk, client: WebClient, desk: ExpertsDesk) -> None:
    """Keep a reply to a question of ours; what calls somebody by name is said among the experts."""
    if talk.mentions_us or talk.calls_somebody:
        return
    ask = desk.asks.at(talk.team, talk.channel, talk.thread_ts)
    text = _text(talk) if ask is not None else ""
    if ask is None or talk.person == ask.asker or not text:
        return
    given = Given(talk.team, _key(talk.channel, talk.ts), ask.id, talk.person, text, talk.at, desk.now(), talk.ts)
    take(given, ask, client, desk)


def take(given: Given, ask: Ask, client: WebClient, desk: ExpertsDesk) -> None:
    """Keep an answer, and have it brought to whoever asked, whatever happens to this process."""
    if ask.state is State.WITHDRAWN:
        return
    desk.asks.give(given)
    body = {"key": given.key, "ask": ask.id, "asker": given.expert}
    desk.intake.take(Task(given.team, f"{ANSWER}:{given.key}", ANSWER, body, WORTH), client)


def deliver(held: Held, client: WebClient, *, desk: ExpertsDesk) -> None:
    """Bring an answer to whoever asked."""
    found = _read(held, desk)
    if found is None:
        return desk.intake.settle(held)
    ask, given = found
    _await_turn(given, desk)
    given = _linked(ask, given, client, desk)
    return _send(held, ask, given, home_of(ask), client, desk)


def _send(held: Held, ask: Ask, given: Given, place: Place, client: WebClient, desk: ExpertsDesk) -> None:
    message = answer_message(ask, given, None if ask.named else name_of(client, given.expert))

    def then(outcome: Outcome) -> bool:
        """Record what became of it; False where it goes directly to whoever asked instead."""
        if isinstance(outcome, Refused) and place.channel != ask.asker:  # their channel is closed to us
            direct = Place(ask.team, ask.asker, None, ask.asker)
            _send(held, ask, given, direct, client, desk)
            return False
        _sent(ask, given, outcome, client, desk)
        return True

    desk.post(held, place, message, client, then)


def _sent(ask: Ask, given: Given, outcome: Outcome, client: WebClient, desk: ExpertsDesk) -> None:
    """Record that it is there; the experts see it, and what was changed meanwhile follows."""
    if not isinstance(outcome, Done):
        logger.warning("an answer was not brought to its asker", extra={"outcome": repr(outcome)})
        said = NOT_TAKEN if isinstance(outcome, Refused) else IN_DOUBT
        whisper(ask.channel, given.expert, said, client, thread_ts=ask.ts)
        return
    channel, ts = str(outcome.answer.get("channel") or ask.origin.channel), str(outcome.answer["ts"])
    desk.asks.delivered(given, channel, ts)
    now = desk.asks.given(given.team, given.key)
    if now is not None and now.text != given.text:
        show(ask, now, client, desk)
    desk.show(ask.team, ask.id, client)
    if given.ts:
        brief = courtesy(client)
        attempt(lambda: brief.reactions_add(channel=ask.channel, timestamp=given.ts, name="white_check_mark"))


def show(ask: Ask, given: Given, client: WebClient, desk: ExpertsDesk) -> None:
    """Show an answer as it reads by now, where its asker has it."""
    if given.reply_ts:
        name = None if ask.named else name_of(client, given.expert)
        payload = answer_message(ask, given, name).payload()
        desk.update(given.team, given.channel, given.reply_ts, payload, client)


def revise(held: Held, client: WebClient, *, desk: ExpertsDesk) -> None:
    """Let an answer follow its expert's message: changed, or taken back."""
    body, team = held.task.body, held.task.team
    desk.asks.revise(team, body["key"], body["text"], body["at"])
    given = desk.asks.given(team, body["key"])
    ask = desk.asks.read(team, given.ask) if given is not None else None
    if ask is not None and given is not None:
        show(ask, given, client, desk)
        desk.show(team, ask.id, client)
    desk.intake.settle(held)


def _keep_change(talk: Talk, text: str, client: WebClient, desk: ExpertsDesk) -> None:
    key = _key(talk.channel, talk.ts)
    body = {"key": key, "text": text, "at": talk.at}
    task = Task(talk.team, f"{REVISE}:{key}:{talk.at}", REVISE, body, WORTH)
    desk.intake.take(task, client)


def _read(held: Held, desk: ExpertsDesk) -> tuple[Ask, Given] | None:
    """The ask and its answer, while there is something to bring."""
    ask = desk.asks.read(held.task.team, held.task.body["ask"])
    given = desk.asks.given(held.task.team, held.task.body["key"])
    if ask is None or given is None or ask.state is State.WITHDRAWN or not given.text or given.reply_ts:
        return None
    return ask, given


def _await_turn(given: Given, desk: ExpertsDesk) -> None:
    """Wait while an earlier answer is on its way."""
    for _ in range(MOST_TURNS):
        every = desk.asks.answers(given.team, given.ask)
        if not any(one.at < given.at and not one.reply_ts for one in every):
            return
        Event().wait(TURN_SECONDS)


def _linked(ask: Ask, given: Given, client: WebClient, desk: ExpertsDesk) -> Given:
    """With the link to where it was said, as far as Slack gives it."""
    if given.link:
        return given
    brief, ts = courtesy(client), given.ts or ask.ts
    outcome = attempt(lambda: brief.chat_getPermalink(channel=ask.channel, message_ts=ts))
    link = str(outcome.answer.get("permalink") or "") if isinstance(outcome, Done) else ""
    if link:
        desk.asks.linked(given, link)
    return replace(given, link=link)


def _text(talk: Talk) -> str:
    text = markdown_of(talk.message, bot_user=talk.bot_user)[:LONGEST_ANSWER]
    return text or (A_FILE if talk.message.get("files") else "")


def _key(channel: str, ts: str) -> str:
    return f"{channel}:{ts}"
