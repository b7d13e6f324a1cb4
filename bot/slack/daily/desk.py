"""What people do with daily posts: set up, look, pause, resume, skip, post now, stop.

Everything that changes a channel's post asks Slack first whether the person may.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from slack_sdk import WebClient

from bot.library import Library
from bot.posting.calendar import UnknownZoneError, is_zone
from bot.posting.cards import Card
from bot.posting.deck import Deck
from bot.posting.delivery import Key, State
from bot.posting.planner import plan_now, preview
from bot.posting.subscription import Standing, Subscription
from bot.render.daily import day_text, schedule_text, slot_text, weekday_text, weekdays_text
from bot.slack import rights
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


class Saved(NamedTuple):
    """Whether a form was saved, and what to tell the person."""

    done: bool
    said: str


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
        self.now = now
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

    def closed_to(self, team: str, person: str, channel: str, client: WebClient) -> str | None:
        """Why a person may not look into a channel's settings, in words for them; None if they may."""
        info = rights.look(client, channel)
        return info if isinstance(info, str) else self._refused(team, person, channel, client)

    def view(self, team: str, form: Form, *, permitted: bool, problem: str | None = None) -> View:
        """The modal, with a card that this form would begin with, and the `problem` that kept it from being saved.

        Which card is next in the channel is for those who are `permitted` to know.
        """
        return daily_view(form, self._deck(team), self._first(team, form, permitted=permitted), problem=problem)

    def save(self, team: str, person: str, form: Form, client: WebClient) -> Saved:
        """Set up or change a channel's post, as far as Slack and the rules allow."""
        choice = self._deck(team).fitting(form.choice)
        if choice is None:
            return Saved(False, no_card(self._deck(team)))
        refused = self._may_not_enter(team, person, form.channel, client)
        if refused:
            return Saved(False, refused)
        now, new = self.now(), Subscription(team, form.channel, form.schedule, choice, person)

        def decide(existing: Subscription | None, posted: date | None) -> Subscription:
            """The subscription as it was filled in, from the one that is there or anew."""
            return existing.changed(form.schedule, choice, now, posted) if existing else new.rescheduled(now, posted)

        saved = self._subscriptions.change(team, form.channel, decide) or new
        return Saved(True, f"Done: a card {schedule_text(saved.schedule)}. {self._coming(saved)}")

    def act(self, act: Act, team: str, channel: str, person: str, client: WebClient) -> str:
        """Do something with a channel's subscription, if the person may; what to tell them."""
        # Whether there is a subscription at all is nothing for strangers either.
        refused = None if act is DailyDesk.tell_next else self._refused(team, person, channel, client)
        if refused:
            return refused
        one = self._subscriptions.get(team, channel)
        if one is None:
            return self._none_here
        closed = self._may_not_enter(team, person, channel, client) if act is DailyDesk.resume else None
        if closed:
            return closed
        try:
            return act(self, one)
        except UnknownZoneError:
            return UNKNOWN_ZONE.format(command=self.command)

    def pause(self, one: Subscription) -> str:
        """No posts until it is resumed."""
        paused = self._change(one, lambda existing, _: existing.paused())
        return f"Paused. {self.command} daily resume goes on." if paused else self._none_here

    def resume(self, one: Subscription) -> str:
        """Go on, after a pause or after what Slack refused was mended."""
        resumed = self._change(one, lambda existing, posted: existing.resumed(self.now(), posted))
        return f"Going on. {self._coming(resumed)}" if resumed else self._none_here

    def skip(self, one: Subscription) -> str:
        """Leave out the next post."""
        if one.upcoming is None:
            return "There is no next one to skip."
        return self.skip_day(one, one.upcoming.day)

    def skip_day(self, one: Subscription, day: date) -> str:
        """Leave out the post of one local date, if it has one to come."""
        today = one.schedule.today(self.now())
        if day < today:
            return f"{day_text(day, today)} is over: there is nothing to skip."
        if day.weekday() not in one.schedule.weekdays:
            days = weekdays_text(one.schedule.weekdays)
            return f"Nothing is posted on {weekday_text(day)}, only {days}: there is nothing to skip."
        if day in one.schedule.skip:
            return f"{day_text(day, today)} is left out already."
        skipped = self._change(one, lambda existing, posted: existing.without(day, self.now(), posted))
        undo = f"{self.command} daily unskip takes it back."
        return f"Skipped {day_text(day, today)}. {self._coming(skipped)} {undo}" if skipped else self._none_here

    def unskip(self, one: Subscription) -> str:
        """Take back the nearest skip."""
        today = one.schedule.today(self.now())
        coming = [day for day in one.schedule.skip if day >= today]
        return self.unskip_day(one, min(coming)) if coming else "No day is left out: there is nothing to take back."

    def unskip_day(self, one: Subscription, day: date) -> str:
        """Take back the skip of one local date."""
        today = one.schedule.today(self.now())
        if day not in one.schedule.skip:
            return f"{day_text(day, today)} is not left out: there is nothing to take back."
        changed = self._change(one, lambda existing, posted: existing.with_again(day, self.now(), posted))
        return f"{day_text(day, today)} has its post again. {self._coming(changed)}" if changed else self._none_here

    def today(self, one: Subscription) -> date:
        """The local day of a channel. Raises UnknownZoneError."""
        return one.schedule.today(self.now())

    def tell_next(self, one: Subscription) -> str:
        """Say when the next post comes, and which card it would be."""
        return self._coming(one)

    def post_now(self, one: Subscription) -> str:
        """Bring today's post forward; a day has one."""
        now, deck = self.now(), self._deck(one.team)
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
            """The changed subscription; None where there is none any more."""
            return decide(existing, posted) if existing else None

        return self._subscriptions.change(one.team, one.channel, decided)

    def _coming(self, one: Subscription) -> str:
        """The next post in words."""
        if one.standing is not Standing.ACTIVE:
            return f"It is {one.standing}: {self.command} daily resume goes on."
        if one.upcoming is None:
            return "There is no day ahead on which it would be posted."
        deck = self._deck(one.team)
        _, card_id = next(preview(one, deck, self.now()), (None, ""))
        card = deck.cards.get(card_id)
        title = f": “{card.title}”" if card else ""
        return f"The next one comes on {slot_text(one.upcoming, one.schedule)}{title}."

    def _first(self, team: str, form: Form, *, permitted: bool) -> Card | None:
        """The card that a form would begin with, or might, where the channel's own turn is not for the person."""
        existing = self._subscriptions.get(team, form.channel) if permitted else None
        known = existing or Subscription(team, form.channel, form.schedule, form.choice, "")
        deck = self._deck(team)
        drawn = known.bag.draw(known.seed, deck.lots(form.choice))
        return deck.cards[drawn[0]] if drawn else None

    def _deck(self, team: str) -> Deck:
        """The cards of that workspace."""
        return self._library.of(team).deck

    def _may_not_enter(self, team: str, person: str, channel: str, client: WebClient) -> str | None:
        """Why the person may not, or the bot cannot post there, in words for the person; it joins a public channel."""
        info = rights.look(client, channel)
        if isinstance(info, str):
            return info
        return self._refused(team, person, channel, client) or rights.join(client, channel, info)

    def _refused(self, team: str, person: str, channel: str, client: WebClient) -> str | None:
        return rights.refusal(client, person, team, channel, managers=self._managers)


Act = Callable[[DailyDesk, Subscription], str]
