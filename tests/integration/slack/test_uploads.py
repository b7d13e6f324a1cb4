"""A teacher sends a document or a pack in a direct message; it is read, shown, and in force once accepted."""

from contextlib import ExitStack

import pytest
from click.testing import CliRunner

from bot.cli import app as cli
from bot.learning.documents import MOST_BYTES
from bot.render import ids
from bot.store.documents import Documents
from tests.dangers import pack_dangers
from tests.integration.slack.knowledge import SHOP_QUESTION
from tests.integration.slack.teaching import School, press_in, says, teach, until
from tests.slack_stand_in import ASKER, BOT_TOKEN, BOT_USER, OTHER, TEAM, AnswerLost, Refuse, find

HANDBOOK = b"""\
# Handbook

## Where is the bike shed?

Behind the **house**, left of the gate.

## How do I open the gate?

1. Push the button.
2. Wait for the light.

## When is lunch?

At noon.

## Who has the key?

Dana.
"""
SHED, GATE = "Where is the bike shed?", "How do I open the gate?"
PACK = b"""\
pack: yard
source: {title: The yard}
entries:
  - {id: gate, question: How do I open the gate?, answer: With the key.}
"""


@pytest.fixture
def school(slack, tmp_path, sqlite_url):
    with ExitStack() as stack:
        slack.workspace.admins.add(ASKER)
        yield School(slack, tmp_path, sqlite_url, stack)


@pytest.fixture
def bot(school):
    return school.start()


def send(bot, name="handbook.md", content=HANDBOOK, *, text="", user=ASKER, **more):
    """Somebody sends a file in a direct message; what the bot says in that thread."""
    before = len(bot.said)
    file = bot.payloads.give(name, content, user=user, **more)
    message = bot.payloads.say(text, channel="D1", user=user)
    bot.event(bot.payloads.upload(message, file))
    return bot.said[before:]


def press(bot, message, action_id, *, user=ASKER):
    bot.interact(bot.payloads.press(message, find(message.blocks, action_id), user=user))


def asked(bot, question):
    bot.mention(f"<@{BOT_USER}> {question}")
    return bot.said[-1].text


def test_a_document_is_shown_with_its_first_questions_answered_and_not_yet_in_force(bot):
    [offer] = send(bot)
    assert "I found 4 questions in “handbook.md”" in offer.text
    shown = str(offer.blocks)
    assert all(words in shown for words in (SHED, "Behind the", GATE, "Push the button", "At noon"))
    assert "Dana" not in shown
    assert "left of the gate" not in asked(bot, SHED)


def test_what_was_left_out_of_a_document_is_told_with_its_lines(bot):
    [offer] = send(bot, content=HANDBOOK.replace(b"# Handbook", b"# Handbook\n\nFor <!channel> & all."))
    told = "Left out 1 passage that belongs to no question: "
    assert told in offer.text
    assert told in str(offer.blocks)
    assert "(line 3)" in offer.text
    assert "<!channel>" not in offer.text


def test_accepted_it_serves_that_workspace_in_every_replica(school, bot):
    other = school.start()
    [offer] = send(bot)
    press(bot, offer, ids.DOCUMENT_ACCEPT)
    assert "in force here now, with 4 questions" in offer.text
    assert "left of the gate" in asked(bot, SHED)
    until(lambda: len(other.runtime.library.of(TEAM).knowledge.entries) == 5)
    assert "left of the gate" in asked(other, "where's the bike shed")
    assert len(other.runtime.library.of("T2").knowledge.entries) == 1


def test_a_document_that_is_thrown_away_is_not_used(bot):
    [offer] = send(bot)
    press(bot, offer, ids.DOCUMENT_DISCARD)
    assert "thrown" in offer.text
    assert Documents(bot.runtime.database).of(TEAM) == ()


def test_a_pack_is_read_as_it_is(bot):
    [offer] = send(bot, "yard.yaml", PACK)
    press(bot, offer, ids.DOCUMENT_ACCEPT)
    assert "With the key." in asked(bot, GATE)
    assert "The yard" in bot.said[-1].text


