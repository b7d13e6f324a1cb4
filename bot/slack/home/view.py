"""The App Home: search, questions to begin with, a principle for today, and every topic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answering.identity import Identity
from bot.answering.principle import principle_of
from bot.knowledge.model import Entry, Knowledge
from bot.render import ids
from bot.render.body import Room, body
from bot.render.card import opening_of
from bot.render.catalogue import suggested_prompts, topic_blocks, topics_blocks
from bot.render.elements import actions_row, button, context, divider, header, paragraph, rich_text
from bot.render.message import Block
from bot.render.source import source_block
from bot.slack.modal import View

# The principle of the day is a taste; "Open" shows all of it.
TASTE = Room(1_500, 12)


def home_view(
    knowledge: Knowledge,
    me: Identity,
    *,
    now: datetime,
    topic: str | None = None,
    page: int = 0,
    sections: Sequence[Sequence[Block]] = (),
) -> View:
    """The Home of one person, or a topic's page in it (`topic` is its key; an unknown one shows all topics).

    `sections` are the features' parts; an empty one is left out.
    """
    name = ids.find_topic(knowledge, topic)
    if name is not None:
        return _home([*_search(), *topic_blocks(knowledge, name, page)])
    principle = principle_of(knowledge, now.date())
    opening = f"{me.about}, answered with quotations from named sources."
    return _home(
        [
            header(me.name),
            rich_text(paragraph(f"{opening} Ask by mention, in a direct message, or with {me.command}.")),
            *_search(),
            *_prompts(knowledge),
            *(_principle(principle, me) if principle else []),
            *(block for section in sections if section for block in (divider(), *section)),
            *([divider(), header("Topics"), *topics_blocks(knowledge, page)] if knowledge.by_topic else []),
        ]
    )


def _home(blocks: list[Block]) -> View:
    return {"type": "home", "blocks": blocks}


def _search() -> list[Block]:
    return actions_row([button("Search all questions", ids.SEARCH, style="primary")])


def _prompts(knowledge: Knowledge) -> list[Block]:
    """Questions to begin with."""
    prompts = suggested_prompts(knowledge)
    buttons = [button(prompt["title"], f"{ids.ASK_PROMPT}:{n}", prompt["message"]) for n, prompt in enumerate(prompts)]
    return [context("Try one of these"), *actions_row(buttons)] if buttons else []


def _principle(entry: Entry, me: Identity) -> list[Block]:
    """Today's entry, and the way to its notes and neighbours."""
    read = actions_row([button("Open", f"{ids.READ}:today", entry.id)])
    shown = body(entry, TASTE).blocks
    return [divider(), context(opening_of(me.card)), header(entry.question), *shown, source_block(entry), *read]
