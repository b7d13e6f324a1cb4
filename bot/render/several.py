"""A message that asked more than one thing: every answer in one reply, and a word on what has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from bot.knowledge.model import Entry
from bot.matching.decision import Besides
from bot.render import ids
from bot.render.answer import answer_blocks, answer_text, entry_buttons, view_answer
from bot.render.body import Room
from bot.render.budget import FALLBACK_TEXT, MESSAGE_BLOCKS, MESSAGE_TEXT, VIEW_ITEMS, VIEW_TEXT, cut
from bot.render.choices import BESIDES, NEAR, near_enough, quoted, spoken_questions
from bot.render.elements import Element, actions_row, context, divider, paragraph, rich_text
from bot.render.escape import one_line, person_text, worded
from bot.render.message import Block, Message

# Full answers in one reply: with four, as many as a message can ask, a phone shows little of each.
MAX_ANSWERS = 3

SEVERAL = "You asked more than one thing. Here is what I have on each."
ONE = "To go on with one of them:"
MORE = "And the rest of what you asked:"
REASON = 200
MAX_NEAR = 3

# Room for the line and the buttons of what was asked besides, or does not fit: three labels of 75, and a few words.
AROUND = 600
BLOCKS_AROUND = 8

# What stands under one of several answers, and whether it is the last.
Footer = Callable[[Entry, bool], Sequence[Block]]


def each_answer(
    entries: Sequence[Entry], besides: Besides | None, action: str, footer: Footer, more: Sequence[Element] = ()
) -> Message:
    """Every answer below the other, in the order of the questions; what does not fit is a button that opens it.

    `footer` stands under each answer, the buttons `more` under all; `action` is what a button does that offers
    something near to what has no answer.
    """
    shown, left = list(entries[:MAX_ANSWERS]), list(entries[MAX_ANSWERS:])
    units = (MESSAGE_TEXT - AROUND) // len(shown)
    blocks: list[Block] = [rich_text(paragraph(SEVERAL))]
    tables = True  # Slack takes one a message
    for entry in shown:
        answer = answer_blocks(entry, units=units, tables=tables, footer=footer(entry, entry is shown[-1]))
        if len(blocks) + 1 + len(answer) > MESSAGE_BLOCKS - BLOCKS_AROUND:
            left.append(entry)
            continue
        tables = tables and not any(block["type"] == "table" for block in answer)
        blocks += [divider(), *answer]
    rest = [divider(), context(MORE), *actions_row(entry_buttons(ids.READ, left))] if left else []
    tail = [*rest, *besides_blocks(besides, action), *actions_row(more)]
    return Message(_text(entries, besides), _numbered([*blocks, *tail]))


def each_in_view(entries: Sequence[Entry], besides: Besides | None) -> list[Block]:
    """The same for a view, where one of them is chosen to go on with."""
    shown = entries[:MAX_ANSWERS]
    room = Room(VIEW_TEXT // len(shown), VIEW_ITEMS // len(shown))
    blocks: list[Block] = [rich_text(paragraph(SEVERAL))]
    for entry in shown:
        blocks += [divider(), *view_answer(entry, room)]
    choices = [divider(), context(ONE), *actions_row(entry_buttons(ids.CHOOSE, entries))]
    return _numbered([*blocks, *choices, *besides_blocks(besides, ids.CHOOSE)])


def besides_blocks(besides: Besides | None, action: str) -> list[Block]:
    """That something else was asked too, why nothing answers it, and what comes near."""
    if besides is None:
        return []
    near = near_enough(besides.matches)[:MAX_NEAR]
    return [
        context(besides_line(besides)),
        *([context(NEAR), *actions_row(entry_buttons(action, near))] if near else []),
    ]


def besides_line(besides: Besides) -> str:
    """That something else was asked, and why nothing answers it."""
    return f"{BESIDES} {cut(quoted(person_text(one_line(besides.reason))), REASON)}".strip()


def with_besides(entry: Entry, besides: Besides | None) -> str:
    """The answer as a message's text, and the line on what was asked besides."""
    if besides is None:
        return answer_text(entry)
    return f"{answer_text(entry, FALLBACK_TEXT - AROUND)}\n{_spoken(besides)}"


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each control's name once: "share_one:0", "share_one:1"."""
    seen: Counter[str] = Counter()
    numbered = []
    for block in blocks:
        elements = [_renamed(element, seen) for element in block.get("elements", ())]
        numbered.append({**block, "elements": elements} if elements else block)
    return numbered


def _renamed(element: Element, seen: Counter[str]) -> Element:
    if "action_id" not in element:
        return element
    name = element["action_id"].partition(":")[0]
    seen[name] += 1
    return {**element, "action_id": f"{name}:{seen[name] - 1}"}


def _text(entries: Sequence[Entry], besides: Besides | None) -> str:
    share = (FALLBACK_TEXT - AROUND - len(SEVERAL)) // len(entries)
    lines = [SEVERAL, *(answer_text(entry, share) for entry in entries), *([_spoken(besides)] if besides else [])]
    return "\n".join(lines)


def _spoken(besides: Besides) -> str:
    near = spoken_questions(near_enough(besides.matches)[:MAX_NEAR])
    return cut("\n".join([besides_line(besides), *([f"{NEAR}:", *near] if near else [])]), AROUND - 1, dress=worded)
