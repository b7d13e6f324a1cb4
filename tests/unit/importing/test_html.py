"""HTML: what a reader of the page sees as its content, as Markdown."""

from __future__ import annotations

import pytest

from bot.importing.blocks import to_markdown
from bot.importing.readers import html
from tests.unit.importing.drafts import answers


def read(page):
    """A piece of HTML as Markdown."""
    return to_markdown(html.fragment(page))


@pytest.mark.parametrize(
    ("page", "made"),
    [
        ("<p>A <b>b</b><i>c</i> <s>d</s> <code>e*f</code> <q>g</q></p>", "A **b***c* ~~d~~ `e*f` “g”"),
        ("<p>one<br>two</p>", "one\\\ntwo"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<p>a<span hidden><svg><text>x</text></svg></span></p>", "a"),
        ("loose <p>one</p> words", "loose\n\none\n\nwords"),
        ("<section><span>a</span><div>b</div></section>", "a\n\nb"),
        ('<ol start="4"><li>a</li><li>b</li></ol>', "4. a\n5. b"),
        ('<ol start="x"><li>a</li></ol>', "1. a"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n\n  - b\n- c"),
        ("<ul><ul><li>b</li></ul><li>c</li></ul>", "- - b\n- c"),
        ("<ul></ul>", ""),
        ("<table><tr><th>a<th>b<tr><td>1<td><p>2</table>", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<table><tr><td><h2>a</h2><td><ul><li>b</li></ul></table>", "**a**\n\n- b"),
        ("<table><tr><td>a</td></tr></table>", "a"),
        ("<table><tr><td><table><tr><td><p>a</p><p>b</p></td></tr></table></td></tr></table>", "a\n\nb"),
        ("<form>x<select><option>y</select></form><p>z</p>", "z"),
        ('<a href="#x">#</a><a name="y">z</a>', "z"),
    ],
)
def test_elements_become_markdown(page, made):
    assert read(page) == made


def test_a_page_without_anything_is_empty():
    assert html.fragment("") == []
    assert html.read("<!-- nothing -->").blocks == []


PAIR = (
    "<h2>When do you open?</h2><p>At nine, as we have for all of these many years.</p><h2>Where are you?</h2><p>Here."
)


@pytest.mark.parametrize(
    "around",
    [
        '<div class="cookie-banner">Take our cookies</div>',
        '<div id="related_pages"><p>Lamps</p></div>',
        '<ul class="share"><li>Mail</li><li>Print</li></ul>',
        "<nav><a href='/'>Home</a></nav>",
        "<footer>Bell Ltd.</footer>",
        "<script>ring()</script>",
    ],
)
def test_what_stands_around_the_answers_goes(around):
    assert answers("faq.html", f"<html><body>{PAIR}{around}</body></html>")["Where are you?"] == "Here."


def test_a_part_with_most_of_the_page_or_a_question_of_its_own_is_no_part_around_it():
    page = f'<html><body><div class="share-page">{PAIR}</div></body></html>'
    assert list(answers("faq.html", page)) == ["When do you open?", "Where are you?"]
    folded = '<div class="search-help"><details><summary>Who?</summary>Kim.</details></div>'
    assert "Who?" in answers("faq.html", f"<html><body>{PAIR}{folded}</body></html>")


@pytest.mark.parametrize(
    "title",
    [
        "<dt>{}</dt>",
        '<div class="faq-question">{}</div>',
        '<button aria-expanded="false" aria-controls="a">{}</button>',
        '<span class="expand-control"><b>{}</b></span>',
    ],
)
def test_titles_of_fold_outs_open_questions_even_where_they_do_not_ask(title):
    page = "".join(f"{title.format(words)}<div>{words}, so.</div>" for words in ("Is it on?", "My bell", "Why?"))
    assert list(answers("faq.html", f"<html><body>{page}</body></html>")) == ["Is it on?", "My bell", "Why?"]


def test_a_declared_question_is_named_by_its_name():
    one = (
        '<div itemscope itemtype="https://schema.org/Question"><span itemprop="name">{}</span>'
        '<div itemtype="https://schema.org/Answer"><span itemprop="name">Kim</span> says {}.</div></div>'
    )
    page = one.format("Returns", "yes") + one.format("Can I pay later?", "no")
    assert answers("faq.html", f"<html><body>{page}</body></html>") == {
        "Returns": "Kim says yes.",
        "Can I pay later?": "Kim says no.",
    }


@pytest.mark.parametrize(
    ("tag", "left"),
    [
        ('<%= link_to "the map", map_path %>', "the map"),
        ("<%= link_to 'the map', map_path %>", "the map"),
        ("<% if bells %>", ""),
        ("<?php echo $x; ?>", ""),
        ("<?= $x ?>", ""),
        ("{% include map %}", ""),
    ],
)
def test_tags_of_page_templates_leave_only_the_words_of_links(tag, left):
    assert read(f"<p>See {tag}.</p>") == f"See {left}."


def test_lines_stay_true_below_a_template_of_several_lines():
    assert [block.line for block in html.fragment("<% a\nb %>\n<p>x</p>", 10)] == [12]


@pytest.mark.parametrize(
    "head",
    [
        '<base href="https://x.example/a/">',
        '<link rel="canonical" href="https://x.example/a/">',
        '<meta property="og:url" content="https://x.example/a/">',
    ],
)
def test_a_page_names_its_own_address(head):
    assert html.read(f"<html><head>{head}</head><body><p>x").base == "https://x.example/a/"


def test_the_title_is_the_heading_or_else_what_the_head_says():
    assert html.read("<html><head><title>Shop</title></head><body><h1>Bells</h1>").title == "Bells"
    assert html.read("<html><head><title>Shop</title></head><body><p>x").title == "Shop"


def test_broken_declarations_for_search_engines_are_passed_over():
    page = '<html><body><script type="application/ld+json">{"@type": </script><h2>When?</h2><p>Now.'
    assert answers("faq.html", page) == {"When?": "Now."}


def test_fold_outs_that_stand_one_by_one_in_lists_are_questions_even_where_they_do_not_ask():
    fold = "<ul><li><details><summary>{}</summary><p>{}</p></details></li></ul>"
    page = fold.format("When?", "Now.") + fold.format("My bell", "Ring it.") + fold.format("Who?", "Kim.")
    assert list(answers("faq.html", f"<html><body>{page}</body></html>")) == ["When?", "My bell", "Who?"]


@pytest.mark.parametrize(
    "head",
    [
        '<base href="/a/">',
        '<link rel="stylesheet" href="https://x.example/a.css">',
        '<meta property="og:image" content="https://x.example/a.png">',
    ],
)
def test_other_addresses_of_a_page_are_not_its_own(head):
    assert html.read(f"<html><head>{head}</head><body><p>x").base is None


def test_other_scripts_declare_nothing():
    data = '{"@type": "FAQPage", "mainEntity": [{"name": "When?", "acceptedAnswer": {"text": "Now."}}]}'
    assert not html.read(f'<html><body><script type="application/json">{data}</script><p>x').spare
    assert html.read(f'<html><body><script type="application/ld+json">{data}</script><p>x').spare


def test_two_line_breaks_end_a_paragraph():
    page = "<body><b>When?</b><br>Now.<br><br><b>Who?</b><br>Kim.<br> <br/>Or Lee.<br></body>"
    assert answers("faq.html", f"<html>{page}</html>") == {"When?": "Now.", "Who?": "Kim.\n\nOr Lee."}


@pytest.mark.parametrize(
    ("head", "span"),
    [
        ("<style>.c1{font-weight:700;color:red} .c2{font-weight:400}</style>", '<span class="c1">'),
        ("", '<span style="color:red; font-weight: bold">'),
    ],
)
def test_words_that_a_style_makes_bold_are_bold(head, span):
    page = "".join(
        f"<p>{span}{words}</span></p><p><span class='c2'>So.</span></p>" for words in ("When?", "My bell", "Who?")
    )
    made = answers("faq.html", f"<html><head>{head}</head><body>{page}</body></html>")
    assert made == {"When?": "So.", "My bell": "So.", "Who?": "So."}


def test_the_page_of_a_single_file_component_is_read():
    page = "<template><div><h3>When?</h3><p>Now.</p></div></template>\n<script>export default {}</script>"
    assert answers("faq.vue", page) == {"When?": "Now."}


def test_rows_that_say_that_they_are_questions_and_answers_are():
    row = '<tr class="{}"><td><b>{}</b></td><td>{}</td></tr>'
    rows = [
        ("toc", "", '<a href="#a">Is it on?</a>'),
        ("question", "1.1.", "<b>Is it on?</b>"),
        ("answer", "", "<p>Yes.</p>"),
    ]
    rows += [("question", "1.2.", "<p>My bell</p>"), ("answer", "A:", "<p>Ring.</p><p>Or wait.</p>")]
    page = "".join(row.format(*cells) for cells in rows)
    assert answers("faq.html", f"<html><body><table>{page}</table></body></html>") == {
        "Is it on?": "Yes.",
        "My bell": "Ring.\n\nOr wait.",
    }


@pytest.mark.parametrize(
    "item",
    [
        '<div class="faq-item"><div class="question">{}</div><div class="answer">{}</div></div>',
        '<div class="faq__item"><button class="faq__toggle">{}</button><div class="faq__body"><p>{}</p></div></div>',
        '<div class="panel-heading"><a data-toggle="collapse" href="#c">{}</a></div><div id="c">{}</div>',
        '<div class="tab"><input type="checkbox" id="x"><label for="x">{}</label><div class="content">{}</div></div>',
        '<li><p class="q">{}</p><p class="a">{}</p></li>',
        "<article><header>{}</header><p>{}</p></article>",
    ],
)
def test_elements_of_a_kind_that_mostly_asks_are_questions(item):
    pairs = {"When do you open?": "At nine.", "Lost my bell": "Ring.", "Where are you?": "Here."}
    page = "".join(item.format(*pair) for pair in pairs.items())
    assert answers("faq.html", f"<html><body><div>{page}</div></body></html>") == pairs


def test_elements_of_a_kind_that_rarely_asks_or_stands_in_a_line_are_no_questions():
    goods = "".join(
        f'<div class="card">{name}</div><p>So.</p>' for name in ("Bell", "Lamp", "Any brakes?", "Horn", "Bag")
    )
    inside = '<p>Ask <span class="w">why?</span> and <span class="w">how?</span> first.</p>'
    made = answers("faq.html", f"<html><body><h2>When?</h2><p>Now.</p><h2>Who?</h2>{inside}{goods}</body></html>")
    assert list(made) == ["When?", "Who?"]
    assert made["Who?"].startswith("Ask why? and how? first.")
