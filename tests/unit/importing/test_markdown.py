"""Markdown and MDX: machinery goes, words stay, lines stay true."""

from __future__ import annotations

import pytest

from bot.importing.blocks import to_markdown
from bot.importing.readers import markdown
from bot.importing.readers.markdown_cleaning import cleaned, front_matter
from tests.unit.importing.drafts import answers


def read(text):
    """The document as Markdown, written anew."""
    return to_markdown(markdown.read(text).blocks)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a <b>b</b><br>c <kbd>Ctrl</kbd>", "a **b**\\\nc `Ctrl`"),
        ('<a href="https://x.example">a</a> <span class="x">b</span>', "[a](https://x.example) b"),
        ("<A HREF='x'>a</A> and <a href=y>b</a>", "[a](x) and [b](y)"),
        ("<b>never ends", "**never ends**"),
        ("stray</b> end", "stray end"),
        (
            "[a][b] and [c]\n\n[b]: https://x.example\n[c]: https://y.example",
            "[a](https://x.example) and [c](https://y.example)",
        ),
        ("![picture](x.png) a", "a"),
        ("<https://x.example/a_b>", "[https://x.example/a_b](https://x.example/a_b)"),
        ("a\\\nb  \nc", "a\\\nb\\\nc"),
        ("~~a~~ __b__ _c_", "~~a~~ **b** *c*"),
        ("&amp; \\* &copy;", "& \\* ©"),
        ("## Bells {#bells}", "**Bells**"),
        ("    code\n", "```\ncode\n```"),
        ("> quoted", "quoted"),
        ("[TOC]", ""),
        ("[[_TOC_]]", ""),
        ("import A from 'a'\nexport const b = 1", ""),
        ("important things", "important things"),
        ("import duties are paid by you\nand by us", "import duties are paid by you and by us"),
    ],
)
def test_inline_markup_is_written_anew(text, made):
    assert read(text).strip() == made


@pytest.mark.parametrize(
    "machinery",
    [
        "<!-- hidden\n\nhidden -->",
        "{/* hidden\n\nhidden */}",
        "<script>\nhidden\n\nhidden\n</script>",
        "<style>\nhidden\n</style>",
        "{% hidden %}",
        "{{< hidden >}}",
        "{: .hidden}",
        "{.hidden}",
        "::: hidden",
    ],
)
def test_machinery_goes_and_lines_stay_true(machinery):
    text = cleaned(f"one\n\n{machinery}\n\ntwo")
    assert "hidden" not in text
    assert text.count("\n") == f"one\n\n{machinery}\n\ntwo".count("\n")


@pytest.mark.parametrize("machinery", ["<!-- x -->", "{% x %}", "{{< x >}}", "::: x", "{: .x}"])
def test_machinery_in_code_is_the_matter(machinery):
    assert cleaned(f"```\n{machinery}\n```") == f"```\n{machinery}\n```"
    assert cleaned(f"- ~~~\n  {machinery}\n  ~~~") == f"- ~~~\n  {machinery}\n  ~~~"
    assert cleaned(f"use `{machinery}` here") == f"use `{machinery}` here"


def test_a_comment_that_never_ends_hides_the_rest():
    assert cleaned("one\n<!-- two\nthree").strip() == "one"


def test_comments_before_and_after_code_are_hidden_each_to_its_own_end():
    assert cleaned("<!-- a ` --> `<!-- b -->` c <!-- ` -->") == " `<!-- b -->` c "


def test_a_longer_fence_holds_a_shorter_one():
    text = "````\n```\n{% x %}\n```\n````\n\n{% y %}"
    assert cleaned(text).strip() == "````\n```\n{% x %}\n```\n````"


@pytest.mark.parametrize(
    ("text", "title", "base"),
    [
        ('---\ntitle: "Bells"\ncanonical_url: https://x.example/b\n---\nx', "Bells", "https://x.example/b"),
        ("+++\ntitle = 'Bells'\n+++\nx", "Bells", None),
        ("---\npermalink: /b\n---\nx", None, None),
    ],
)
def test_front_matter_names_title_and_address(text, title, base):
    body, matter = front_matter(text)
    assert (matter.title, matter.base) == (title, base)
    assert body.strip() == "x"
    assert body.count("\n") == text.count("\n")


def test_a_rule_in_the_text_opens_no_front_matter():
    assert front_matter("x\n\n---\n\ny\n\n---\n")[0] == "x\n\n---\n\ny\n\n---\n"


ITEMS = """[
  { question: "When?", answer: 'At \\'nine\\'.' },
  { "question": "My bell", icon: "x" },
  { question: `Who?`, answer: <>**Kim**.</> },
]"""


@pytest.mark.parametrize("form", ["<Faq items={{{}}} />", "export const faqs = {}\n\n# FAQ"])
def test_questions_in_the_values_of_components_serve_a_page_that_asks_nothing_else(form):
    assert answers("faq.mdx", form.format(ITEMS)) == {"When?": "At 'nine'.", "Who?": "**Kim**."}
    assert list(answers("faq.mdx", form.format(ITEMS) + "\n\n## Where?\n\nHere.\n")) == ["Where?"]


def test_questions_in_front_matter_serve_a_page_that_asks_nothing_else():
    matter = "---\ntitle: FAQ\nfaqs:\n  - question: When?\n    answer: At **nine**.\n---\n"
    assert answers("faq.md", f"{matter}\n# FAQ\n\nSee below.\n") == {"When?": "At **nine**."}
    assert answers("faq.md", f"{matter}\n## Who?\n\nKim.\n") == {"Who?": "Kim."}


def test_directives_of_myst_are_prose_unless_they_are_code():
    assert read("```{note}\n:class: x\nSee {ref}`the bells <bells>`.\n```").strip() == "See the bells."
    assert read("```{image} x.png\n:alt: y\n```").strip() == ""
    assert read("```{code-block} sh\nring\n```").startswith("```")


def test_a_cell_of_html_lists_is_html_and_one_of_markdown_is_markdown():
    assert to_markdown(markdown.cell("So:<ul><li>a</li><li>b</li></ul>")) == "So:\n\n- a\n- b"
    assert to_markdown(markdown.cell("- **a**\n- b")) == "- **a**\n- b"
    assert to_markdown(markdown.cell("• a\n• b\n• c")) == "- a\n- b\n- c"
    assert all(block.line is None for block in markdown.cell("a\n\n- b"))
