"""The experts' channel: chosen by teachers in the App Home, and tried before it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient

from bot.render import ids
from bot.render.asks import ASK_LABEL
from bot.render.daily import channel_mention
from bot.render.elements import actions_row, button, context_mrkdwn, paragraph, rich_text
from bot.render.experts import ABOUT, CHOSEN, NOBODY, announcement, home_blocks, lost
from bot.render.message import Block
from bot.settings import MEMBERS
from bot.slack import inputs, rights
from bot.slack.events.interactions import Submission
from bot.slack.events.press import InModal, Press
from bot.slack.experts.desk import LOST
from bot.slack.intake import Intake
from bot.slack.listening import Acknowledged, Listening, Refresh
from bot.slack.modal import ASKING, View, modal, notice_view
from bot.slack.outbox.notices import direct, refusal_text
from bot.slack.outbox.outcome import Done, attempt
from bot.slack.outbox.views import open_or_tell, update_view
from bot.slack.teachers import Teachers
from bot.store.experts import ExpertsChannels
from bot.store.inbox import Held


@dataclass(frozen=True, slots=True)
class ChannelSetup:
    """Sets up where a workspace asks: teachers only, in a channel they are in themselves (an admin, in any)."""

    channels: ExpertsChannels
    teachers: Teachers
    intake: Intake
    shared: rights.SharedChannels
    now: Callable[[], datetime]

    def choose(self, team: str, channel: str, person: str, client: WebClient, *, warned: bool = False) -> str:
        """Ask in that channel from now on, or (empty) nobody; what to tell the person.

        One that another company reads is taken once the person was `warned`.
        """
        refused = self.teachers.refusal(team, person, client)
        if refused is None and channel:
            tell = channel != self.channels.of(team)
            refused = _tried(team, channel, person, client, tell=tell, warned=warned)
        if refused:
            return refused
        self.channels.choose(team, channel, person, now=self.now())
        return CHOSEN if channel else NOBODY

    def tell_chooser(self, held: Held, client: WebClient) -> None:
        """Tell whoever chose the channel that Slack does not let us ask there, unless another one was chosen."""
        team, channel = held.task.team, held.task.body["channel"]
        person = self.channels.chooser(team) if self.channels.of(team) == channel else ""
        if person:
            direct(person, lost(channel, held.task.body["error"]), client)
        self.intake.settle(held)

    def home(self, team: str, person: str, client: WebClient) -> list[Block]:
        """The App Home's part, for teachers."""
        if not self.teachers.may(team, person, client):
            return []
        channel = self.channels.of(team)
        return home_blocks(channel, shared=bool(channel) and self.shared.has(team, channel, client))


def _tried(team: str, channel: str, person: str, client: WebClient, *, tell: bool, warned: bool) -> str | None:
    """Be in the channel, and `tell` it; why that did not come about, in words for who chose it, or None.

    What the channel is told is a trial too: Slack says of no channel beforehand whether an app may post there.
    """
    info = rights.look(client, channel)
    if isinstance(info, str):
        return info
    refused = rights.refusal(client, person, team, channel, managers=MEMBERS)
    unaware = rights.SHARED if rights.is_shared(info) and not warned else None
    refused = refused or unaware or rights.join(client, channel, info)
    if refused or not tell:
        return refused
    told = announcement(person)
    outcome = attempt(lambda: client.chat_postMessage(channel=channel, text=told.text, blocks=told.blocks))
    return None if isinstance(outcome, Done) else refusal_text(outcome, channel_mention(channel))


def setup_view(channel: str, *, asks: bool, said: str = "") -> View:
    """The window with a channel in it, under what was just `said`; with a way to ask nobody where somebody is asked.

    It remembers which channel the person was warned of.
    """
    stop = actions_row([button("Ask nobody", ids.EXPERTS_NONE)]) if asks else []
    blocks = [
        *([context_mrkdwn(said)] if said else []),
        rich_text(paragraph(ABOUT)),
        inputs.channel_input(ids.EXPERTS_CHANNEL, channel),
        *stop,
    ]
    warned = channel if said == rights.SHARED else ""
    return modal(ASK_LABEL, blocks, callback_id=ids.EXPERTS_VIEW, metadata=warned, submit="Save")


def handle_setup(press: Press, client: WebClient, *, setup: ChannelSetup) -> None:
    """Open the window."""
    refused = setup.teachers.refusal(press.team, press.person, client)
    channel = "" if refused else setup.channels.of(press.team)
    view = notice_view(ASK_LABEL, refused) if refused else setup_view(channel, asks=bool(channel))
    open_or_tell(client, press, view)


def handle_chosen(submission: Submission, client: WebClient, *, setup: ChannelSetup, refresh: Refresh) -> Acknowledged:
    """Take the channel. One that cannot be taken stands there again, with the reason."""
    channel, team, person = inputs.channel_in(submission.form, ids.EXPERTS_CHANNEL), submission.team, submission.person
    if channel is None:
        return {"response_action": "errors", "errors": {ids.EXPERTS_CHANNEL: inputs.CHOOSE_CHANNEL}}, None

    def choose() -> None:
        """Take the channel, and say in the window what came of it."""
        said = setup.choose(team, channel, person, client, warned=submission.metadata == channel)
        again = setup_view(channel, asks=setup.channels.has(team), said=said)
        view = notice_view(ASK_LABEL, said) if said == CHOSEN else again
        update_view(client, submission.view_id, view)
        refresh(team, person, client)

    return {"response_action": "update", "view": notice_view(ASK_LABEL, ASKING)}, choose


def handle_nobody(press: Press, client: WebClient, *, setup: ChannelSetup, refresh: Refresh) -> None:
    """Ask nobody any more, and say so in the window."""
    if isinstance(press.spot, InModal):
        said = setup.choose(press.team, "", press.person, client)
        update_view(client, press.spot.view_id, notice_view(ASK_LABEL, said))
        refresh(press.team, press.person, client)


def register(listening: Listening, setup: ChannelSetup, *, refresh: Refresh) -> None:
    """Listen to the window, and to what opens it."""
    listening.press(ids.pattern(ids.EXPERTS), handle_setup, setup=setup)
    listening.press(ids.pattern(ids.EXPERTS_NONE), handle_nobody, setup=setup, refresh=refresh)
    listening.task(LOST, setup.tell_chooser)
    listening.submission(ids.EXPERTS_VIEW, handle_chosen, setup=setup, refresh=refresh)
