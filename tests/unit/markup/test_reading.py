"""What an author marks up is what the tree holds; what is no markup stays words."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings

from bot.markup import passages, plain_text, read, read_plain
from bot.markup.characters import DROPPED, KEPT_FORMAT
from bot.markup.commonmark import parser
from bot.markup.inlines import inlines_of
from bot.markup.reading import ONLY_WORDS
from tests.unit.markup.marked import WORST, markdown, short


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Two lines\nof one address", ["Two lines\nof one address"]),
        ("Hard  \nbreak\\\nand <br>another<BR/>", ["Hard\nbreak\nand \nanother"]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("**b** *i* ~~s~~ `c` ***bi***", ["*b* _i_ ~s~ `c` *_bi_*"]),
        ("Run:\n\n    till stop\n      till start", ["Run:", ("code", "till stop\n  till start")]),
        ("```sh\nls | *x*\n\n  y\n```", [("code", "ls | *x*\n\n  y")]),
        ("# Returns\nThirty days\n===", [("h1", "Returns"), ("h1", "Thirty days")]),
        ("> said\n> > and *again*", [("quote", "said", ("quote", "and _again_"))]),
        ("- a\n- b\n  1. c\n  2. d", [("-", "a", ["b", (1, "c", "d")])]),
        ("1. a\n2. b\n\nA note.\n\n3. c", [(1, "a", "b"), "A note.", (3, "c")]),
        ("a\n\n---\n\nb", ["a", "---", "b"]),
        ("|Size|Bar|\n|:-:|--:|\n|25|**6.5**|", [("table", "cr", ["Size", "Bar"], ["25", "*6.5*"])]),
        ("![the map](https://a.example/map.png)", ["<picture the map https://a.example/map.png>"]),
        ("![](https://a.example/opening_hours.png)", ["<picture opening hours https://a.example/opening_hours.png>"]),
        ("![](https://a.example)", ["<picture picture https://a.example>"]),
        ("[![logo](https://a.example/l.png)](https://a.example)", ["<logo https://a.example>"]),
        ("50 &pound; &amp; &lt;more&gt; &copy", ["50 £ & <more> &copy"]),
        ("ask <b>the manager</b> <!-- or not -->", ["ask <b>the manager</b> <!-- or not -->"]),
        (r"\*no\* 5 * 3 * 2", ["*no* 5 * 3 * 2"]),
        ("**open ~~also `open", ["**open ~~also `open"]),
        ("```\nnever closed", [("code", "never closed")]),
        ("[note]: https://a.example", ["[note]: https://a.example"]),
        ("\u200b \u202e", []),
        ("", []),
    ],
)
def test_markdown_becomes_a_tree(source, shown):
    assert short(read(source)) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[guide](https://a.example/g)", "<guide https://a.example/g>"),
        ("<https://a.example/g?a=1&b=2>", "<https://a.example/g?a=1&b=2 https://a.example/g?a=1&b=2>"),
        ("See https://a.example/_a_b_c_ now.", "See <https://a.example/_a_b_c https://a.example/_a_b_c>_ now."),
        ("(https://a.example/a_(b))", "(<https://a.example/a_(b) https://a.example/a_(b)>)"),
        ("*https://a.example*", "<_https://a.example_ https://a.example>"),
        ("[a [b] *c*](https://a.example)", "<a [b]  https://a.example><_c_ https://a.example>"),
        ("[a b](<https://a.example/a b>)", "<a b https://a.example/a%20b>"),
        ("[](https://a.example)", "<https://a.example https://a.example>"),
        ("<https://a.example/x|the form>", "<<https://a.example/x https://a.example/x>|the form>"),
        (
            "first_last@a.example, www.a.example!",
            "<first_last@a.example mailto:first_last@a.example>, <www.a.example http://www.a.example>!",
        ),
        ("[ring](tel:+44-20-555) [mail](mailto:a@b.example)", "<ring tel:+44-20-555> <mail mailto:a@b.example>"),
        ("[x](javascript:alert) [y](data:a,b) [z](/rel)", "[x](javascript:alert) [y](data:a,b) [z](/rel)"),
        ("[x](https://) http:// https://a.example:port", "[x](https://) http:// https://a.example:port"),
        ("<!channel> <@U1> <#C1|x> `<!here>`", "<!channel> <@U1> <#C1|x> `<!here>`"),
        ("`https://a.example`", "`https://a.example`"),
    ],
)
def test_only_whole_addresses_of_four_schemes_are_links(source, shown):
    assert short(read(source)) == [shown]


def test_plain_text_keeps_every_sign_and_space():
    text = "*A*\n  [b](https://a.example)\n\n\n- 1. c"
    assert short(read_plain(text)) == ["*A*\n  [b](https://a.example)", "- 1. c"]


def test_lists_deeper_than_slack_shows_stay_in_the_text():
    deep = "".join("  " * n + f"- level {n}\n" for n in range(200))
    lines = plain_text(read(deep)).split("\n")
    assert lines[8].strip() == "• level 8"
    assert lines[9].strip() == "- level 9"
    assert [line.split()[-1] for line in lines] == [str(n) for n in range(200)]


@pytest.mark.thorough
@pytest.mark.parametrize("name", WORST)
def test_the_worst_text_is_read_in_time(name):
    """A fair parser takes a fraction of a second; a quadratic one would take minutes."""
    begin = time.process_time()
    assert read(WORST[name])
    assert time.process_time() - begin < 5


@pytest.mark.thorough
@settings(max_examples=300)
@given(markdown())
def test_any_markdown_has_a_tree_of_clean_words(source):
    words = "".join(passages(read(source)))
    assert not [c for c in words if unicodedata.category(c) in DROPPED - {"Cc"} and c not in KEPT_FORMAT]
    assert not [c for c in words if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert bool(words.strip()) == bool(read(source))
    if any(c.isascii() and c.isalnum() for c in source):
        assert words.strip()


@pytest.mark.thorough
@settings(max_examples=300)
@given(markdown())
def test_what_is_taken_for_plain_words_has_no_markup(source):
    """The short cut that spares the parser gives the parser's answer."""
    for line in filter(ONLY_WORDS.fullmatch, [*source.split("\n"), "Words, (more) of 'them': 50 %."]):
        tokens = parser().parse(line)
        assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
        assert short(read(line)) == [inlines_of(tokens[1].children or [])[0].text]