def test_a_pack_with_faults_is_refused_with_its_lines(bot):
    [said] = send(bot, "yard.yaml", PACK.replace(b"answer:", b"anwser:"))
    assert "yard.yaml:4" in said.text
    assert Documents(bot.runtime.database).get(TEAM, 1) is None


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.md", b"  ", "empty"),
        ("photo.txt", b"\x89PNG\r\n", "picture"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .docx"),
        ("packed.docx", b"PK\x03\x04nothing", ""),
        ("letter.txt", b"Dear all, nothing is asked here.", "no question"),
        ("large.md", b"x" * (MOST_BYTES + 1), "5.0 MB"),
        ("many.md", b"".join(b"## Is %d odd?\n\nSee for yourself.\n\n" % n for n in range(2_001)), "2,000"),
        ("<!channel> *x*.md", b"", "empty"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(bot, name, content, why):
    [said] = send(bot, name, content)
    assert "I cannot use" in said.text
    assert why in said.text
    assert pack_dangers({"text": said.text, "blocks": said.blocks}) == []
    assert Documents(bot.runtime.database).get(TEAM, 1) is None


def test_a_document_that_is_an_attack_is_shown_as_words(bot):
    link = b"[https://bank.example](https://evil.example)"
    attack = b"## What is <!channel> <@U0OTHER>?\n\n<!here> " + link + b" <script>x</script>\n"
    [offer] = send(bot, content=attack)
    assert pack_dangers({"text": offer.text, "blocks": offer.blocks}) == []
    assert "'text': 'https://evil.example'" in str(offer.blocks)


def test_without_the_scope_it_says_so(bot):
    bot.slack.workspace.scopes.remove("files:read")
    [said] = send(bot)
    assert "files:read" in said.text


def test_the_token_goes_to_slack_alone_and_along_no_redirect(bot):
    for elsewhere in ("https://evil.example/files/handbook.md", "http://127.0.0.1:9/x", "file:///etc/passwd"):
        [said] = send(bot, f"{len(elsewhere)}.md", elsewhere=elsewhere)
        assert "does not lie in Slack" in said.text
    assert bot.slack.calls_of("files-pri") == []


def test_a_file_behind_a_redirect_is_not_followed(bot, monkeypatch):
    bot.slack.faults.clear()
    monkeypatch.setattr(bot.slack, "file_at", lambda path, token: None)
    [said] = send(bot)
    assert "Slack did not give it to me" in said.text
    assert [call.status for call in bot.slack.calls_of("files-pri")] == [302]


def test_what_slack_does_not_find_is_said(bot):
    bot.slack.faults.add("files.info", Refuse("file_deleted"))
    [said] = send(bot)
    assert "not there any more" in said.text


def test_the_file_is_read_with_the_workspaces_own_token(bot):
    send(bot)
    [call] = bot.slack.calls_of("files-pri")
    assert call.status == 200
    assert bot.slack.file_at(call.params["path"], "xoxb-other") is None
    assert bot.slack.file_at(call.params["path"], BOT_TOKEN) == HANDBOOK


def test_others_send_documents_in_vain_and_their_questions_are_answered(bot):
    [said] = send(bot, user=OTHER)
    assert "Only teachers give me documents" in said.text
    [answer] = send(bot, text=SHOP_QUESTION, user=OTHER)
    assert "Thirty days" in answer.text


def test_a_teacher_who_asks_beside_a_document_gets_both(bot):
    said = send(bot, text=SHOP_QUESTION)
    assert sorted("Thirty days" in one.text for one in said) == [False, True]


def test_who_lost_the_right_meanwhile_decides_nothing(bot):
    [offer] = send(bot)
    press(bot, offer, ids.DOCUMENT_ACCEPT, user=OTHER)
    assert "Only admins" in bot.whispered[-1]["text"]
    assert Documents(bot.runtime.database).of(TEAM) == ()


def test_pictures_are_no_documents(bot):
    [said] = send(bot, "photo.png", b"\x89PNG", mimetype="image/png")
    assert "I cannot use" not in said.text


def test_it_is_listed_taken_back_and_brought_back(bot):
    [offer] = send(bot)
    press(bot, offer, ids.DOCUMENT_ACCEPT)
    bot.event(bot.payloads.home_opened("home"))
    press_in(bot, bot.slack.workspace.homes[ASKER], ids.LESSONS)
    listed = list(bot.slack.workspace.views.values())[-1]
    assert "handbook.md (4 questions)" in says(listed)
    press_in(bot, listed, f"{ids.DOCUMENT_REMOVE}:1")
    assert "left of the gate" not in asked(bot, SHED)
    press_in(bot, listed, f"{ids.DOCUMENT_RESTORE}:1")
    assert "left of the gate" in asked(bot, SHED)


def test_operators_see_what_is_in_force(bot, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", str(bot.runtime.database.engine.url))
    [offer] = send(bot)
    assert "Nothing was taught yet" in CliRunner().invoke(cli, ["learned"]).output
    press(bot, offer, ids.DOCUMENT_ACCEPT)
    assert "handbook.md, 4 questions  [document]" in CliRunner().invoke(cli, ["learned"]).output
    assert CliRunner().invoke(cli, ["learned", "--yaml"]).output == ""


def test_the_same_file_again_takes_the_place_of_the_older_one(bot):
    [offer] = send(bot)
    press(bot, offer, ids.DOCUMENT_ACCEPT)
    [newer] = send(bot, content=HANDBOOK.replace(b"left of", b"right of"))
    assert "takes the place" in newer.text
    press(bot, newer, ids.DOCUMENT_ACCEPT)
    assert "right of the gate" in asked(bot, SHED)
    assert len(Documents(bot.runtime.database).of(TEAM)) == 1


def test_a_lesson_whose_question_a_document_has_is_set_aside(bot):
    teach(bot, SHED, "Nowhere.", user=ASKER)
    [offer] = send(bot)
    assert "1 question of it I know already" in offer.text
    press(bot, offer, ids.DOCUMENT_ACCEPT)
    assert "left of the gate" in asked(bot, SHED)
    bot.event(bot.payloads.home_opened("home"))
    assert "One of them is set aside" in says(bot.slack.workspace.homes[ASKER])


def test_an_offer_whose_answer_is_lost_is_posted_once(bot):
    bot.slack.faults.add("chat.postMessage", AnswerLost())
    assert len(send(bot)) == 1


def test_several_files_are_each_offered(bot):
    files = [
        bot.payloads.give(name, content) for name, content in (("a.md", HANDBOOK), ("b.yaml", PACK), ("c.md", b""))
    ]
    bot.event(bot.payloads.upload(bot.payloads.say("", channel="D1"), *files))
    assert len(bot.said) == 3
    assert [("I cannot use" in one.text) for one in bot.said] == [False, False, True]
