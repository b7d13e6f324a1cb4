"""Answering needs no database: while it is away, questions are answered all the same, and caught up with."""

import logging
from collections import Counter

from bot.errors import StoreLostError
from bot.metrics import CLAIMS, exposition
from bot.slack.intake import ACCEPTED, EXPIRED, REPEATED, TAKEN_OVER, UNRECORDED
from tests.integration.slack.knowledge import ANGRY, SEVEN_CS
from tests.slack_stand_in import BOT_USER

ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"


def read_metric(name: str) -> float:
    """A metric without labels, as a scraper reads it."""
    [line] = [line for line in exposition().decode().splitlines() if line.startswith(f"{name} ")]
    return float(line.split()[1])


def claims() -> Counter[str]:
    """What became of what reached us, as it is counted."""
    outcomes = (ACCEPTED, REPEATED, UNRECORDED, TAKEN_OVER, EXPIRED)
    return Counter({outcome: CLAIMS.labels(outcome)._value.get() for outcome in outcomes})


def test_each_claim_and_each_turn_of_the_database_is_counted(http_bot):
    before, turns = claims(), read_metric("principles_store_seconds_count")
    event = http_bot.payloads.mention(http_bot.payloads.say(ASK))
    for retry in (None, 1):
        http_bot.event(event, retry=retry)
    assert claims() - before == {"accepted": 1, "repeated": 1}
    assert read_metric("principles_store_seconds_count") > turns


class Away:
    """A database that does not answer until `back`."""

    def __init__(self, bot) -> None:
        self._inbox, self._real = bot.runtime.intake._inbox, bot.runtime.intake._inbox.database
        self._writer = self._inbox.writer
        self._writer._database = self._inbox.database = self

    name = "PostgreSQL principles on db.example"

    def _fail(self, *_: object):
        raise StoreLostError(f"{self.name} did not do its work")

    begin = read = _fail

    def insert(self, table):
        return self._real.insert(table)

    def back(self) -> None:
        """It answers again."""
        self._writer._database = self._inbox.database = self._real
        self._writer._pause_until = 0.0


def test_without_a_database_questions_are_answered_all_the_same_and_once(http_bot, caplog):
    """The process remembers what it answered, and says once that it has to."""
    away, before = Away(http_bot), claims()
    event = http_bot.payloads.mention(http_bot.payloads.say(ASK))
    for retry in (None, 1, 2):
        assert http_bot.event(event, retry=retry).status == 200
    http_bot.mention(ASK)
    http_bot.command(SEVEN_CS.question)
    assert len(http_bot.said) == 2
    assert len(http_bot.whispered) == 1
    [record] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert "remembered by this process alone" in record.getMessage()
    assert claims() - before == {"unrecorded": 3, "repeated": 2}
    away.back()


def test_what_was_answered_without_a_database_is_written_down_when_it_is_back(start_bot):
    """Then no other process answers it."""
    bot = start_bot()
    away = Away(bot)
    message = bot.payloads.say(ASK)
    event = bot.payloads.mention(message)
    bot.event(event)
    away.back()
    bot.runtime.intake.look_after()
    bot.settle()
    assert bot.runtime.replies.to_question("T0TEAM", "C1", message.ts)
    other = start_bot()
    other.event(event, retry=2)
    assert len(other.said) == 1


def test_a_retry_that_another_process_may_have_answered_is_looked_up_first(start_bot):
    """Without a database to ask, Slack's thread tells."""
    one, other = start_bot(), start_bot()
    event = one.payloads.mention(one.payloads.say(ASK))
    one.event(event)
    away = Away(other)
    other.event(event, retry=1)
    assert len(other.said) == 1
    away.back()


def test_a_change_without_a_database_is_left_to_slack_s_next_retry(http_bot):
    question = http_bot.mention(ASK)
    away = Away(http_bot)
    edit = http_bot.payloads.edited(question, f"<@{BOT_USER}> {ANGRY.question}")
    assert http_bot.event(edit).status == 503
    away.back()
    assert http_bot.event(edit, retry=1).status == 200
    assert "Apologise" in http_bot.said[0].text
