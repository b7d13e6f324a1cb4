"""Every place where people ask gets its answer there."""

import pytest

from bot.render import ids
from tests.integration.slack.knowledge import ANGRY, SEVEN_CS
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, TEAM, elements, find

ASK = SEVEN_CS.question

# Who are we, and in Socket Mode the way in.
AT_START = ("auth.test", "apps.connections.open")


@pytest.mark.parametrize(
    "text",
    [
        f"<@{BOT_USER}> {ASK}",
        f"{ASK} <@{BOT_USER}>",
        f"hey <@{BOT_USER}>, {ASK} please",
        f"<@{BOT_USER}|principles>: {ASK}",
    ],
)
def test_a_mention_is_answered_in_its_thread(http_bot, text):
    """Wherever in the sentence the bot is named."""
    question = http_bot.mention(text)
    [reply] = http_bot.said
    assert reply.thread_ts == question.ts
    assert "Customer" in reply.text
    assert "Riseup Labs" in reply.text


def test_a_mention_is_answered_in_both_modes(bot):
    bot.mention(f"<@{BOT_USER}> {ASK}")
    assert len(bot.said) == 1


def test_a_mention_inside_a_thread_is_answered_in_that_thread(http_bot):
    root = http_bot.payloads.say("a thread begins")
    http_bot.mention(f"<@{BOT_USER}> {ASK}", thread_ts=root.ts)
    assert [reply.thread_ts for reply in http_bot.said] == [root.ts]


def test_a_bare_mention_gets_help(http_bot):
    http_bot.mention(f"<@{BOT_USER}> ")
    assert "/principle" in http_bot.said[0].text


def test_a_direct_message_is_answered_in_its_thread_by_one_call(bot):
    """Nothing comes before the answer: a courtesy that Slack is slow to take would hold it up."""
    question = bot.dm(ASK)
    assert [reply.thread_ts for reply in bot.said] == [question.ts]
    assert [call.method for call in bot.slack.calls if call.method not in AT_START] == ["chat.postMessage"]


def test_a_direct_message_is_answered_without_the_assistant_scope(http_bot):
    """As on a free plan."""
    http_bot.slack.workspace.scopes -= {"assistant:write", "chat:write.public"}
    http_bot.dm(ASK)
    assert len(http_bot.said) == 1


def test_opening_the_message_tab_sets_four_prompts(bot):
    """Without thread_ts, with which Slack would drop the call silently."""
    bot.event(bot.payloads.home_opened("messages"))
    [call] = bot.slack.calls_of("assistant.threads.setSuggestedPrompts")
    assert 1 <= len(call.params["prompts"]) <= 4
    assert all(prompt["title"] and prompt["message"] for prompt in call.params["prompts"])
    assert "thread_ts" not in call.params


def test_a_slash_command_is_answered_to_the_asker_alone(bot):
    """Acknowledged at once with nothing, answered through the response URL."""
    ack = bot.command(ASK)
    assert ack.status == 200
    assert not ack.body
    [answer] = bot.whispered
    assert (answer["user"], answer["response_type"]) == (ASKER, "ephemeral")
    assert "Customer" in answer["text"]
    assert find(answer["blocks"], ids.SHARE)
    assert find(answer["blocks"], ids.SEARCH)
    assert bot.said == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "/principle"),
        ("help", "/principle"),
        ("HELP ", "/principle"),
        ("topics", "Frameworks"),
        ("topics Long lists", "Which words of service are there?"),
        ("topic: long-lists", "Which words of service are there?"),
        ("topics of yesterday", "Topics:"),
        ("random", "Source:"),
        ("nothing known about this", "no answer"),
        ("principles", "Did you mean"),
    ],
)
def test_the_words_of_the_slash_command(http_bot, text, shown):
    http_bot.command(text)
    [answer] = http_bot.whispered
    assert shown in answer["text"]


def test_the_slash_command_opens_the_search(http_bot):
    http_bot.command("search")
    [opened] = http_bot.slack.calls_of("views.open")
    assert opened.params["view"]["callback_id"] == ids.SEARCH_VIEW


