"""What people do with daily posts: set up, look, pause, resume, skip, post now, stop.

Everything that changes a channel's post asks Slack first whether the person may.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from slack_sdk import WebClient

from bot.library import Library
from bot.posting.calendar import is_zone
from bot.posting.cards import Card
from bot.posting.delivery import State
from bot.posting.planner import plan_now, preview
from bot.posting.subscription import Deck, Standing, Subscription
from bot.render import ids
from bot.render.daily import day_text, home_blocks, list_message, schedule_text, slot_text
from bot.render.message import Block, Message
from bot.render.messages import notice_message
from bot.slack.daily import rights
from bot.slack.daily.view import Form, daily_view
from bot.slack.modal import View
from bot.store.deliveries import Deliveries
from bot.store.subscriptions import Subscriptions

NONE_HERE = f"This channel has no daily principle yet. {ids.COMMAND} daily sets one up."
NO_CARD = "No principle fits these topics and sources. Please choose others, or none for all."

# What `now` says when today's post exists already.
TODAY = {
    State.SENT: "Today's principle is in the channel already. The next one comes as planned.",
    State.MISSED: "Today's principle was missed, and a day has one. The next one comes as planned.",
    State.FAILED: "Slack refused today's principle, and a day has one. The next one comes as planned.",
    State.UNKNOWN: "Slack did not say whether today's principle arrived, so it is not repeated.",
}
ON_ITS_WAY = "Today's principle is on its way."


class DailyDesk:
    """The daily posts of all workspaces, as people handle them."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        deliveries: Deliveries,
        library: Library,
        *,
        managers: str,
        now: Callable[[], datetime],
        nudge: Callable[[], None],
    ) -> None:
        """`nudge` sets what was brought forward going at once."""
        self._subscriptions = subscriptions
        self._deliveries = deliveries
        self._library = library
        self._managers = managers
        self._now = now
        self._nudge = nudge

    def form(self, team: str, channel: str, person: str, client: WebClient) -> Form:
        """The form to begin with: what the channel has, or the usual in the person's own zone."""
        existing = self._subscriptions.get(team, channel)
        if existing:
            return Form.of(existing)
        zone = rights.zone_of_person(client, person)
        return Form(channel, zone=zone if zone and is_zone(zone) else "UTC")

    def view(self, team: str, form: Form) -> View:
        """The modal, with the card that this form would begin with."""
        return daily_view(form, self._deck(team), self._first(team, form))

    def save(self, team: str, person: str, form: Form, client: WebClient) -> str:
        """Set up or change a channel's post, as far as Slack and the rules allow; what to tell the person."""
        if not self._deck(team).lots(form.choice):
            return NO_CARD
        refused = self._may_not(person, form.channel, client, entering=True)
        if refused:
            return refused
        now, existing = self._now(), self._subscriptions.get(team, form.channel)
        schedule = replace(form.schedule, skip=existing.schedule.skip) if existing else form.schedule
        creator = existing.creator if existing else person
        saved = Subscription(team, form.channel, schedule, form.choice, creator).rescheduled(now)
        self._subscriptions.save(saved)
        return f"Done: a principle {schedule_text(schedule)}. {self._coming(saved)}"

    def say(self, words: Sequence[str], team: str, channel: str, person: str, client: WebClient) -> Message:
        """What the words after `/principle daily` do: one of WORDS, "list", or "skip" with a date."""
        if list(words) == ["list"]:
            return list_message(self.visible(team, person, client))
        act = _act_of(words)
        if act is None:
            known = " | ".join(["list", *WORDS]).replace("skip", "skip [2026-12-24]")
            return notice_message(f"{ids.COMMAND} daily sets up a channel's post; {ids.COMMAND} daily {known}.")
        return notice_message(self.act(act, team, channel, person, client))

    def act(self, act: Act, team: str, channel: str, person: str, client: WebClient) -> str:
        """Do something with a channel's subscription, if the person may; what to tell them."""
        one = self._subscriptions.get(team, channel)
        if one is None:
            return NONE_HERE
        if act is not DailyDesk.tell_next:
            entering = act is DailyDesk.resume
            refused = self._may_not(person, channel, client, entering=entering)
            if refused:
                return refused
        return act(self, one)

    def visible(self, team: str, person: str, client: WebClient) -> tuple[Subscription, ...]:
        """The subscriptions a person may see: of channels they are in, and those they made."""
        every = self._subscriptions.of_team(team)
        shared = rights.shared_channels(client, person) if every else frozenset[str]()
        channels = frozenset[str]() if isinstance(shared, str) else shared
        return tuple(one for one in every if one.channel in channels or one.creator == person)

    def home(self, team: str, person: str, client: WebClient) -> list[Block]:
        """App Home's part on daily posts."""
        return home_blocks(self.visible(team, person, client))

    def pause(self, one: Subscription) -> str:
        """No posts until it is resumed."""
        self._subscriptions.save(replace(one, standing=Standing.PAUSED).rescheduled(self._now()))
        return f"Paused. {ids.COMMAND} daily resume goes on."

    def resume(self, one: Subscription) -> str:
        """Go on, after a pause or after what Slack refused was mended."""
        resumed = replace(one, standing=Standing.ACTIVE, trouble=None).rescheduled(self._now())
        self._subscriptions.save(resumed)
        return f"Going on. {self._coming(resumed)}"

    def skip(self, one: Subscription) -> str:
        """Leave out the next post."""
        if one.upcoming is None:
            return "There is no next one to skip."
        return self.skip_day(one, one.upcoming.day)

    def skip_day(self, one: Subscription, day: date) -> str:
        """Leave out the post of one local date."""
        skipped = one.without(day, self._now())
        self._subscriptions.save(skipped)
        return f"Skipped {day_text(day)}. {self._coming(skipped)}"

    def tell_next(self, one: Subscription) -> str:
        """Say when the next post comes, and which card it would be."""
        return self._coming(one)

    def post_now(self, one: Subscription) -> str:
        """Bring today's post forward; a day has one."""
        now = self._now()
        plan = plan_now(one, one.schedule.slot_now(now), self._deck(one.team), now)
        if plan.deliveries[0].state is State.FAILED:
            return NO_CARD
        if self._subscriptions.bring_forward(plan, now):
            self._nudge()
            return "It will be here within a minute."
        existing = self._deliveries.read(plan.deliveries[0].key)
        return TODAY.get(existing.state, ON_ITS_WAY) if existing else ON_ITS_WAY

    def stop(self, one: Subscription) -> str:
        """Forget the subscription."""
        self._subscriptions.remove(one.team, one.channel)
        return "Stopped. The channel gets no more daily principles."

    def _coming(self, one: Subscription) -> str:
        """The next post in words."""
        if one.standing is not Standing.ACTIVE:
            return f"It is {one.standing}: {ids.COMMAND} daily resume goes on."
        if one.upcoming is None:
            return "There is no day ahead on which it would be posted."
        deck = self._deck(one.team)
        _, card_id = next(preview(one, deck, self._now()), (None, ""))
        card = deck.cards.get(card_id)
        title = f": “{card.title}”" if card else ""
        return f"The next one comes on {slot_text(one.upcoming, one.schedule)}{title}."

    def _first(self, team: str, form: Form) -> Card | None:
        """The card that a form would begin with."""
        existing = self._subscriptions.get(team, form.channel)
        known = existing or Subscription(team, form.channel, form.schedule, form.choice, "")
        deck = self._deck(team)
        drawn = known.bag.draw(known.seed, deck.lots(form.choice))
        return deck.cards[drawn[0]] if drawn else None

    def _deck(self, team: str) -> Deck:
        """The cards of that workspace."""
        return self._library.of(team).deck

    def _may_not(self, person: str, channel: str, client: WebClient, *, entering: bool) -> str | None:
        """Why not, in words for the person; `entering` also makes sure that the bot is in the channel."""
        if not entering:
            return rights.refusal(client, person, channel, managers=self._managers)
        info = rights.look(client, channel)
        if isinstance(info, str):
            return info
        refused = rights.refusal(client, person, channel, managers=self._managers)
        return refused or rights.join(client, channel, info)


Act = Callable[[DailyDesk, Subscription], str]

WORDS: dict[str, Act] = {
    "pause": DailyDesk.pause,
    "resume": DailyDesk.resume,
    "skip": DailyDesk.skip,
    "next": DailyDesk.tell_next,
    "now": DailyDesk.post_now,
    "stop": DailyDesk.stop,
}


def _act_of(words: Sequence[str]) -> Act | None:
    """What the words ask for; None for words that say nothing here."""
    match words:
        case [word]:
            return WORDS.get(word)
        case ["skip", text]:
            day = _date(text)
            return (lambda desk, one: desk.skip_day(one, day)) if day else None
    return None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
