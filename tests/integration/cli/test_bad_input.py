"""Whatever comes in, a plain outcome goes out: never a traceback, never a long wait."""

from __future__ import annotations

import json
import os
import random
import string
import time

import pytest

from bot.matching.decision import Abstained, Ambiguous, Answered
from bot.matching.normalize import MAX_CHARACTERS
from bot.render.json_reply import reply_json

STACK_TRACE = """\
Traceback (most recent call last):
  File "/srv/shop/app.py", line 10, in <module>
    main()
  File "/srv/shop/app.py", line 7, in main
    print(answers[key])
KeyError: 'answer'
"""
JAVA_TRACE = """\
Exception in thread "main" java.lang.NullPointerException
\tat com.shop.CustomerService.find(CustomerService.java:42)
\tat com.shop.Main.main(Main.java:7)
"""
SQL = "SELECT name, email FROM customers WHERE country = 'DE' ORDER BY name; DROP TABLE principles; -- "
HTML = "<div class='pillars'><script>alert('hi')</script><a href='https://shop.example'>here</a></div>"
MENTIONS = "<@U012AB3CD> <#C012AB|general> <!here> <!subteam^S1|@support> <https://shop.example|handbook> "


def noise(alphabet, length, seed=0):
    """Words of random letters: every one is unknown, and looked up for repair."""
    dice = random.Random(seed)
    words = ("".join(dice.choices(alphabet, k=length)) for _ in range(MAX_CHARACTERS))
    return " ".join(words)[:MAX_CHARACTERS]


# Sort -> a piece of it; each is repeated to the 4,000 characters that are read.
PIECES = {
    "blank": " \t\n",
    "emoji only": "😀👩‍👩‍👧🇩🇪👍🏽",
    "emoji codes": ":tada::star::wave::skin-tone-3:",
    "punctuation only": "?!.,;:-_()[]{}'\"`*~#",
    "control characters": "\x00\x01\x07\x1b[31m\x7f\x85",
    "bidi characters": "\u202ewhat are\u202c \u2066the 7 cs\u2069\u200f ",
    "lone surrogates": "\ud800\udfff 7 \udc80",
    "combining marks": "w\u0301\u0302\u0303\u0304h\u0305a\u0306t\u0307",
    "signs that unfold": "\ufdfa㎏½Ⅶﬁ",
    "right-to-left text": "ما هي مبادئ خدمة العملاء؟ מהם עקרונות השירות? ",
    "Chinese": "客户服务的七大支柱是什么？",
    "German": "Was sind die sieben Säulen des Kundendienstes, bitte? ",
    "a stack trace": STACK_TRACE,
    "a Java trace": JAVA_TRACE,
    "SQL": SQL,
    "HTML": HTML,
    "open tags": "<a <b <@ <! &lt;",
    "Slack mentions": MENTIONS,
    "addresses": "https://shop.example/7/cs?a=b#c www.shop.example ",
    "JSON": '{"q": ["what", {"are": null}], "n": 7}, ',
    "numerals": "7 VII seven 7th #7 7cs ",
    "roman letters": "IVX",
    "apostrophes": "can't'won't'",
    "questions": "what? why? how? ",
    "full stops": ". a. ",
    "one word without end": "customer",
    "the question, again and again": "What are the 7 pillars of customer service? ",
}
MESSAGES = {sort: (piece * MAX_CHARACTERS)[:MAX_CHARACTERS] for sort, piece in PIECES.items()} | {
    "empty": "",
    "unknown words": noise(string.ascii_lowercase, 7),
    "unknown short words": noise("aeiorstn", 4),
}


def every_sort():
    return pytest.mark.parametrize("message", [pytest.param(text, id=sort) for sort, text in MESSAGES.items()])


@every_sort()
def test_four_thousand_characters_of_anything_are_decided_within_50_ms(answering, message):
    """Of the processor's time, and the best of five, so that a busy machine is not a slow matcher."""
    answering.ask("warm up")
    seconds = []
    for _ in range(5):
        started = time.process_time()
        reply = answering.ask(message)
        seconds.append(time.process_time() - started)
    assert isinstance(reply.decision, (Answered, Ambiguous, Abstained))
    assert min(seconds) < 0.05


def test_words_never_seen_before_are_decided_within_50_ms_too(answering):
    """No memory of earlier messages helps here: each of the five is new."""
    seconds = []
    for seed in range(1, 6):
        message = noise(string.ascii_lowercase, 5, seed)
        started = time.process_time()
        answering.ask(message)
        seconds.append(time.process_time() - started)
    assert min(seconds) < 0.05


@pytest.mark.parametrize(
    "sort",
    [
        "empty",
        "blank",
        "emoji only",
        "emoji codes",
        "punctuation only",
        "control characters",
        "right-to-left text",
        "Chinese",
        "German",
        "a stack trace",
        "a Java trace",
        "SQL",
        "HTML",
        "Slack mentions",
        "addresses",
        "JSON",
        "unknown words",
    ],
)
def test_what_asks_nothing_is_not_answered(answering, sort):
    assert not isinstance(answering.ask(MESSAGES[sort][:500]).decision, Answered)


@pytest.mark.parametrize(
    "message",
    [
        "\u202ewhat are the 7 Cs\u202c",
        "what\u200b are \x07the 7 Cs",
        "\ud800what are the 7 Cs\udfff",
        f"{MENTIONS}what are the 7 Cs",
        "<b>what are the 7 Cs</b>",
        "what are the 7 Cs 😀👍🏽",
    ],
    ids=["bidi", "control", "surrogates", "mentions", "HTML", "emoji"],
)
def test_a_question_is_found_among_the_rubbish(answering, message):
    reply = answering.ask(message)
    assert reply.entry is not None
    assert reply.entry.id == "riseup-principles/seven-cs"


def test_a_message_of_100_kb_is_cut_with_a_reason(answering):
    reply = answering.ask("what are the 7 Cs of service " * 3500)
    assert reply.decision.reason.endswith("Only the first 4,000 characters were read.")


@every_sort()
def test_every_sort_can_be_written_as_json(answering, message):
    json.dumps(reply_json(answering.ask(message)), ensure_ascii=False).encode("utf-8")


@pytest.mark.parametrize("arguments", [["--json"], ["--explain"]], ids=["json", "explain"])
def test_a_batch_of_every_sort_is_answered_line_by_line(run, arguments):
    stdin = b"".join(
        " ".join(message.split()).encode("utf-8", "surrogatepass") + b"\n" for message in MESSAGES.values()
    )
    done = run("ask", *arguments, stdin=stdin)
    assert done.returncode == 0
    assert done.stderr == ""
    if arguments == ["--json"]:
        assert len([json.loads(line) for line in done.stdout.split("\n") if line]) == len(MESSAGES)


@pytest.mark.parametrize(
    "question",
    [STACK_TRACE, os.fsdecode(b"\xff\xfe caf\xe9"), "x " * 50_000, "--", "\x1b[31m", "-7"],
    ids=["a stack trace", "broken bytes", "100 kB", "dashes", "control", "minus seven"],
)
def test_one_question_of_any_sort_has_a_plain_outcome(run, question):
    done = run("ask", "--json", "--", question)
    assert done.returncode in (0, 1)
    assert json.loads(done.stdout)["outcome"] in ("answered", "ambiguous", "abstained")