def test_a_slash_command_works_where_the_bot_is_no_member(http_bot):
    """In a private channel the response URL is all that there is."""
    del http_bot.slack.workspace.channels["C1"]
    http_bot.command(ASK)
    assert len(http_bot.whispered) == 1


def test_a_shared_answer_names_who_shared_it(bot):
    bot.command(ASK)
    bot.interact(bot.payloads.press(bot.whispered[0], find(bot.whispered[0]["blocks"], ids.SHARE)))
    [shared] = bot.said
    assert (shared.channel, shared.thread_ts) == ("C1", None)
    assert f"<@{ASKER}>" in str(shared.blocks)
    assert "Customer" in shared.text
    assert "Shared" in bot.whispered[-1]["text"]


def test_a_double_click_shares_once(http_bot):
    """The same button of the same answer, pressed twice."""
    http_bot.command(ASK)
    answer = http_bot.whispered[0]
    for _ in range(2):
        http_bot.interact(http_bot.payloads.press(answer, find(answer["blocks"], ids.SHARE)))
    assert len(http_bot.said) == 1


def test_sharing_where_the_bot_is_no_member_goes_through_the_response_url(http_bot):
    http_bot.command(ASK)
    del http_bot.slack.workspace.channels["C1"]
    answer = http_bot.whispered[0]
    http_bot.interact(http_bot.payloads.press(answer, find(answer["blocks"], ids.SHARE)))
    [shared] = http_bot.said
    assert f"<@{ASKER}>" in str(shared.blocks)


def test_find_an_answer_opens_a_modal_that_replies_in_the_thread(bot):
    """The shortcut on somebody's message; the reply goes under that message, in the presser's name."""
    message = bot.payloads.say(ASK, user=OTHER)
    bot.interact(bot.payloads.message_shortcut(message, ids.FIND_ANSWER))
    [view] = bot.slack.workspace.views.values()
    assert "Customer" in str(view.content["blocks"])
    assert view.content["submit"]["text"] == "Reply in thread"
    bot.interact(bot.payloads.submit(view))
    [reply] = bot.said
    assert (reply.channel, reply.thread_ts) == ("C1", message.ts)
    assert f"<@{ASKER}>" in str(reply.blocks)


def test_find_an_answer_reads_the_attachments_of_a_message_without_text(http_bot):
    message = http_bot.payloads.say("")
    payload = http_bot.payloads.message_shortcut(message, ids.FIND_ANSWER)
    payload["message"]["attachments"] = [{"fallback": ASK}]
    http_bot.interact(payload)
    [view] = http_bot.slack.workspace.views.values()
    assert "Customer" in str(view.content["blocks"])


def test_the_search_finds_while_typing_then_answers_then_shares(bot):
    """The global shortcut, the typeahead, the picked answer, "Share to"."""
    bot.interact(bot.payloads.global_shortcut(ids.SEARCH_PRINCIPLES))
    [view] = bot.slack.workspace.views.values()
    found = bot.interact(bot.payloads.typing(view, "angry", action_id=ids.PICK))
    [group] = found.body["option_groups"]
    [option] = group["options"]
    assert option["value"] == ANGRY.id
    select = find(view.content["blocks"], ids.PICK)
    bot.interact(bot.payloads.press_in_view(view, select, selected_option=option))
    assert "Apologise" in str(view.content["blocks"])
    target = {ids.SHARE_BLOCK: {ids.SHARE_TARGET: {"selected_conversation": "C1"}}}
    bot.interact(bot.payloads.submit(view, target))
    [shared] = bot.said
    assert shared.channel == "C1"
    assert f"<@{ASKER}>" in str(shared.blocks)


def test_a_search_without_a_hit_offers_nothing(http_bot):
    http_bot.interact(http_bot.payloads.global_shortcut(ids.SEARCH_PRINCIPLES))
    [view] = http_bot.slack.workspace.views.values()
    found = http_bot.interact(http_bot.payloads.typing(view, "zzz", action_id=ids.PICK))
    assert found.status == 200
    assert not found.body.get("option_groups")
    assert not found.body.get("options")


