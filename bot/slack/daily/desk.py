"""What people do with daily posts: set up, look, pause, resume, skip, post now, stop.

Everything that changes a channel's post asks Slack first whether the person may.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from slack_sdk import WebClient

from bot.library import Library
from bot.posting.calendar import UnknownZoneError, is_zone
from bot.posting.cards import Card
from bot.posting.delivery import Key, State
from bot.posting.planner import plan_now, preview
from bot.posting.subscription import Deck, Standing, Subscription
from bot.render.daily import day_text, home_blocks, list_message, schedule_text, slot_text, weekday_text
from bot.render.message import Block, Message
from bot.render.messages import notice_message
from bot.slack.daily import rights
from bot.slack.daily.view import Form, daily_view, no_card
from bot.slack.modal import View
from bot.store.deliveries import Deliveries
from bot.store.subscriptions import Subscriptions

NONE_HERE = "This channel has no daily post yet. {command} daily sets one up."

UNKNOWN_ZONE = "This channel's time zone is not known here. {command} daily lets you choose another one."

# What `now` says when today's post exists already.
TODAY = {
    State.SENT: "Today's post is in the channel already. The next one comes as planned.",
    State.MISSED: "Today's post was missed, and a day has one. The next one comes as planned.",
    State.FAILED: "Slack refused today's post, and a day has one. The next one comes as planned.",
    State.UNKNOWN: "Slack did not say whether today's post arrived, so it is not repeated.",
}
ON_ITS_WAY = "Today's post is on its way."


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

    @property
    def command(self) -> str:
        """The slash command."""
        return self._library.command

    @property
    def _none_here(self) -> str:
        return NONE_HERE.format(command=self.command)

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
        choice = self._deck(team).fitting(form.choice)
        if choice is None:
            return no_card(self._deck(team))
        refused = self._may_not(person, form.channel, client, entering=True)
        if refused:
            return refused
        now, new = self._now(), Subscription(team, form.channel, form.schedule, choice, person)

        def decide(existing: Subscription | None, posted: date | None) -> Subscription:
            return existing.changed(form.schedule, choice, now, posted) if existing else new.rescheduled(now, posted)

        saved = self._subscriptions.change(team, form.channel, decide) or new
        return f"Done: a card {schedule_text(saved.schedule)}. {self._coming(saved)}"

    def say(self, words: Sequence[str], team: str, channel: str, person: str, client: WebClient) -> Message:
        """What the words after `/principle daily` do: one of WORDS, "list", or "skip" with a date."""
        if list(words) == ["list"]:
            return list_message(self.visible(team, person, client), self.command)
        act = _act_of(words)
        if act is None:
            known = " | ".join(["list", *WORDS]).replace("skip", "skip [2026-12-24]")
            return notice_message(f"{self.command} daily sets up a channel's post; {self.command} daily {known}.")
        return notice_message(self.act(act, team, channel, person, client))

    def act(self, act: Act, team: str, channel: str, person: str, client: WebClient) -> str:
        """Do something with a channel's subscription, if the person may; what to tell them."""
        one = self._subscriptions.get(team, channel)
        if one is None:
            return self._none_here
        if act is not DailyDesk.tell_next:
            entering = act is DailyDesk.resume
            refused = self._may_not(person, channel, client, entering=entering)
            if refused:
                return refused
        try:
            return act(self, one)
        except UnknownZoneError:
            return UNKNOWN_ZONE.format(command=self.command)

    def visible(self, team: str, person: str, client: WebClient) -> tuple[Subscription, ...]:
        """The subscriptions a person may see: of channels they are in, and those they made."""
        every = self._subscriptions.of_team(team)
        shared = rights.shared_channels(client, person) if every else frozenset[str]()
        channels = frozenset[str]() if isinstance(shared, str) else shared
        return tuple(one for one in every if one.channel in channels or one.creator == person)

    def home(self, team: str, person: str, client: WebClient) -> list[Block]:
        """App Home's part on daily posts."""
        return home_blocks(self.visible(team, person, client), self.command)

    def pause(self, one: Subscription) -> str:
        """No posts until it is resumed."""
        paused = self._change(one, lambda existing, _: existing.paused())
        return f"Paused. {self.command} daily resume goes on." if paused else self._none_here

    def resume(self, one: Subscription) -> str:
        """Go on, after a pause or after what Slack refused was mended."""
        resumed = self._change(one, lambda existing, posted: existing.resumed(self._now(), posted))
        return f"Going on. {self._coming(resumed)}" if resumed else self._none_here

    def skip(self, one: Subscription) -> str:
        """Leave out the next post."""
        if one.upcoming is None:
            return "There is no next one to skip."
        return self.skip_day(one, one.upcoming.day)

    def skip_day(self, one: Subscription, day: date) -> str:
        """Leave out the post of one local date, if it has one to come."""
        today = one.schedule.today(self._now())
        if day < today:
            return f"{day_text(day, today)} is over: there is nothing to skip."
        if day.weekday() not in one.schedule.weekdays:
            return f"Nothing is posted on {weekday_text(day)}: there is nothing to skip."
        if day in one.schedule.skip:
            return f"{day_text(day, today)} is left out already."
        skipped = self._change(one, lambda existing, posted: existing.without(day, self._now(), posted))
        return f"Skipped {day_text(day, today)}. {self._coming(skipped)}" if skipped else self._none_here

    def tell_next(self, one: Subscription) -> str:
        """Say when the next post comes, and which card it would be."""
        return self._coming(one)

    def post_now(self, one: Subscription) -> str:
        """Bring today's post forward; a day has one."""
        now, deck = self._now(), self._deck(one.team)
        slot = one.schedule.slot_now(now)
        if one.standing is Standing.HALTED:
            return self._coming(one)
        if not deck.lots(one.choice):
            return no_card(deck)
        if self._subscriptions.bring_forward(one.team, one.channel, lambda it: plan_now(it, slot, deck, now), now):
            self._nudge()
            return "It will be here within a minute."
        existing = self._deliveries.read(Key(one.team, one.channel, slot.day))
        return TODAY.get(existing.state, ON_ITS_WAY) if existing else self._none_here

    def stop(self, one: Subscription) -> str:
        """Forget the subscription."""
        self._subscriptions.remove(one.team, one.channel)
        return "Stopped. The channel gets no more daily posts."

    def _change(
        self, one: Subscription, decide: Callable[[Subscription, date | None], Subscription]
    ) -> Subscription | None:
        """Change a subscription as it is now, which may be another than when Slack was asked; None if it is gone."""

        def decided(existing: Subscription | None, posted: date | None) -> Subscription | None:
            return decide(existing, posted) if existing else None

        return self._subscriptions.change(one.team, one.channel, decided)

    def _coming(self, one: Subscription) -> str:
        """The next post in words."""
        if one.standing is not Standing.ACTIVE:
            return f"It is {one.standing}: {self.command} daily resume goes on."
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
