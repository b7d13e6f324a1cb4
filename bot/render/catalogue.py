"""The knowledge laid out for looking around: typeahead options, prompts, topics and their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.answering.examples import examples_of
from bot.knowledge.model import Entry, Knowledge
from bot.render import ids
from bot.render.budget import ACTIONS_ELEMENTS, FALLBACK_TEXT, OPTION, OPTIONS, cut, size
from bot.render.elements import Element, actions_row, button, context, grouped, header, paragraph, plain, rich_text
from bot.render.escape import literal, one_line, worded
from bot.render.message import Block, Message
from bot.render.source import question_labels

MAX_PROMPTS = 4
# Slack shows a prompt's title as a button.
PROMPT_TITLE = 75

# One row of buttons for topics; a page of entries fits a screen without much scrolling.
TOPICS_PAGE = ACTIONS_ELEMENTS
ENTRIES_PAGE = 10

# Three lines on a phone.
QUESTION_ROW = 150

OTHER = "other"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of many: `number` counts from 0, `count` pages in all."""

    items: tuple[T, ...]
    number: int
    count: int


def page_of(items: Sequence[T], number: int, length: int) -> Page[T]:
    """The page of that number, or the nearest there is."""
    pages = max(1, -(-len(items) // length))
    number = min(max(number, 0), pages - 1)
    return Page(tuple(items[number * length : (number + 1) * length]), number, pages)


def page_row(
    shown: Page[T],
    action: str,
    *,
    labels: tuple[str, str] = ("← Back", "More →"),
    value: Callable[[int], str] = str,
    also: Sequence[Element] = (),
) -> list[Block]:
    """Where we are among the pages, the buttons to the one before and the next, and `also` these; nothing for none.

    A button carries the `value` of its page's number.
    """
    places = [("previous", labels[0], shown.number - 1), ("next", labels[1], shown.number + 1)]
    turns = [button(label, f"{action}:{name}", value(to)) for name, label, to in places if 0 <= to < shown.count]
    where = [context(f"Page {shown.number + 1} of {shown.count}")] if turns else []
    return [*where, *actions_row([*turns, *also])]


def search_options(entries: Iterable[Entry]) -> Element:
    """The typeahead's answer: at most 100 options in groups by topic, the best entry's topic first.

    Slack wants at least one option a group; for no entries `options` is empty, which shows "No results".
    """
    shown = tuple(entries)[:OPTIONS]
    groups: dict[str, list[Element]] = {}
    for entry, label in zip(shown, question_labels(shown, OPTION), strict=True):
        option = {"text": plain(label, OPTION), "value": entry.id}
        groups.setdefault(entry.topics[0] if entry.topics else OTHER, []).append(option)
    if not groups:
        return {"options": []}
    return {"option_groups": [{"label": plain(topic_name(topic), OPTION), "options": o} for topic, o in groups.items()]}


def suggested_prompts(knowledge: Knowledge) -> tuple[dict[str, str], ...]:
    """At most four questions to begin with; none that must be cut."""
    chosen = examples_of(knowledge, MAX_PROMPTS, lambda question: size(literal(question)) <= PROMPT_TITLE)
    questions = [one_line(entry.question) for entry in chosen]
    return tuple({"title": literal(question), "message": question} for question in questions)


def topics_message(knowledge: Knowledge, *, topic: str | None = None, page: int = 0) -> Message:
    """All topics with their counts, or the entries of one (`topic` is its key), a page at a time."""
    name = ids.find_topic(knowledge, topic)
    if not knowledge.by_topic:
        line = "There are no topics yet. The search shows every question."
        search = actions_row([button("Search", ids.SEARCH, style="primary")])
        return Message(line, [rich_text(paragraph(line)), *search])
    if name is None:
        spoken = [f"{topic_name(t)} ({len(e)})" for t, e in knowledge.by_topic.items()]
        blocks = [header("Topics"), *topics_blocks(knowledge, page)]
        return Message(cut("Topics: " + ", ".join(spoken), FALLBACK_TEXT, dress=worded), blocks)
    entries = [f"• {one_line(e.question)}" for e in knowledge.by_topic[name]]
    text = "\n".join([topic_name(name), *entries])
    return Message(cut(text, FALLBACK_TEXT, dress=worded), topic_blocks(knowledge, name, page))


def topics_blocks(knowledge: Knowledge, page: int = 0) -> list[Block]:
    """A button for each topic, with its count."""
    shown = page_of(list(knowledge.by_topic.items()), page, TOPICS_PAGE)
    buttons = [
        button(_counted(topic, len(entries)), f"{ids.BROWSE_TOPIC}:{n}", ids.topic_value(topic))
        for n, (topic, entries) in enumerate(shown.items)
    ]
    return [*actions_row(buttons), *_pages("", shown)]


def topic_select(knowledge: Knowledge) -> list[Element]:
    """All topics in one select; none where there are no topics."""
    options = [
        {"text": plain(_counted(topic, len(entries)), OPTION), "value": ids.topic_value(topic)}
        for topic, entries in knowledge.by_topic.items()
    ]
    if not options:
        return []
    shown = grouped(options[: OPTIONS * OPTIONS])
    return [{"type": "static_select", "action_id": ids.BROWSE_TOPIC, "placeholder": plain("Topics", OPTION), **shown}]


def topic_blocks(knowledge: Knowledge, topic: str, page: int = 0) -> list[Block]:
    """The entries of a topic, each with a button that opens its answer, and the way on and back."""
    shown = page_of(knowledge.by_topic[topic], page, ENTRIES_PAGE)
    labels = question_labels(shown.items, QUESTION_ROW)
    rows = [_entry_row(entry, labels[n], n) for n, entry in enumerate(shown.items)]
    back = button("All topics", f"{ids.BROWSE_TOPIC}:all", ids.topic_value(""))
    return [header(topic_name(topic)), *rows, *_pages(topic, shown, back)]


def topic_name(topic: str) -> str:
    """A topic as people read it: "difficult-customers" is "Difficult customers"."""
    name = one_line(topic).replace("-", " ")
    return name[:1].upper() + name[1:]


def _counted(topic: str, count: int) -> str:
    """A topic's button: the count survives where the name is too long."""
    number = f" ({count})"
    return cut(topic_name(topic), OPTION - len(number), dress=literal) + number


def _entry_row(entry: Entry, label: str, number: int) -> Block:
    """The question in full width, so that a phone can wrap it, and a button beside it."""
    read = button("Read", f"{ids.READ}:{number}", entry.id)
    read["accessibility_label"] = plain(f"Read: {label}", OPTION)["text"]
    return {"type": "section", "text": plain(label, QUESTION_ROW), "accessory": read}


def _pages(topic: str, shown: Page[T], back: Element | None = None) -> list[Block]:
    """The row of a topic's pages."""
    also = [back] if back else []
    return page_row(shown, ids.BROWSE_TOPIC, value=lambda page: ids.topic_value(topic, page), also=also)
