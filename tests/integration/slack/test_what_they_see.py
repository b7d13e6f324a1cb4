"""What a reply shows, and what its buttons do."""

import pytest

from bot.render import actions
from tests.integration.slack.knowledge import ANGRY, CHOICE, SEVEN_CS, SEVEN_CS_TWIN
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, elements, find

ASK = f"<@{BOT_USER}> {SEVEN_CS.question}"


def action_ids(blocks) -> list[str]:
    return [element["action_id"].split(":")[0] for element in elements(blocks)]


def test_an_answer_shows_its_list_its_source_and_its_buttons(bot):
    bot.mention(ASK)
    [reply] = bot.said
    shown = str(reply.blocks)
    for expected in ("Customer", "Cost", "Convenience", "Seven principles", "Riseup Labs", "108-110"):
        assert expected in shown
        assert expected in reply.text
    offered = action_ids(reply.blocks)
    assert {actions.ANOTHER_SOURCE, actions.FEEDBACK, actions.DELETE} <= set(offered)
    assert offered.count(actions.RELATED) <= 3


def test_another_source_swaps_the_message_in_place_and_back(bot):
    bot.mention(ASK)
    [reply] = bot.said
    bot.interact(bot.payloads.press(reply, find(reply.blocks, actions.ANOTHER_SOURCE), user=OTHER))
    assert [message.ts for message in bot.said] == [reply.ts]
    assert "CRM House" in reply.text
    assert bot.runtime.replies.at("T0TEAM", "C1", reply.ts).entry_id == SEVEN_CS_TWIN.id
    bot.interact(bot.payloads.press(reply, find(reply.blocks, actions.ANOTHER_SOURCE), user=OTHER))
    assert "Riseup Labs" in reply.text


def test_another_source_swaps_a_private_answer_and_a_modal_too(http_bot):
    http_bot.command(SEVEN_CS.question)
    private = http_bot.whispered[0]
    http_bot.interact(http_bot.payloads.press(private, find(private["blocks"], actions.ANOTHER_SOURCE)))
    assert http_bot.whispered[-1]["replace_original"] is True
    assert "CRM House" in http_bot.whispered[-1]["text"]
    message = http_bot.payloads.say(SEVEN_CS.question)
    http_bot.interact(http_bot.payloads.message_shortcut(message, actions.FIND_ANSWER))
    [view] = http_bot.slack.workspace.views.values()
    http_bot.interact(http_bot.payloads.press_in_view(view, find(view.content["blocks"], actions.ANOTHER_SOURCE)))
    assert "CRM House" in str(view.content["blocks"])
    http_bot.interact(http_bot.payloads.submit(view))
    assert "CRM House" in http_bot.said[-1].text


def test_a_shared_answer_stays_a_shared_one_when_its_source_is_swapped(http_bot):
    http_bot.command(SEVEN_CS.question)
    private = http_bot.whispered[0]
    http_bot.interact(http_bot.payloads.press(private, find(private["blocks"], actions.SHARE)))
    [shared] = http_bot.said
    http_bot.interact(http_bot.payloads.press(shared, find(shared.blocks, actions.ANOTHER_SOURCE)))
    assert f"<@{ASKER}>" in str(shared.blocks)
    assert "CRM House" in shared.text


def test_a_choice_replaces_the_question_of_which_was_meant(bot):
    """Did you mean: at most four, and none of these; the choice takes the message's place."""
    bot.mention(f"<@{BOT_USER}> {CHOICE}")
    [reply] = bot.said
    offered = action_ids(reply.blocks)
    assert 2 <= offered.count(actions.CHOOSE) <= 4
    assert actions.NONE_OF_THESE in offered
    choice = next(e for e in elements(reply.blocks) if e.get("value") == ANGRY.id)
    bot.interact(bot.payloads.press(reply, choice))
    assert [message.ts for message in bot.said] == [reply.ts]
    assert "Apologise" in reply.text
    assert reply.edited


@pytest.mark.parametrize("place", ["channel", "command", "modal"])
def test_none_of_these_says_so_and_offers_the_search(http_bot, place):
    """In a channel, in a private answer, in a modal."""
    if place == "channel":
        http_bot.mention(f"<@{BOT_USER}> {CHOICE}")
        [reply] = http_bot.said
        http_bot.interact(http_bot.payloads.press(reply, find(reply.blocks, actions.NONE_OF_THESE)))
        shown = reply.blocks
    elif place == "command":
        http_bot.command(CHOICE)
        private = http_bot.whispered[0]
        http_bot.interact(http_bot.payloads.press(private, find(private["blocks"], actions.NONE_OF_THESE)))
        shown = http_bot.whispered[-1]["blocks"]
    else:
        message = http_bot.payloads.say(CHOICE)
        http_bot.interact(http_bot.payloads.message_shortcut(message, actions.FIND_ANSWER))
        [view] = http_bot.slack.workspace.views.values()
        http_bot.interact(http_bot.payloads.press_in_view(view, find(view.content["blocks"], actions.NONE_OF_THESE)))
        shown = view.content["blocks"]
    assert actions.CHOOSE not in action_ids(shown)
    assert {actions.SEARCH, actions.PICK} & set(action_ids(shown))


