"""Who asks without end is told once, and costs nothing more."""

from bot.slack.restraint import SLOWLY
from tests.slack_stand_in import BOT_USER, OTHER


def test_a_loop_of_questions_is_answered_up_to_the_limit(start_bot):
    bot = start_bot(person_per_minute=2)
    for _ in range(5):
        bot.dm("what are the 7 Cs")
    assert len(bot.said) == 2
    assert [shown["text"] for shown in bot.whispered] == [SLOWLY]
    bot.dm("what are the 7 Cs", user=OTHER)
    assert len(bot.said) == 3


def test_a_loop_of_commands_is_too(start_bot):
    bot = start_bot(person_per_minute=1)
    for _ in range(4):
        bot.command("what are the 7 Cs")
    assert [SLOWLY in shown["text"] for shown in bot.whispered] == [False, True]


def test_a_delivery_that_slack_repeats_counts_once(start_bot):
    bot = start_bot(person_per_minute=1)
    event = bot.payloads.mention(bot.payloads.say(f"<@{BOT_USER}> what are the 7 Cs"))
    bot.event(event)
    for number in (1, 2):
        bot.event(event, retry=number)
    assert len(bot.said) == 1
    assert bot.whispered == []
