"""The question of a message is found in every place where Slack puts words, on every way to us."""

import pytest

from bot.render import ids
from bot.slack.asking.unread import UNHEARD
from tests.integration.slack.knowledge import ANGRY, SEVEN_CS
from tests.slack_stand_in import ASKER, BOT_USER, OTHER, Channel, Payloads, shapes

ASK = ANGRY.question

WITH_WORDS = {
    "forwarded": {"attachments": [shapes.forward(ASK)]},
    "forwarded twice": {"attachments": [shapes.forward_of(shapes.forward(ASK))]},
    "in blocks": {"blocks": [shapes.rich_text({"type": "user", "user_id": BOT_USER}, f" {ASK}")]},
    "spoken": shapes.voice_clip(ASK),
    "beside a file": shapes.commented_file(ASK),
    "/me": {"subtype": "me_message", "text": ASK},
}
WITHOUT_WORDS = {
    "a deleted message forwarded": {"attachments": [shapes.forward_of_deleted()]},
    "a file forwarded": {"attachments": [shapes.forward_of_file("letter.pdf")]},
    "a preview of a message": {"attachments": [shapes.message_preview(ASK)]},
    "not yet transcribed": shapes.voice_clip("", status="processing"),
}


@pytest.mark.parametrize("more", WITH_WORDS.values(), ids=WITH_WORDS)
def test_a_direct_message_is_answered_wherever_its_words_stand(http_bot, more):
    message = http_bot.payloads.say("", channel="D1")
    http_bot.event(http_bot.payloads.message(message, **more))
    [reply] = http_bot.said
    assert "Apologise" in reply.text


@pytest.mark.parametrize("more", WITH_WORDS.values(), ids=WITH_WORDS)
def test_a_mention_is_answered_wherever_its_words_stand(http_bot, more):
    message = http_bot.payloads.say(f"<@{BOT_USER}>")
    http_bot.event(http_bot.payloads.mention(message, **{"text": f"<@{BOT_USER}>", **more, **mentioned(more)}))
    [reply] = http_bot.said
    assert "Apologise" in reply.text


def mentioned(more: dict) -> dict:
    """A text that mentions us, whatever else it says."""
    return {"text": f"<@{BOT_USER}> {more.get('text', '')}"}


@pytest.mark.parametrize("comment", ["please", "can you help? :pray:", "from our shop in Leeds", ":eyes:"])
def test_a_comment_beside_a_forward_does_not_hide_it(http_bot, comment):
    message = http_bot.payloads.say(f"<@{BOT_USER}> {comment}")
    http_bot.event(http_bot.payloads.mention(message, attachments=[shapes.forward(ASK)]))
    [reply] = http_bot.said
    assert "Apologise" in reply.text


def test_a_comment_that_asks_is_answered_and_the_forward_is_not(http_bot):
    message = http_bot.payloads.say(f"<@{BOT_USER}> {SEVEN_CS.question}")
    http_bot.event(http_bot.payloads.mention(message, attachments=[shapes.forward(ASK)]))
    [reply] = http_bot.said
    assert "Customer" in reply.text


@pytest.mark.parametrize("more", WITHOUT_WORDS.values(), ids=WITHOUT_WORDS)
def test_who_sends_nothing_that_can_be_read_is_told_so(http_bot, more):
    """Not the help, as for a bare mention: they did ask something."""
    message = http_bot.payloads.say("", channel="D1")
    http_bot.event(http_bot.payloads.message(message, **more))
    [reply] = http_bot.said
    assert "did not find a question" in reply.text
    assert (UNHEARD in reply.text) is ("transcription" in str(more))


MENU = {
    "a form's": shapes.by_bot(text="New ticket 4711", blocks=[shapes.header("New ticket"), shapes.section(ASK)]),
    "a form's fields": shapes.by_bot(blocks=[shapes.section(fields=("*Question*", ASK))]),
    "an attachment's blocks": shapes.by_bot(
        attachments=[{"fallback": "[no preview available]", "blocks": [shapes.section(ASK)]}]
    ),
    "an attachment's fields": shapes.by_bot(attachments=[{"fields": [{"title": "Question", "value": ASK}]}]),
    "a workflow's": shapes.by_workflow(blocks=[shapes.rich_text(ASK)]),
    "a forward": {"attachments": [shapes.forward(ASK)]},
    "a forward with a comment": {"text": "please look", "attachments": [shapes.forward(ASK)]},
    "a recording": shapes.voice_clip(ASK),
}


