"""Nobody is answered twice, and nobody is left without an answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.store.schema import inbox
from tests.integration.slack.knowledge import ANGRY, SEVEN_CS
from tests.slack_stand_in import BOT_USER, Message, RateLimited

ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"


def test_a_retried_event_is_answered_once(bot):
    """Slack delivers up to four times; every later delivery is acknowledged."""
    event = bot.payloads.mention(bot.payloads.say(ASK))
    acks = [bot.event(event), *(bot.event(event, retry=n) for n in (1, 2, 3))]
    assert [ack.status for ack in acks] == [200] * 4
    assert len(bot.said) == 1


@pytest.mark.parametrize("order", ["mention first", "message first"])
def test_a_mention_that_arrives_as_two_events_is_answered_once(http_bot, order):
    """`app_mention` and `message` have different event ids, and no order."""
    message = http_bot.payloads.say(ASK)
    events = [http_bot.payloads.mention(message), http_bot.payloads.message(message)]
    for event in events if order == "mention first" else reversed(events):
        http_bot.event(event)
    assert len(http_bot.said) == 1


@pytest.mark.parametrize("channel", ["C1", "D1"])
def test_one_message_under_two_event_ids_is_answered_once(http_bot, channel):
    """The claim on the message holds where the claim on the event cannot."""
    message = http_bot.payloads.say(ASK, channel=channel)
    for _ in range(2):
        http_bot.event(http_bot.payloads.mention(message))
    http_bot.event(http_bot.payloads.message(message))
    assert len(http_bot.said) == 1


def test_two_replicas_answer_once_between_them(start_bot):
    """The same ten events reach both at the same time."""
    one, other = start_bot(), start_bot()
    events = [one.payloads.mention(one.payloads.say(ASK)) for _ in range(10)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda pair: pair[0].slacks.event(pair[1]), [(b, e) for e in events for b in (one, other)]))
    one.settle()
    other.settle()
    assert len(one.said) == len(events)
    assert len({reply.thread_ts for reply in one.said}) == len(events)


SYSTEM_SUBTYPES = ["channel_join", "channel_leave", "channel_topic", "bot_message", "pinned_item", "tombstone"]


@pytest.mark.parametrize(
    "more",
    [
        *({"subtype": subtype} for subtype in SYSTEM_SUBTYPES),
        {"user": BOT_USER},
        {"bot_id": "B0OTHER"},
        {"bot_id": "B0OTHER", "user": None},
        {"bot_profile": {"id": "B0OTHER"}},
        {"user": None},
        {"ts": None},
    ],
    ids=str,
)
@pytest.mark.parametrize("kind", ["mention", "message"])
def test_what_no_person_wrote_for_us_is_ignored(http_bot, kind, more):
    """Own messages, other bots, joins, topics; acknowledged all the same."""
    message = http_bot.payloads.say(ASK, channel="D1" if kind == "message" else "C1")
    assert http_bot.event(getattr(http_bot.payloads, kind)(message, **more)).status == 200
    assert http_bot.slack.calls_of("chat.postMessage") == []


@pytest.mark.parametrize("subtype", ["file_share", "me_message", "message_share", "thread_broadcast"])
def test_a_question_with_a_file_by_me_forwarded_or_sent_to_the_channel_too_is_answered(http_bot, subtype):
    message = http_bot.payloads.say(ASK)
    http_bot.event(http_bot.payloads.mention(message, subtype=subtype))
    assert len(http_bot.said) == 1


def kept(bot) -> list[str]:
    """The keys of what was accepted."""
    with bot.runtime.database.begin() as connection:
        return list(connection.execute(select(inbox.c.key)).scalars())


def test_talk_in_a_channel_that_does_not_mention_the_bot_is_ignored(http_bot):
    """It is neither answered nor noted."""
    message = http_bot.payloads.say(SEVEN_CS.question)
    http_bot.event(http_bot.payloads.message(message))
    assert http_bot.slack.calls_of("chat.postMessage") == []
    assert kept(http_bot) == []


def minutes_after(message: Message, minutes: float) -> str:
    return f"{float(message.ts) + minutes * 60:.6f}"


def test_an_edited_question_changes_its_reply(bot):
    """In place: no second message."""
    question = bot.mention(ASK)
    [reply] = bot.said
    bot.event(bot.payloads.edited(question, f"<@{BOT_USER}> {ANGRY.question}"))
    assert bot.said == [reply]
    assert "Apologise" in reply.text


def test_an_edit_in_a_direct_message_changes_its_reply(http_bot):
    question = http_bot.dm(SEVEN_CS.question)
    http_bot.event(http_bot.payloads.edited(question, ANGRY.question))
    [reply] = http_bot.said
    assert "Apologise" in reply.text


@pytest.mark.parametrize(("minutes", "edited"), [(14.9, True), (15.1, False)])
def test_an_edit_counts_for_fifteen_minutes(http_bot, minutes, edited):
    question = http_bot.mention(ASK)
    event = http_bot.payloads.edited(
        question, f"<@{BOT_USER}> {ANGRY.question}", event_ts=minutes_after(question, minutes)
    )
    http_bot.event(event)
    assert http_bot.said[0].edited is edited


def test_an_edit_that_overtakes_its_reply_still_changes_it(http_bot):
    """The reply waits for Slack's rate limit while the edit comes in."""
    http_bot.slack.faults.add("chat.postMessage", RateLimited(1))
    question = http_bot.payloads.say(ASK)
    http_bot.slacks.event(http_bot.payloads.mention(question))
    http_bot.slack.wait("chat.postMessage")
    http_bot.event(http_bot.payloads.edited(question, f"<@{BOT_USER}> {ANGRY.question}"))
    [reply] = http_bot.said
    assert "Apologise" in reply.text


def test_an_unfurled_link_is_no_edit(http_bot):
    """Slack adds a preview: the text is the same, nothing is sent."""
    question = http_bot.mention(ASK)
    http_bot.event(http_bot.payloads.unfurled(question))
    assert http_bot.slack.calls_of("chat.update") == []


def test_an_edit_of_a_message_that_was_no_question_is_ignored(http_bot):
    message = http_bot.payloads.say("good morning")
    http_bot.event(http_bot.payloads.edited(message, SEVEN_CS.question))
    assert http_bot.said == []
    assert kept(http_bot) == []


def test_a_deleted_question_takes_its_reply_with_it(http_bot):
    question = http_bot.mention(ASK)
    assert len(http_bot.said) == 1
    http_bot.event(http_bot.payloads.deleted(question))
    assert http_bot.said == []


def test_deleting_a_message_that_was_no_question_deletes_nothing(http_bot):
    http_bot.mention(ASK)
    message = http_bot.payloads.say("good morning")
    http_bot.event(http_bot.payloads.deleted(message))
    assert len(http_bot.said) == 1
