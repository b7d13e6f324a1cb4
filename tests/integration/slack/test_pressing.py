"""What people press in a reply does what it says, where they pressed it."""

import pytest

from bot.render import ids
from bot.render.escape import mention
from tests.integration.slack.knowledge import ANGRY, CHOICE, SEVEN_CS, SEVEN_CS_TWIN
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, Message, elements, find

ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"
ASK_SOMETHING_OPEN = f"<@{BOT_USER}> {CHOICE}"


def press(bot, message, action_id: str, *, user: str = ASKER, **action) -> None:
    """Somebody presses a control of a message, visible or ephemeral."""
    blocks = message.blocks if isinstance(message, Message) else message["blocks"]
    bot.interact(bot.payloads.press(message, find(blocks, action_id), user=user, **action))


def offered(message) -> set[str]:
    return {element["action_id"].partition(":")[0] for element in elements(message.blocks)}


def test_a_choice_takes_the_place_of_the_question_which_was_meant(bot):
    """The message is updated, no second one is posted, and it can still be deleted by its asker."""
    bot.mention(ASK_SOMETHING_OPEN)
    [reply] = bot.said
    press(bot, reply, ids.CHOOSE)
    assert bot.said == [reply]
    assert "Customer" in reply.text
    assert find(reply.blocks, ids.DELETE)["visible_to_user_ids"] == [ASKER]


def test_four_different_questions_are_offered(http_bot):
    """Twins are one of them, and do not leave fewer."""
    http_bot.mention(ASK_SOMETHING_OPEN)
    [reply] = http_bot.said
    values = [element["value"] for element in elements(reply.blocks) if element["action_id"].startswith(ids.CHOOSE)]
    assert len(values) == 4
    assert SEVEN_CS.id in values
    assert SEVEN_CS_TWIN.id not in values


def test_none_of_these_leads_to_the_search(bot):
    bot.mention(ASK_SOMETHING_OPEN)
    [reply] = bot.said
    press(bot, reply, ids.NONE_OF_THESE)
    assert bot.said == [reply]
    assert offered(reply) == {ids.SEARCH}


def test_another_source_swaps_the_answer_in_place_and_back(bot):
    """The message after the way back is the message before it."""
    bot.mention(ASK)
    [reply] = bot.said
    before = (reply.text, reply.blocks)
    press(bot, reply, ids.ANOTHER_SOURCE)
    assert SEVEN_CS_TWIN.answer.text in reply.text
    assert "CRM House" in reply.text
    press(bot, reply, ids.ANOTHER_SOURCE)
    assert (reply.text, reply.blocks) == before
    assert bot.said == [reply]


def test_a_shared_answer_stays_a_shared_one_when_it_is_swapped(http_bot):
    http_bot.command(SEVEN_CS.question)
    press(http_bot, http_bot.whispered[0], ids.SHARE)
    [shared] = http_bot.said
    press(http_bot, shared, ids.ANOTHER_SOURCE)
    assert SEVEN_CS_TWIN.answer.text in shared.text
    assert mention(ASKER) in str(shared.blocks)


def test_who_did_not_ask_sees_another_source_for_themselves(http_bot):
    """The answer belongs to who asked: others do not change it under their eyes."""
    http_bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    [shared] = http_bot.said
    before = shared.text
    press(http_bot, shared, ids.ANOTHER_SOURCE, user=OTHER)
    assert shared.text == before
    assert SEVEN_CS_TWIN.answer.text in http_bot.whispered[-1]["text"]
    assert http_bot.whispered[-1]["user"] == OTHER


def test_another_source_of_a_private_answer_replaces_that_answer(http_bot):
    """Through the response URL, which is the only way to change it; nobody else sees a thing."""
    http_bot.command(SEVEN_CS.question)
    press(http_bot, http_bot.whispered[0], ids.ANOTHER_SOURCE)
    swapped = http_bot.whispered[-1]
    assert swapped["replace_original"] is True
    assert "CRM House" in swapped["text"]
    assert find(swapped["blocks"], ids.SHARE)["value"] == SEVEN_CS_TWIN.id
    assert http_bot.said == []


@pytest.mark.parametrize("action_id", [ids.CHOOSE, ids.NONE_OF_THESE])
def test_an_open_question_asked_privately_is_settled_privately(http_bot, action_id):
    http_bot.command(CHOICE)
    press(http_bot, http_bot.whispered[0], action_id)
    assert http_bot.whispered[-1]["replace_original"] is True
    assert http_bot.said == []


def test_what_is_related_follows_in_the_same_thread_once(bot):
    """Two presses, one post."""
    question = bot.mention(ASK)
    [reply] = bot.said
    related = {"type": "button", "action_id": f"{ids.RELATED}:0", "value": ANGRY.id}
    for user in (ASKER, OTHER):
        bot.interact(bot.payloads.press(reply, related, user=user))
    first, second = bot.said
    assert first is reply
    assert second.thread_ts == question.ts
    assert "Apologise" in second.text


