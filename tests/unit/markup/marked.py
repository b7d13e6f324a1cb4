"""Trees written short, and any Markdown, for the tests of this folder and of the surfaces."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.markup import Block, Code, Heading, Inline, List, Paragraph, Picture, Quote, Rule, Run, Table

SIGNS = {"bold": "*", "italic": "_", "strike": "~", "code": "`"}


def short(blocks: tuple[Block, ...]) -> list[object]:
    """Each block as plain data: text, ("h1", text), ("code", text), ("quote", …), ("-" or first number, …)."""
    return [_block(block) for block in blocks]


def _block(block: Block) -> object:
    match block:
        case Paragraph(inlines):
            return _text(inlines)
        case Heading(inlines, level):
            return (f"h{level}", _text(inlines))
        case Code(text):
            return ("code", text)
        case Quote(blocks):
            return ("quote", *short(blocks))
        case List(items, ordered, start):
            points = [short(item.blocks) for item in items]
            return (start if ordered else "-", *(point[0] if len(point) == 1 else point for point in points))
        case Table(rows, align):
            return ("table", "".join(side[0] for side in align), *([_text(cell) for cell in row] for row in rows))
        case Rule():
            return "---"


def _text(inlines: tuple[Inline, ...]) -> str:
    return "".join(_inline(one) for one in inlines)


def _inline(one: Inline) -> str:
    if isinstance(one, Picture):
        return f"<picture {one.alt} {one.url}>"
    signs = "".join(sign for style, sign in SIGNS.items() if getattr(one, style))
    text = f"{signs}{one.text}{signs[::-1]}"
    return f"<{text} {one.url}>" if one.url else text


def run(text: str, **style: object) -> Run:
    return Run(text, **style)


# What authors write, what Slack parses, what is invisible: pieces that mean something next to each other.
PIECES = st.sampled_from(
    """a|word|two words|7|3.|1.|2)|-|*|**|_|__|~~|`|``|```|#|##|>|>>|+|=|---|![|[|]|](|(|)|<|>||:--|&amp;|&#8238;
    &pound;|https://a.example/x_y|http://|www.b.example|me@a.example|(https://bank.example)|(javascript:x)|(/rel)|<br>|<b>|</b>
    <!channel>|<@U0BOB>|<https://a.example|x>|@here|:smile:|\\|!|.|é|漢|😀|\u202e|\u200b|\u200d|\t|(mailto:a@b.example)
    [r]: https://a.example|(<https://a.example/a b>)|~|{|}|"|'|&|%|$|^""".replace("\n    ", "|").split("|")
)
SPACE = st.sampled_from(["", "", " ", " ", "\n", "\n\n", "\n    ", "\n  ", "    "])


@st.composite
def loose(draw: st.DrawFn) -> str:
    """Signs and words in any order: most of it is Markdown gone wrong."""
    return "".join(draw(PIECES) + draw(SPACE) for _ in range(draw(st.integers(1, 30))))


WORDS = st.text("abc ", min_size=1, max_size=12).map(lambda text: text.strip() or "w")


@st.composite
def inline(draw: st.DrawFn) -> str:
    """A line with markup that is right."""
    marks = [
        "{}",
        "**{}**",
        "*{}*",
        "~~{}~~",
        "`{}`",
        "[{}](https://a.example/?q=1&r=2)",
        "![{}](https://a.example/p.png)",
    ]
    return " ".join(draw(st.sampled_from(marks)).format(draw(WORDS)) for _ in range(draw(st.integers(1, 5))))


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    quoted = inner.map(lambda text: "\n".join(f"> {line}" for line in text.split("\n")))
    lists = [
        st.lists(inner, min_size=1, max_size=4).map(lambda texts, m=mark: _list(texts, m)) for mark in ("-", "1.", "4.")
    ]
    return st.one_of(quoted, *lists, st.lists(inner, min_size=1, max_size=4).map("\n\n".join))


def _list(texts: list[str], mark: str) -> str:
    indent = " " * (len(mark) + 1)
    return "\n".join(f"{mark} {text}".replace("\n", f"\n{indent}") for text in texts)


@st.composite
def table(draw: st.DrawFn) -> str:
    """A table of a few columns."""
    width = draw(st.integers(1, 4))
    rows = [[draw(inline()) for _ in range(width)] for _ in range(draw(st.integers(1, 4)))]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], f"|{'|'.join(['--:'] * width)}|", *lines[1:]])


def documents() -> st.SearchStrategy[str]:
    """Markdown that is right: every kind of block, in each other."""
    code = WORDS.map(lambda text: f"```\n{text}\n  {text}\n```")
    leaves = st.one_of(inline(), code, table(), inline().map(lambda text: f"## {text}"), st.just("***"))
    return st.recursive(leaves, _nested, max_leaves=12)


def markdown() -> st.SearchStrategy[str]:
    """Any Markdown, right or wrong."""
    return loose() | documents()


# What a slip or an attack may look like.
WORST = {
    "links": "[a](https://a.example/b) " * 10_000,
    "unclosed links": "[" * 10_000,
    "unclosed pictures": "![" * 5_000,
    "quotes": ">" * 10_000 + "x",
    "stars": "*a **b " * 5_000,
    "ticks": "`a``b" * 5_000,
    "schemes": "http://" * 3_000,
    "dots in a link": "[" + "a." * 5_000 + "](https://a.example)",
    "ats": "a@" * 10_000,
    "tables": "\n".join(["|".join("c" * 300), "|".join(["-"] * 300), *["|".join("v" * 300)] * 30]),
    "entities": "&amp;" * 10_000,
    "a deep list": "".join("  " * n + f"- level {n}\n" for n in range(200)),
    "a deep list of steps": "".join("   " * n + f"1. level {n}\n" for n in range(200)),
    "an open fence": "```\n" + "a line of code\n" * 2_000,
    "an address of 4,000 characters": f"![map](https://a.example/{'a' * 4_000}.png)",
    "pictures": "![p](https://a.example/p.png)\n\n" * 500,
    "rules": "a\n\n---\n\n" * 1_000,
    "lists in turn": "- a\n\nb\n\n" * 1_000,
    "lists of styles": "- *a*b*c*`d`\n" * 3_000,
    "styles": "*a*b" * 5_000,
    "headings": "# a\n\nb\n\n" * 1_000,
    "quotations": "> a\n\nb\n\n" * 1_000,
    "many tables": "|a|b|\n|-|-|\n|c|d|\n\n" * 400,
    "a wide table": "|".join("c" * 300) + "\n" + "|".join(["-"] * 300) + "\n" + "|".join("v" * 300),
    "a long table": "|a|b|\n|-|-|\n" + "|some words|and more|\n" * 1_000,
    "a table of addresses": "|a|b|\n|-|-|\n" + "|[x](https://a.example/long/way)|https://a.example|\n" * 99,
    "one long word": "x" * 20_000,
    "faces": "😀" * 9_000,
}
