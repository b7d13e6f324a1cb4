"""CommonMark as packs may use it: with tables, strike-through, bare addresses and `<br>`; without other HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from bot.markup.addresses import bare_address, may_be_followed

# Slack shows lists nine deep (indent 0 to 8), and a list inside a list stands two levels lower for the
# parser. What is nested deeper stays in the text with the signs it was written with.
DEEPEST = 18

# No inline of ours nests so deep; the parser's own guard against runaway brackets.
INLINE_DEPTH = 100

LINE_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
SCHEME = re.compile(r"(?:^|[^a-z0-9.+-])(https?)$", re.IGNORECASE)

BlockRule = Callable[[StateBlock, int, int, bool], bool]


@cache
def parser() -> MarkdownIt:
    """The parser, made once."""
    made = MarkdownIt("commonmark", {"html": False, "maxNesting": INLINE_DEPTH})
    made.enable(["table", "strikethrough"])
    made.validateLink = may_be_followed  # type: ignore[method-assign]  # the library's documented way
    for rule in made.block.ruler.__rules__:
        if rule.name in ("list", "blockquote"):
            made.block.ruler.at(rule.name, _shallow(rule.fn), {"alt": rule.alt})
    made.inline.ruler.before("autolink", "line_break", _line_break)
    made.inline.ruler.after("text", "bare_address", _bare_address)
    return made


def _shallow(rule: BlockRule) -> BlockRule:
    """The rule of a container, which no longer opens one where the tree is at its deepest."""

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """The rule, where the tree is not too deep yet."""
        return state.level < DEEPEST and rule(state, start, end, silent)

    return limited


def _line_break(state: StateInline, silent: bool) -> bool:
    """`<br>` is a line break."""
    found = LINE_BREAK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _bare_address(state: StateInline, silent: bool) -> bool:
    """A web address in running text is a link, before any sign in it is taken for emphasis."""
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    before = SCHEME.search(state.src[max(0, state.pos - 6) : state.pos])
    scheme = before[1] if before else ""
    shown = bare_address(state.src[state.pos - len(scheme) : state.posMax]) if scheme else ""
    url = state.md.normalizeLink(shown)
    if not shown or not state.md.validateLink(url) or not (silent or state.pending.endswith(scheme)):
        return False
    if not silent:
        state.pending = state.pending.removesuffix(scheme)
        state.push("link_open", "a", 1).attrs = {"href": url}
        state.push("text", "", 0).content = shown
        state.push("link_close", "a", -1)
    state.pos += len(shown) - len(scheme)
    return True