def test_what_is_related_can_be_pressed_forth_again_once_it_was_binned(start_bot):
    """Whichever replica hears of it, and however often; as long as it stands it is there once."""
    one, other = start_bot("http"), start_bot("http")
    one.mention(ASK)
    [reply] = one.said
    related = {"type": "button", "action_id": f"{ids.RELATED}:0", "value": ANGRY.id}
    for presser, binner in ((one, other), (other, one), (one, one)):
        for bot in (presser, binner):
            bot.interact(bot.payloads.press(reply, related))
        first, second = one.said
        assert first is reply
        binner.interact(binner.payloads.press(second, find(second.blocks, ids.DELETE)))
        assert one.said == [reply]


def test_feedback_is_kept_and_thanked_for(bot):
    """One opinion a person and message; the last one counts."""
    bot.mention(ASK)
    [reply] = bot.said
    for verdict in ("good", "bad"):
        press(bot, reply, ids.FEEDBACK, user=OTHER, value=f"{verdict}:{SEVEN_CS.id}")
    [opinion] = bot.runtime.replies.opinions(TEAM)
    assert (opinion.person, opinion.entry_id, opinion.good) == (OTHER, SEVEN_CS.id, False)
    assert [thanks["user"] for thanks in bot.whispered] == [OTHER, OTHER]


@pytest.mark.parametrize("value", ["", "good", f"great:{SEVEN_CS.id}", "good:nobody/knows", "good:<!channel>"])
def test_feedback_that_no_button_of_ours_sends_is_dropped(http_bot, value):
    http_bot.mention(ASK)
    press(http_bot, http_bot.said[0], ids.FEEDBACK, value=value)
    assert http_bot.runtime.replies.opinions(TEAM) == ()


def test_the_asker_deletes_the_answer(bot):
    bot.mention(ASK)
    press(bot, bot.said[0], ids.DELETE)
    assert bot.said == []


def test_nobody_else_deletes_it(bot):
    """Even a press that the icon's visibility should have made impossible; the presser is told."""
    bot.mention(ASK)
    press(bot, bot.said[0], ids.DELETE, user=OTHER)
    assert len(bot.said) == 1
    assert "Only the person who asked" in bot.whispered[-1]["text"]


def test_an_answer_that_the_store_does_not_know_cannot_be_deleted(http_bot):
    """Whose it is comes from the store, never from the button."""
    stranger = http_bot.slack.workspace.add(Message("C1", http_bot.slack.workspace.new_ts(), BOT_USER, "old"))
    delete = {"type": "icon_button", "action_id": ids.DELETE, "value": ASKER}
    http_bot.interact(http_bot.payloads.press(stranger, delete))
    assert http_bot.said == [stranger]


@pytest.mark.parametrize("action_id", [ids.CHOOSE, ids.NONE_OF_THESE])
def test_a_message_that_the_store_does_not_know_stays_as_it_is(http_bot, action_id):
    """Whose it is, and who shared it, nobody can say any more: the presser sees the answer for themselves."""
    http_bot.mention(ASK_SOMETHING_OPEN)
    [reply] = http_bot.said
    http_bot.runtime.replies.forget(http_bot.runtime.replies.at(TEAM, "C1", reply.ts))
    before = reply.text
    press(http_bot, reply, action_id, user=OTHER)
    assert reply.text == before
    assert len(http_bot.whispered) == 1
    assert http_bot.runtime.replies.at(TEAM, "C1", reply.ts) is None


@pytest.mark.parametrize("action_id", [ids.CHOOSE, ids.ANOTHER_SOURCE, ids.RELATED, ids.READ], ids=lambda name: name)
@pytest.mark.parametrize("value", ["riseup/gone", "<!channel>", "x" * 2_000])
def test_a_button_whose_entry_is_gone_says_so_to_the_presser_alone(http_bot, action_id, value):
    """Packs change while old messages stay; the message keeps what it shows."""
    http_bot.mention(ASK)
    [reply] = http_bot.said
    before = (reply.text, reply.blocks)
    stale = {"type": "button", "action_id": action_id, "value": value}
    http_bot.interact(http_bot.payloads.press(reply, stale))
    assert http_bot.said == [reply]
    assert (reply.text, reply.blocks) == before
    assert "not in my sources any more" in http_bot.whispered[-1]["text"]


def test_the_whole_of_an_answer_opens_in_a_modal(http_bot):
    """The button that a shortened answer carries."""
    http_bot.mention(ASK)
    http_bot.interact(
        http_bot.payloads.press(http_bot.said[0], {"type": "button", "action_id": ids.READ, "value": SEVEN_CS.id})
    )
    [opened] = http_bot.slack.calls_of("views.open")
    assert opened.params["view"]["callback_id"] == ids.ANSWER_VIEW
    assert "Convenience" in str(opened.params["view"]["blocks"])


def test_the_search_button_of_an_abstention_opens_the_search(http_bot):
    http_bot.mention(f"<@{BOT_USER}> something nobody wrote about")
    press(http_bot, http_bot.said[0], ids.SEARCH)
    [opened] = http_bot.slack.calls_of("views.open")
    assert opened.params["view"]["callback_id"] == ids.SEARCH_VIEW