def test_a_directed_question_is_never_met_with_silence(bot):
    """Nothing known: one line, what is near, the search."""
    bot.mention(f"<@{BOT_USER}> who won the cup")
    [reply] = bot.said
    assert "no answer" in reply.text
    assert {actions.CHOOSE, actions.SEARCH} <= set(action_ids(reply.blocks))


def test_something_related_is_posted_into_the_thread_once(bot):
    """However often and by whomever it is pressed."""
    question = bot.mention(f"<@{BOT_USER}> {ANGRY.question}")
    [reply] = bot.said
    related = find(reply.blocks, actions.RELATED)
    for user in (ASKER, OTHER):
        bot.interact(bot.payloads.press(reply, related, user=user))
    assert [message.thread_ts for message in bot.said] == [question.ts] * 2


def test_the_search_button_of_a_message_opens_the_search(bot):
    bot.mention(f"<@{BOT_USER}> who won the cup")
    [reply] = bot.said
    bot.interact(bot.payloads.press(reply, find(reply.blocks, actions.SEARCH)))
    [opened] = bot.slack.calls_of("views.open")
    assert opened.params["view"]["callback_id"] == actions.SEARCH_VIEW


@pytest.mark.parametrize(("value", "good"), [("good", True), ("bad", False)])
def test_feedback_is_kept_and_thanked_for(http_bot, value, good):
    http_bot.mention(ASK)
    [reply] = http_bot.said
    button = find(reply.blocks, actions.FEEDBACK)
    http_bot.interact(http_bot.payloads.press(reply, button, user=OTHER, value=f"{value}:{SEVEN_CS.id}"))
    [opinion] = http_bot.runtime.replies.opinions("T0TEAM")
    assert (opinion.person, opinion.entry_id, opinion.good) == (OTHER, SEVEN_CS.id, good)
    assert http_bot.whispered[-1]["user"] == OTHER


def test_only_the_asker_may_delete_a_reply(bot):
    """Somebody else is told so; the asker's press deletes it."""
    bot.mention(ASK)
    [reply] = bot.said
    button = find(reply.blocks, actions.DELETE)
    bot.interact(bot.payloads.press(reply, button, user=OTHER))
    assert bot.said == [reply]
    assert "Only the person who asked" in bot.whispered[-1]["text"]
    bot.interact(bot.payloads.press(reply, button, user=ASKER))
    assert bot.said == []


@pytest.mark.parametrize("value", ["gone/entry", "", "../../etc/passwd", "x" * 2_000, "<!channel>", "good:"])
@pytest.mark.parametrize("action", [actions.CHOOSE, actions.RELATED, actions.READ, actions.SHARE, actions.FEEDBACK])
def test_a_button_value_that_names_nothing_changes_nothing(http_bot, action, value):
    """Values come back through people's hands."""
    http_bot.mention(ASK)
    [reply] = http_bot.said
    before = reply.text
    press = http_bot.payloads.press(reply, {"type": "button", "action_id": action, "value": value})
    assert http_bot.interact(press).status == 200
    assert [message.text for message in http_bot.said] == [before]
    assert http_bot.runtime.replies.opinions("T0TEAM") == ()


@pytest.mark.parametrize("metadata", ["", "{}", "[]", "nonsense", '{"mode":"thread","channel":"<!here>","entry_id":1}'])
def test_a_modal_with_strange_metadata_posts_nothing(http_bot, metadata):
    message = http_bot.payloads.say(SEVEN_CS.question)
    http_bot.interact(http_bot.payloads.message_shortcut(message, actions.FIND_ANSWER))
    [view] = http_bot.slack.workspace.views.values()
    view.content["private_metadata"] = metadata
    ack = http_bot.interact(http_bot.payloads.submit(view))
    assert ack.body["response_action"] == "update"
    assert http_bot.said == []


def test_sharing_to_nowhere_asks_for_a_conversation(http_bot):
    http_bot.interact(http_bot.payloads.global_shortcut(actions.SEARCH_PRINCIPLES))
    [view] = http_bot.slack.workspace.views.values()
    select = find(view.content["blocks"], actions.PICK)
    http_bot.interact(http_bot.payloads.press_in_view(view, select, selected_option={"value": ANGRY.id}))
    ack = http_bot.interact(http_bot.payloads.submit(view, {}))
    assert ack.body == {"response_action": "errors", "errors": {actions.SHARE_BLOCK: "Choose a conversation."}}