@pytest.mark.parametrize("more", MENU.values(), ids=MENU)
def test_find_an_answer_reads_any_message(http_bot, more):
    """Also those of other apps, whose words stand in blocks and attachments."""
    message = http_bot.payloads.say("", user=OTHER)
    http_bot.interact(http_bot.payloads.message_shortcut(message, ids.FIND_ANSWER, shown=more))
    [view] = http_bot.slack.workspace.views.values()
    assert "Apologise" in str(view.content["blocks"])


def test_a_recording_is_answered_when_its_words_are_there(http_bot):
    """Slack transcribes it a moment later: the reply that found no question becomes the answer."""
    message = http_bot.payloads.say("", channel="D1")
    waiting, spoken = shapes.voice_clip("", status="processing"), shapes.voice_clip(ASK)
    http_bot.event(http_bot.payloads.message(message, **waiting))
    http_bot.event(http_bot.payloads.transcribed(message, waiting, spoken))
    [reply] = http_bot.said
    assert "Apologise" in reply.text


def test_a_message_that_is_edited_into_a_mention_is_answered(http_bot):
    message = http_bot.payloads.say(ASK)
    http_bot.event(http_bot.payloads.edited_mention(message, f"<@{BOT_USER}> {ASK}"))
    assert len(http_bot.said) == 1


def test_a_mention_that_is_edited_changes_its_reply_where_only_the_mention_is_told(http_bot):
    """Without the optional history scopes Slack sends no `message_changed`."""
    message = http_bot.mention(f"<@{BOT_USER}> {SEVEN_CS.question}")
    http_bot.event(http_bot.payloads.edited_mention(message, f"<@{BOT_USER}> {ASK}"))
    [reply] = http_bot.said
    assert "Apologise" in reply.text


def test_a_person_of_another_workspace_is_answered(http_bot):
    """In a channel shared by Slack Connect the event names their workspace; ours stands in its authorisations."""
    message = http_bot.payloads.say(f"<@{BOT_USER}> {ASK}", user="U0PARTNER")
    payload = http_bot.payloads.mention(message, **shapes.from_other_workspace())
    http_bot.event(payload | {"team_id": "T0PARTNER", "is_ext_shared_channel": True})
    [reply] = http_bot.said
    assert http_bot.runtime.replies.at("T0TEAM", "C1", reply.ts).asker == "U0PARTNER"


def test_a_mention_among_several_people_is_answered(http_bot):
    http_bot.slack.workspace.channels["G1"] = Channel("G1", "mpdm-a--b-1", private=True, group=True)
    message = http_bot.payloads.say(f"<@{BOT_USER}> {ASK}", channel="G1")
    http_bot.event(http_bot.payloads.message(message))
    http_bot.event(http_bot.payloads.mention(message))
    assert [reply.channel for reply in http_bot.said] == ["G1"]


LOG = "2026-11-26 ERROR shop.Cart item missing at line 42 " * 80


LONG = {"after": f"{LOG}{ASK}", "before": f"{ASK}\n{LOG}", "between": f"{LOG}\n{ASK}\n{LOG}"}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_question_beside_a_long_paste_is_answered(http_bot, text):
    http_bot.dm(text)
    [reply] = http_bot.said
    assert "Apologise" in reply.text


def test_who_pastes_a_document_without_a_known_question_is_told_what_was_read(http_bot):
    http_bot.dm(LOG)
    [reply] = http_bot.said
    assert "I read its beginning, its end and what looked like a question" in reply.text


class TestAnOrganisationThatInstalledTheAppForAllItsWorkspaces:
    """Interactions name no team there, but the person's."""

    @pytest.fixture
    def payloads(self, http_bot) -> Payloads:
        return Payloads(http_bot.slack, org_wide=True)

    def test_a_mention_is_answered(self, http_bot, payloads):
        http_bot.event(payloads.mention(payloads.say(f"<@{BOT_USER}> {ASK}")))
        assert len(http_bot.said) == 1

    def test_a_message_is_answered_from_its_menu_and_in_its_thread(self, http_bot, payloads):
        message = payloads.say(ASK, user=OTHER)
        http_bot.interact(payloads.message_shortcut(message, ids.FIND_ANSWER))
        [view] = http_bot.slack.workspace.views.values()
        http_bot.interact(payloads.submit(view))
        [reply] = http_bot.said
        assert http_bot.runtime.replies.at("T0TEAM", "C1", reply.ts).asker == ASKER

    def test_a_command_is_answered(self, http_bot, payloads):
        http_bot.slacks.command(payloads.command(ASK))
        http_bot.settle()
        assert "Apologise" in http_bot.whispered[0]["text"]
