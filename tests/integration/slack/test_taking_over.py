"""What a dead process accepted is done by a living one, and what two processes hear of is done by one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.metrics import CLAIMS
from bot.render import ids
from bot.slack.events.meaning import question_in
from bot.slack.hearing import QUESTION, question_task
from bot.slack.intake import TAKEN_OVER
from bot.slack.outbox.publisher import METADATA_EVENT
from bot.store.inbox import LEASE, Held, Inbox
from bot.store.writer import Writer
from tests.integration.slack.conftest import Bot
from tests.integration.slack.knowledge import ANGRY, CHOICE, SEVEN_CS
from tests.slack_stand_in import BOT_USER, TEAM, Message, RateLimited, find

ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"


@dataclass
class Dead:
    """A process that accepted questions, and died; `heir` finds what it left at once."""

    bot: Bot

    def accepts(self, message: Message) -> Held:
        """It kept the question, and acknowledged it."""
        database = self.bot.runtime.database
        inbox = Inbox(database, Writer(database))
        said = question_in(self.bot.payloads.mention(message)["event"], team=TEAM, bot_user=BOT_USER)
        return inbox.accept(question_task(said, QUESTION), now=datetime.now(UTC))

    def posts(self, held: Held, *, user: str = BOT_USER) -> Message:
        """Its reply reached Slack, and was recorded nowhere."""
        metadata = {"event_type": METADATA_EVENT, "event_payload": {"key": held.task.key}}
        workspace, ts = self.bot.slack.workspace, held.task.body["ts"]
        return workspace.add(Message("C1", workspace.new_ts(), user, "the reply", [], ts, metadata))

    def is_missed(self) -> None:
        """The living one looks after what is left."""
        self.bot.runtime.intake.inherit()
        self.bot.settle()


@pytest.fixture
def dead(http_bot) -> Dead:
    return Dead(http_bot)


def test_what_a_dead_process_accepted_is_answered_by_a_living_one(http_bot, dead):
    """Slack does not send it again: it was acknowledged."""
    message = http_bot.payloads.say(ASK)
    dead.accepts(message)
    before = CLAIMS.labels(TAKEN_OVER)._value.get()
    dead.is_missed()
    assert CLAIMS.labels(TAKEN_OVER)._value.get() == before + 1
    [reply] = http_bot.said
    assert (reply.thread_ts, "Customer" in reply.text) == (message.ts, True)
    dead.is_missed()
    assert http_bot.said == [reply]


@pytest.mark.parametrize("may_look", [True, False])
def test_what_a_dead_process_had_answered_is_not_answered_again(http_bot, dead, may_look):
    """Its heir finds the reply in the thread. Where it may not look it answers: silence is worse."""
    if not may_look:
        http_bot.slack.workspace.scopes -= {"channels:history"}
    message = http_bot.payloads.say(ASK)
    posted = dead.posts(dead.accepts(message))
    dead.is_missed()
    assert len(http_bot.said) == (1 if may_look else 2)
    if may_look:
        assert http_bot.runtime.replies.to_question(TEAM, "C1", message.ts).reply_ts == posted.ts


def test_another_app_s_copy_of_a_mark_is_no_answer(http_bot, dead):
    message = http_bot.payloads.say(ASK)
    dead.posts(dead.accepts(message), user="U0OTHERBOT")
    dead.is_missed()
    assert len(http_bot.said) == 1


@pytest.mark.parametrize("posted", [True, False])
def test_a_question_that_was_deleted_while_its_process_died_leaves_no_reply(http_bot, dead, posted):
    """The deletion reached another process; a reply that is there goes, one that is not never comes."""
    message = http_bot.payloads.say(ASK)
    held = dead.accepts(message)
    if posted:
        dead.posts(held)
    http_bot.event(http_bot.payloads.deleted(message))
    dead.is_missed()
    assert http_bot.said == []
    assert len(http_bot.slack.calls_of("chat.postMessage")) == 0
    assert http_bot.whispered == []


def test_a_question_that_was_edited_while_its_process_died_is_answered_as_it_reads(http_bot, dead):
    message = http_bot.payloads.say(ASK)
    dead.accepts(message)
    http_bot.event(http_bot.payloads.edited(message, f"<@{BOT_USER}> {ANGRY.question}"))
    dead.is_missed()
    [reply] = http_bot.said
    assert "Apologise" in reply.text


def test_a_retry_of_what_another_process_has_accepted_is_acknowledged(http_bot, dead):
    """It is kept: whoever has it answers it, or whoever takes it over."""
    message = http_bot.payloads.say(ASK)
    dead.accepts(message)
    assert http_bot.event(http_bot.payloads.mention(message), retry=1).status == 200
    assert http_bot.said == []


def test_a_reply_that_waited_so_long_that_another_process_took_it_is_left_to_that_one(http_bot):
    """A process that was frozen asks before it posts; who lost the question stays silent."""
    http_bot.slack.faults.add("chat.postMessage", RateLimited(1))
    message = http_bot.payloads.say(ASK)
    http_bot.slacks.event(http_bot.payloads.mention(message))
    http_bot.slack.wait("chat.postMessage")
    intake, database = http_bot.runtime.intake, http_bot.runtime.database
    heir = Inbox(database, Writer(database))
    assert len(heir.take_over(now=datetime.now(UTC) + LEASE)) == 1
    intake._beaten_at -= LEASE
    http_bot.settle()
    assert http_bot.said == []


@pytest.mark.parametrize("change", ["edit", "deletion"])
def test_what_reaches_another_replica_while_the_reply_is_on_its_way_is_done_by_the_one_that_posts(start_bot, change):
    one, other = start_bot(), start_bot()
    one.slack.faults.add("chat.postMessage", RateLimited(1))
    message = one.payloads.say(ASK)
    one.slacks.event(one.payloads.mention(message))
    one.slack.wait("chat.postMessage")
    if change == "edit":
        other.event(other.payloads.edited(message, f"<@{BOT_USER}> {ANGRY.question}"))
    else:
        other.event(other.payloads.deleted(message))
    one.settle()
    assert [("Apologise" in reply.text) for reply in one.said] == ([True] if change == "edit" else [])


def test_two_quick_edits_leave_the_newer_text_whatever_their_order(http_bot):
    question = http_bot.mention(ASK)
    first = http_bot.payloads.edited(question, f"<@{BOT_USER}> {CHOICE}")
    second = http_bot.payloads.edited(question, f"<@{BOT_USER}> {ANGRY.question}")
    for event in (second, first):
        http_bot.event(event)
    assert "Apologise" in http_bot.said[0].text


def test_a_stop_with_an_edit_waiting_is_an_orderly_one(start_bot):
    """The next process does what was left."""
    bot, edit = start_bot(), f"<@{BOT_USER}> {ANGRY.question}"
    question = bot.mention(ASK)
    bot.slack.faults.add("chat.update", RateLimited(60))
    bot.slacks.event(bot.payloads.edited(question, edit))
    bot.slack.wait("chat.update")
    assert bot.runtime.close(timedelta(seconds=0.2)) is False
    other = start_bot()
    other.runtime.intake.inherit()
    other.settle()
    assert "Apologise" in other.said[0].text


@pytest.mark.parametrize("what", ["command", "press"])
def test_what_is_answered_through_a_response_url_outlives_its_process(start_bot, monkeypatch, what):
    """It was acknowledged, and its process died: another one answers, within the life of the URL."""
    dying = start_bot()
    dying.command(CHOICE)
    answer = dying.whispered[0]
    monkeypatch.setattr(dying.runtime.intake, "begin", lambda *_: None)
    if what == "command":
        dying.command(SEVEN_CS.question)
    else:
        dying.interact(dying.payloads.press(answer, find(answer["blocks"], ids.CHOOSE)))
    assert len(dying.whispered) == 1
    dying.runtime.close(timedelta(0))
    heir = start_bot()
    heir.runtime.intake.inherit()
    heir.settle()
    assert "Customer" in heir.whispered[1]["text"]
    assert len(heir.whispered) == 2
