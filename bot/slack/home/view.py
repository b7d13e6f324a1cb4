"""The App Home: search, topics, questions to begin with, a principle for today, and what features show."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.identity import Identity
from bot.knowledge.model import Knowledge
from bot.posting.cards import Card
from bot.render import ids
from bot.render.body import Room, body
from bot.render.budget import cut
from bot.render.card import TITLE, as_entry, opening_of
from bot.render.catalogue import suggested_prompts, topic_blocks, topic_select
from bot.render.elements import actions_row, button, context, divider, header, paragraph, rich_text
from bot.render.escape import one_line
from bot.render.message import Block
from bot.render.source import source_block
from bot.slack.modal import View

# The principle of the day is a taste; "Open" shows all of it.
TASTE = Room(1_500, 12)


def home_view(
    knowledge: Knowledge,
    me: Identity,
    *,
    card: Card | None = None,
    topic: str | None = None,
    page: int = 0,
    sections: Sequence[Sequence[Block]] = (),
) -> View:
    """The Home of one person, or a topic's page in it (`topic` is its key; an unknown one shows all topics).

    `card` is the day's principle, None where the packs make none.

    `sections` are the features' parts; an empty one is left out.
    """
    name = ids.find_topic(knowledge, topic)
    if name is not None:
        return _home([*_search(knowledge), *topic_blocks(knowledge, name, page)])
    opening = f"{me.about}, answered with quotations from named sources."
    return _home(
        [
            header(me.name),
            rich_text(paragraph(f"{opening} Ask by mention, in a direct message, or with {me.command}.")),
            *_search(knowledge),
            *_prompts(knowledge),
            *(_principle(card, me) if card else []),
            *(block for section in sections if section for block in (divider(), *section)),
        ]
    )


def _home(blocks: list[Block]) -> View:
    return {"type": "home", "blocks": blocks}


def _search(knowledge: Knowledge) -> list[Block]:
    """The ways to all questions: by words, and by topic."""
    return actions_row([button("Search all questions", ids.SEARCH, style="primary"), *topic_select(knowledge)])


def _prompts(knowledge: Knowledge) -> list[Block]:
    """Questions to begin with."""
    prompts = suggested_prompts(knowledge)
    buttons = [button(prompt["title"], f"{ids.ASK_PROMPT}:{n}", prompt["message"]) for n, prompt in enumerate(prompts)]
    return [context("Try one of these"), *actions_row(buttons)] if buttons else []


def _principle(card: Card, me: Identity) -> list[Block]:
    """Today's card, and the way to its whole list."""
    entry, read = as_entry(card), actions_row([button("Open", f"{ids.READ}:today", card.list_id)])
    title = header(cut(one_line(card.title), TITLE))
    return [
        divider(),
        context(opening_of(me.card, card)),
        title,
        *body(entry, TASTE).blocks,
        source_block(entry),
        *read,
    ]
