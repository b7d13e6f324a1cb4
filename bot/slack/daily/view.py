"""The modal that sets up a channel's daily post, and what comes back from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from bot.posting.calendar import WORKDAYS, Schedule
from bot.posting.cards import Card
from bot.posting.deck import Deck
from bot.posting.subscription import Choice, Subscription
from bot.render import ids
from bot.render.budget import OPTIONS, PLACEHOLDER, cut
from bot.render.card import place_of
from bot.render.catalogue import topic_name
from bot.render.daily import DAYS
from bot.render.elements import Element, context, divider, grouped, header, paragraph, plain, rich_text
from bot.render.escape import one_line
from bot.render.message import Block
from bot.slack import inputs
from bot.slack.events.fields import list_at
from bot.slack.modal import View, modal

TITLE = "Daily post"
DEFAULT_TIME = time(9)

# As much of the first card as makes it recognisable.
TASTE = 300


@dataclass(frozen=True, slots=True)
class Form:
    """What the modal holds. `channel` may be empty until it is chosen."""

    channel: str = ""
    at: time = DEFAULT_TIME
    zone: str = "UTC"
    weekdays: frozenset[int] = WORKDAYS
    choice: Choice = Choice()  # noqa: RUF009 - immutable

    @classmethod
    def of(cls, one: Subscription) -> Form:
        """The form filled with what a channel has."""
        schedule = one.schedule
        return cls(one.channel, schedule.at, schedule.zone, schedule.weekdays, one.choice)

    @property
    def schedule(self) -> Schedule:
        """When the channel wants its post."""
        return Schedule(self.at, self.zone, self.weekdays)


def daily_view(form: Form, deck: Deck, first: Card | None, *, problem: str | None = None) -> View:
    """The modal; `first` is the card that this choice would begin with, None when it has none.

    `problem` says above the form why it was not saved; what was filled in stays.
    """
    blocks = [
        *([rich_text(paragraph(problem))] if problem else []),
        inputs.channel_input(ids.DAILY_CHANNEL, form.channel),
        inputs.time_input(ids.DAILY_TIME, form.at),
        inputs.zone_input(ids.DAILY_ZONE, form.zone),
        _weekdays(form.weekdays),
        *_many("Topics", ids.DAILY_TOPICS, deck.topics(), form.choice.topics),
        *(_many("Sources", ids.DAILY_PACKS, deck.packs(), form.choice.packs) if len(deck.packs()) > 1 else []),
        divider(),
        *_preview(first, deck),
    ]
    return modal(TITLE, blocks, callback_id=ids.DAILY_VIEW, submit="Save")


def read_form(values: Mapping[str, Any]) -> tuple[Form, dict[str, str]]:
    """The form from its values by block, and what is wrong with it; they come back through people's hands."""
    channel = inputs.channel_in(values, ids.DAILY_CHANNEL)
    at, zone = inputs.time_in(values, ids.DAILY_TIME), inputs.zone_in(values, ids.DAILY_ZONE)
    weekdays = [int(day) for day in _picked(values, ids.DAILY_WEEKDAYS) if re.fullmatch("[0-6]", day)]
    topics, packs = _picked(values, ids.DAILY_TOPICS), _picked(values, ids.DAILY_PACKS)
    errors = {
        ids.DAILY_CHANNEL: None if channel else inputs.CHOOSE_CHANNEL,
        ids.DAILY_TIME: None if at is not None else inputs.CHOOSE_TIME,
        ids.DAILY_ZONE: None if zone else inputs.CHOOSE_ZONE,
        ids.DAILY_WEEKDAYS: None if weekdays else "Choose at least one day.",
    }
    found = {block: error for block, error in errors.items() if error}
    choice = Choice(frozenset(packs), frozenset(topics))
    return Form(channel or "", DEFAULT_TIME if at is None else at, zone or "UTC", frozenset(weekdays), choice), found


def _weekdays(chosen: frozenset[int]) -> Block:
    options = [inputs.option(str(number), name) for number, name in enumerate(DAYS)]
    boxes: Element = {"type": "checkboxes", "options": options}
    if chosen:
        boxes["initial_options"] = [options[number] for number in sorted(chosen)]
    return inputs.labelled("Days", ids.DAILY_WEEKDAYS, boxes)


def _many(label: str, name: str, values: Sequence[str], chosen: Iterable[str]) -> list[Block]:
    """A choice of any number, none meaning all; the preview follows it."""
    options = {value: inputs.option(value, topic_name(value)) for value in values if len(value) <= 150}
    if not options:
        return []
    select: Element = {
        "type": "multi_static_select",
        "placeholder": plain("All", PLACEHOLDER),
        **grouped(list(options.values())[: OPTIONS * OPTIONS]),
    }
    initial = [options[value] for value in sorted(chosen) if value in options]
    if initial:
        select["initial_options"] = initial
    return [{**inputs.labelled(label, name, select), "optional": True, "dispatch_action": True}]


def no_card(deck: Deck) -> str:
    """Why there is nothing to post; other topics and sources are only named where there are some."""
    if not deck.cards:
        return "There are no cards to post yet: the packs have no lists, and no text that is marked for it."
    return "No card fits these topics and sources. Please choose others, or none for all."


def _preview(first: Card | None, deck: Deck) -> list[Block]:
    if first is None:
        return [context(no_card(deck))]
    opening = " · ".join(["The first one would be", *place_of(first)])
    taste = first.answer.intro or first.answer.text or ", ".join(item.text for item in first.answer.items)
    shown = [rich_text(paragraph(cut(one_line(taste), TASTE)))] if taste else []
    return [context(opening), header(cut(one_line(first.title), TASTE)), *shown]


def _picked(values: Mapping[str, Any], name: str) -> list[str]:
    return [inputs.picked(option) for option in list_at(inputs.value_of(values, name), "selected_options")]
