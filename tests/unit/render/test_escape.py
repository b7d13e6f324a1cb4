"""What people and packs write is shown, and does nothing else."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.service import Reply
from bot.knowledge.model import Source
from bot.matching.decision import Abstained, Ambiguous, Match
from bot.render.escape import clean, literal, mention, mrkdwn, one_line, person_text, unescape, worded
from bot.render.messages import private_message, reply_message, shared_message
from bot.slack.asking.answer_view import answer_view
from tests.dangers import dangers, pack_dangers
from tests.unit.render.entries import answered, entry, text_entry

HOSTILE = (
    "<!channel> <!here|here> <!everyone> <@U0BOB> <@W0BOB|bob> <#C0GEN|general> <!subteam^S1|@staff> @channel @here "
    "<https://evil.example/x|your bank> https://evil.example/y <mailto:a@b.example|a> *bold* _it_ ~no~ `code` "
    "```block``` &lt;!channel&gt; \u202etxet\u202c \u2066x\u2069 \x00\x07 zero\u200bwidth"
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("what are the <!channel> rules", "what are the @channel rules"),
        ("ask <@U0BOB|bob> or <@U0EVE>", "ask @bob or @someone"),
        ("see <#C0GEN|general> and <#C0OTHER>", "see #general and #channel"),
        ("for <!subteam^S1|@staff>", "for @staff"),
        ("<!date^1392734382^{date}|yesterday>", "yesterday"),
        ("<https://evil.example/x|your bank>", "your bank"),
        ("<https://evil.example/x> http://b.example", "evil.example/x b.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("several\nlines \t of\u2028text", "several lines of text"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("", ""),
    ],
)
def test_a_question_is_shown_as_a_reader_would_write_it(typed: str, shown: str):
    assert person_text(typed) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("R&D <3", "R&amp;D &lt;3"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("*b* _i_ ~s~ `c`", "∗b∗ ˍiˍ ∼s∼ ˋcˋ"),
        ("file_name_1.txt", "file_name_1.txt"),
        ("@here @channel", "@\u2060here @\u2060channel"),
        ("https://a.example", "https:\u2060//a.example"),
    ],
)
def test_mrkdwn_shows_signs_instead_of_obeying_them(written: str, shown: str):
    assert mrkdwn(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("R&D <3 *b*", "R&D <3 *b*"),
        ("<!channel>", "<\u2060!channel>"),
        ("<@U0BOB>", "<\u2060@U0BOB>"),
        ("<https://a.example>", "<\u2060https://a.example>"),
        ("@Here", "@\u2060Here"),
    ],
)
def test_literal_text_keeps_its_signs_and_breaks_slacks_spelling(written: str, shown: str):
    assert literal(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\u202eb\u2066c\u200fd\u061ce", "abcde"),
        ("a\x00b\x1bc\x7fd\x9fe", "abcde"),
        ("half \ud83d pair", "half  pair"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("می‌خواهم 👨‍👩‍👧 naïve 漢字", "می‌خواهم 👨‍👩‍👧 naïve 漢字"),
    ],
)
def test_invisible_and_bidi_characters_go_while_scripts_and_emoji_stay(written: str, shown: str):
    assert clean(written) == shown


@pytest.mark.parametrize("user", ["U0ALICE", "W012A3CDE"])
def test_a_user_id_becomes_a_mention(user: str):
    assert mention(user) == f"<@{user}>"


@pytest.mark.parametrize("user", ["", "!channel", "U1> <!here", "u0alice", "U", "U0ALICE\n"])
def test_nothing_else_becomes_a_mention(user: str):
    assert mention(user) == "someone"


def test_hostile_text_is_harmless_wherever_it_is_shown():
    """As question, entry or source, in text, blocks, buttons and modals."""
    bad = entry(question=HOSTILE, notes=(HOSTILE,), source=Source(HOSTILE, publisher=HOSTILE, cites=HOSTILE))
    worse = text_entry(HOSTILE, name="other", question=HOSTILE, source=Source(HOSTILE, url="https://a.example/?a=1&b"))
    matches = (Match(bad, 0.5, HOSTILE), Match(worse, 0.4, HOSTILE))
    replies = [
        answered(bad, (worse,), (worse,)),
        answered(worse, (bad,), (bad,)),
        Reply(HOSTILE, Ambiguous(matches, HOSTILE)),
        Reply(HOSTILE, Abstained(matches, HOSTILE)),
    ]
    for reply in replies:
        assert pack_dangers(reply_message(reply, asker="U0ALICE").payload()) == []
        assert pack_dangers(private_message(reply).payload()) == []
        assert pack_dangers(shared_message(reply, shared_by="<!channel>").payload()) == []
        assert pack_dangers(answer_view(reply, mode="share")) == []


def test_a_hostile_question_is_shown_back_as_words():
    near = (Match(entry(), 0.5, "x"), Match(entry("two"), 0.4, "x"))
    for reply in (Reply(HOSTILE, Ambiguous(near, HOSTILE)), Reply(HOSTILE, Abstained(near, HOSTILE))):
        assert dangers(reply_message(reply, asker="U0ALICE").payload()) == []
        assert dangers(private_message(reply).payload()) == []
        assert dangers(answer_view(reply, mode="share")) == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("R&D <3 <!channel>", "R&amp;D &lt;3 &lt;!channel&gt;"),
        ("*b* _i_ ~s~", "`*b*` `_i_` `~s~`"),
        ("5 * 3 * 2, 5*3*2, file_name_1.txt, ~7, *", "5 * 3 * 2, 5*3*2, file_name_1.txt, ~7, *"),
        ("> 3 items\n>> more", "`&gt;` 3 items\n`&gt;&gt;` more"),
        ("@here https://a.example", "@here https://a.example"),
        ("a `tick` *b*", "a `tick` `*b*`"),
    ],
)
def test_a_packs_signs_stay_what_they_are(written: str, shown: str):
    """No look-alikes and nothing invisible: what is spoken and copied is what was written."""
    assert worded(written) == shown


@given(st.text(st.sampled_from("<>!@#|*_~`&: \nahttpscelnr/\u202e\u2060\u200d")))
def test_no_text_slips_through(text: str):
    assert dangers({"text": mrkdwn(text), "type": "mrkdwn"}) == []
    assert dangers({"text": literal(text)}) == []
    assert dangers({"text": mrkdwn(person_text(text)), "type": "mrkdwn"}) == []


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("1 &lt; 2 &amp; 3 &gt; 2", "1 < 2 & 3 > 2"),
        ("&amp;lt;", "&lt;"),
        ("&pound;5", "&pound;5"),
        ("&#" + "9" * 5_000 + ";", "&#" + "9" * 5_000 + ";"),
        ("", ""),
    ],
)
def test_what_slack_escapes_is_undone_once(sent, typed):
    assert unescape(sent) == typed


LONGEST = 40_000  # characters: Slack's limit for a message
PIECES = "a. a+ a: a:// <a: <a:| <@ <!a^ <#|| &# &amp; &l _ _a ` @ @here mailto: :// // | > < é \u0301 \u202e \t".split(
    " "
)


@pytest.mark.parametrize("read", [clean, one_line, literal, mrkdwn, person_text, unescape])
@pytest.mark.parametrize("piece", [*PIECES, " ", "\n", "\r", "\u200b"])
def test_the_time_to_read_a_message_grows_as_the_message_does(read, piece):
    """Four times the text takes about four times as long, not sixteen: one message holds up nobody."""

    def seconds(length):
        text = ("x" + piece * length)[: length - 1] + "x"
        return min(_seconds(read, text) for _ in range(5))

    half_a_millisecond = 0.0005  # below it a clock tells nothing
    assert seconds(LONGEST) < 9 * max(seconds(LONGEST // 4), half_a_millisecond)


def _seconds(read, text):
    begun = process_time()
    read(text)
    return process_time() - begun