def test_sharing_to_a_conversation_that_is_closed_to_the_bot_uses_slacks_address(http_bot):
    """The person is a member there, the bot is not."""
    http_bot.interact(http_bot.payloads.global_shortcut(ids.SEARCH_PRINCIPLES))
    [view] = http_bot.slack.workspace.views.values()
    select = find(view.content["blocks"], ids.PICK)
    http_bot.interact(http_bot.payloads.press_in_view(view, select, selected_option={"value": ANGRY.id}))
    target = {ids.SHARE_BLOCK: {ids.SHARE_TARGET: {"selected_conversation": "C9"}}}
    url = http_bot.slack.response_urls.issue("C9", ASKER)
    urls = [{"response_url": url, "channel_id": "C9", "block_id": ids.SHARE_BLOCK}]
    http_bot.interact(http_bot.payloads.submit(view, target, response_urls=urls))
    assert [message.channel for message in http_bot.said] == ["C9"]


def test_the_app_home_offers_search_prompts_and_topics(bot):
    bot.event(bot.payloads.home_opened("home"))
    home = bot.slack.workspace.homes[ASKER]
    offered = {element["action_id"].split(":")[0] for element in elements(home.content["blocks"])}
    assert {ids.SEARCH, ids.ASK_PROMPT, ids.BROWSE_TOPIC} <= offered


def test_a_topic_is_browsed_in_the_home_and_an_entry_read_in_a_modal(http_bot):
    http_bot.event(http_bot.payloads.home_opened("home"))
    home = http_bot.slack.workspace.homes[ASKER]
    topics = find(home.content["blocks"], ids.BROWSE_TOPIC)
    http_bot.interact(http_bot.payloads.press_in_view(home, topics, selected_option=topics["options"][0]))
    topic_page = http_bot.slack.workspace.homes[ASKER]
    assert find(topic_page.content["blocks"], f"{ids.BROWSE_TOPIC}:all")
    read = find(topic_page.content["blocks"], ids.READ)
    http_bot.interact(http_bot.payloads.press_in_view(topic_page, read))
    [opened] = http_bot.slack.calls_of("views.open")
    assert opened.params["view"]["callback_id"] == ids.SHARE_VIEW


def test_a_prompt_of_the_home_opens_its_answer(http_bot):
    http_bot.event(http_bot.payloads.home_opened("home"))
    home = http_bot.slack.workspace.homes[ASKER]
    prompt = find(home.content["blocks"], ids.ASK_PROMPT)
    http_bot.interact(http_bot.payloads.press_in_view(home, prompt))
    assert len(http_bot.slack.calls_of("views.open")) == 1


def test_the_home_search_button_opens_the_search(http_bot):
    http_bot.event(http_bot.payloads.home_opened("home"))
    home = http_bot.slack.workspace.homes[ASKER]
    http_bot.interact(http_bot.payloads.press_in_view(home, find(home.content["blocks"], ids.SEARCH)))
    [opened] = http_bot.slack.calls_of("views.open")
    assert opened.params["view"]["callback_id"] == ids.SEARCH_VIEW


def test_the_topics_of_the_slash_command_are_paged_in_place(http_bot):
    http_bot.command("topics")
    shown = http_bot.whispered[0]
    http_bot.interact(http_bot.payloads.press(shown, find(shown["blocks"], ids.BROWSE_TOPIC)))
    assert http_bot.whispered[-1]["replace_original"] is True
    assert find(http_bot.whispered[-1]["blocks"], ids.READ)


def test_every_call_names_the_workspace_the_stand_in_knows(http_bot):
    """The claims and replies are kept under the team of the payload."""
    question = http_bot.mention(f"<@{BOT_USER}> {ASK}")
    [reply] = http_bot.said
    assert http_bot.runtime.replies.at(TEAM, "C1", reply.ts).question_ts == question.ts
