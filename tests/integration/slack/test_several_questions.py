"""Two questions in one message are both answered, wherever they are asked, and neither drives out the other."""

from bot.render import ids
from bot.render.messages import SHARE
from bot.slack.asking.sharing import SHARED
from tests.integration.slack.knowledge import ANGRY, BOTH, SEVEN_CS
from tests.slack_stand_in import ASKER, BOT_USER, elements, find


def holds_both(text: str) -> bool:
    return "Apologise" in text and "Convenience" in text


def test_a_mention_and_a_direct_message_get_both_answers_in_one_reply(bot):
    for ask in (lambda: bot.mention(f"<@{BOT_USER}> {BOTH}"), lambda: bot.dm(BOTH)):
        ask()
        reply = bot.said[-1]
        assert holds_both(reply.text)
        assert holds_both(str(reply.blocks))
    assert len(bot.said) == 2


def test_an_edit_that_adds_a_question_adds_its_answer(http_bot):
    question = http_bot.mention(f"<@{BOT_USER}> {ANGRY.question}")
    http_bot.event(http_bot.payloads.edited(question, f"<@{BOT_USER}> {BOTH}"))
    [reply] = http_bot.said
    assert holds_both(reply.text)


def test_each_of_two_private_answers_is_shared_by_itself_and_the_other_stays(http_bot):
    http_bot.command(BOTH)
    private = http_bot.whispered[0]
    assert holds_both(private["text"])
    for number in (0, 1, 0):  # a second press shares nothing more
        share = find(private["blocks"], f"{ids.SHARE_ONE}:{number}")
        assert share["text"]["text"] == SHARE
        http_bot.interact(http_bot.payloads.press(private, share))
    first, second = http_bot.said
    assert "Apologise" in first.text
    assert "Convenience" in second.text
    told = http_bot.whispered[1:]
    assert [one["text"] for one in told] == [SHARED, SHARED]
    assert not any(one.get("replace_original") for one in told)


def test_a_message_with_two_questions_opens_both_and_one_is_chosen_to_reply_with(http_bot):
    message = http_bot.payloads.say(BOTH)
    http_bot.interact(http_bot.payloads.message_shortcut(message, ids.FIND_ANSWER))
    [view] = http_bot.slack.workspace.views.values()
    assert holds_both(str(view.content["blocks"]))
    chosen = next(e for e in elements(view.content["blocks"]) if e["action_id"].startswith(ids.CHOOSE))
    assert chosen["value"] == ANGRY.id
    http_bot.interact(http_bot.payloads.press_in_view(view, chosen))
    http_bot.interact(http_bot.payloads.submit(view))
    [reply] = http_bot.said
    assert reply.thread_ts == message.ts
    assert "Apologise" in reply.text
    assert "Convenience" not in reply.text


def test_both_answers_go_by_one_press_of_their_asker(http_bot):
    http_bot.mention(f"<@{BOT_USER}> {BOTH}")
    [reply] = http_bot.said
    assert find(reply.blocks, f"{ids.DELETE}:0")["visible_to_user_ids"] == [ASKER]
    assert str(reply.blocks).count("'trash'") == 1
    http_bot.interact(http_bot.payloads.press(reply, find(reply.blocks, f"{ids.DELETE}:0")))
    assert http_bot.said == []


def test_an_opinion_is_about_the_answer_above_it(http_bot):
    http_bot.mention(f"<@{BOT_USER}> {BOTH}")
    [reply] = http_bot.said
    opinions = [find(reply.blocks, f"{ids.FEEDBACK}:{number}")["positive_button"]["value"] for number in (0, 1)]
    assert opinions == [f"good:{ANGRY.id}", f"good:{SEVEN_CS.id}"]
