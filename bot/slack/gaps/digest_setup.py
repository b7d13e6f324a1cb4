"""`/principle digest`: a channel's weekly digest is set up, changed and stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from slack_sdk import WebClient

from bot.posting.calendar import UnknownZoneError, is_zone
from bot.posting.weekly import Weekly
from bot.render import ids
from bot.render.daily import CHANNEL_ID, DAYS
from bot.render.elements import Element, actions_row, button, context, paragraph, rich_text
from bot.slack import inputs, rights
from bot.slack.events.interactions import Command, Submission, Typing, just_typed
from bot.slack.events.press import InModal, Press
from bot.slack.gaps.desk import GapDesk
from bot.slack.listening import Acknowledged, Listening, Refresh
from bot.slack.modal import ASKING, View, modal, notice_view
from bot.slack.outbox.views import open_or_tell, update_view
from bot.store.digests import Digests

WORD = "digest"
TITLE = "Weekly digest"
MONDAY, MORNING = 0, time(9)

ABOUT = (
    "Once a week I post how many questions I was asked and answered, and what was asked in vain most. "
    "Everybody in the channel reads these questions, but not who asked them."
)
SAVED = "Done: the digest comes on {}s at {:%H:%M} ({})."
STOPPED = "Stopped. The channel gets no more digests."
NONE_HERE = "That channel has no weekly digest."
CHOOSE_DAY = "Choose a day."


@dataclass(frozen=True, slots=True)
class DigestSetup:
    """Sets up digests: teachers only, in channels whose daily post they could set up too."""

    desk: GapDesk
    digests: Digests
    managers: str

    def of(self, team: str, channel: str, person: str, client: WebClient) -> Weekly:
        """What the channel has, or what it would get."""
        found = self.digests.get(team, channel) if channel else None
        if found:
            return found
        zone = rights.zone_of_person(client, person)
        return Weekly(team, channel, MONDAY, MORNING, zone if zone and is_zone(zone) else "UTC", person)

    def refusal(self, team: str, person: str, channel: str, client: WebClient) -> str | None:
        """Why a person may not, in words for them; None if they may."""
        refused = self.desk.teachers.refusal(team, person, client)
        return refused or rights.refusal(client, person, team, channel, managers=self.managers)

    def save(self, wanted: Weekly, client: WebClient, *, warned: bool = False) -> str:
        """Set it up, as far as Slack and the rules allow; what to tell the person.

        In a channel that another company reads, it is set up once the person was `warned`.
        """
        refused = self.desk.teachers.refusal(wanted.team, wanted.creator, client)
        if refused:
            return refused
        info = rights.look(client, wanted.channel)
        if isinstance(info, str):
            return info
        refused = rights.refusal(client, wanted.creator, wanted.team, wanted.channel, managers=self.managers)
        unaware = rights.SHARED if rights.is_shared(info) and not warned else None
        refused = refused or unaware or rights.join(client, wanted.channel, info)
        if refused:
            return refused
        try:
            one = wanted.scheduled(self.desk.now())
        except UnknownZoneError:
            return inputs.CHOOSE_ZONE
        self.digests.save(one)
        return SAVED.format(DAYS[one.weekday], one.at, one.zone)

    def stop(self, team: str, channel: str, person: str, client: WebClient) -> str:
        """Stop a channel's digest; what to tell the person."""
        refused = self.refusal(team, person, channel, client)
        if refused:
            return refused
        return STOPPED if self.digests.remove(team, channel) else NONE_HERE


def setup_view(one: Weekly, *, exists: bool, warned: str = "") -> View:
    """The window; with a way to stop a digest that `exists`. `warned`: the channel that the person was warned of."""
    days = [inputs.option(str(number), name) for number, name in enumerate(DAYS)]
    day: Element = {"type": "static_select", "options": days, "initial_option": days[one.weekday]}
    stop = actions_row([button("Stop it", ids.DIGEST_STOP, one.channel)]) if exists else []
    blocks = [
        rich_text(paragraph(ABOUT)),
        inputs.channel_input(ids.DIGEST_CHANNEL, one.channel),
        inputs.labelled("Day", ids.DIGEST_DAY, day),
        inputs.time_input(ids.DIGEST_TIME, one.at),
        inputs.zone_input(ids.DIGEST_ZONE, one.zone),
        *stop,
    ]
    return modal(TITLE, blocks, callback_id=ids.DIGEST_VIEW, metadata=warned, submit="Save")


def read_form(team: str, person: str, values: Mapping[str, Any]) -> tuple[Weekly, dict[str, str]]:
    """What was filled in, and what is wrong with it by block."""
    channel, zone = inputs.channel_in(values, ids.DIGEST_CHANNEL), inputs.zone_in(values, ids.DIGEST_ZONE)
    at, day = inputs.time_in(values, ids.DIGEST_TIME), _day(values)
    errors = {
        ids.DIGEST_CHANNEL: None if channel else inputs.CHOOSE_CHANNEL,
        ids.DIGEST_DAY: None if day is not None else CHOOSE_DAY,
        ids.DIGEST_TIME: None if at is not None else inputs.CHOOSE_TIME,
        ids.DIGEST_ZONE: None if zone else inputs.CHOOSE_ZONE,
    }
    wanted = Weekly(team, channel or "", day or MONDAY, MORNING if at is None else at, zone or "UTC", person)
    return wanted, {block: error for block, error in errors.items() if error}


def _day(values: Mapping[str, Any]) -> int | None:
    day = inputs.picked(inputs.value_of(values, ids.DIGEST_DAY).get("selected_option"))
    return int(day) if day in {str(number) for number in range(len(DAYS))} else None


def handle_command(command: Command, client: WebClient, *, setup: DigestSetup) -> None:
    """Open the window for this channel."""
    _open(command, command.channel, client, setup)


def handle_setup(press: Press, client: WebClient, *, setup: DigestSetup) -> None:
    """Open the window for the channel that the button names, or for one to be chosen."""
    _open(press, press.value if press.value != ids.NO_VALUE else "", client, setup)


def _open(asked: Command | Press, channel: str, client: WebClient, setup: DigestSetup) -> None:
    """Open a window at once, and show a channel's settings there if the person may see them."""
    window = open_or_tell(client, asked, notice_view(TITLE, ASKING))
    if window is None:
        return
    here = channel if CHANNEL_ID.fullmatch(channel) else ""
    may_not = setup.refusal(asked.team, asked.person, here, client) if here else None
    refused = may_not or setup.desk.teachers.refusal(asked.team, asked.person, client)
    if refused:
        update_view(client, window, notice_view(TITLE, refused))
        return
    one = setup.of(asked.team, here, asked.person, client)
    update_view(client, window, setup_view(one, exists=bool(one.next_due or one.trouble)))


def handle_submission(
    submission: Submission, client: WebClient, *, setup: DigestSetup, refresh: Refresh
) -> Acknowledged:
    """Set it up. What cannot be saved stands there again as it was filled in, with the reason."""
    wanted, errors = read_form(submission.team, submission.person, submission.form)
    if errors:
        return {"response_action": "errors", "errors": errors}, None

    def save() -> None:
        """Set it up, and say in the window what came of it."""
        said = setup.save(wanted, client, warned=submission.metadata == wanted.channel)
        done = setup.digests.get(wanted.team, wanted.channel)
        view = notice_view(TITLE, said)
        if done is None or replace(done, next_due=None) != wanted:
            again = setup_view(wanted, exists=False, warned=wanted.channel if said == rights.SHARED else "")
            view = {**again, "blocks": [context(said), *again["blocks"]]}
        update_view(client, submission.view_id, view)
        refresh(submission.team, submission.person, client)

    return {"response_action": "update", "view": notice_view(TITLE, ASKING)}, save


def handle_stop(press: Press, client: WebClient, *, setup: DigestSetup, refresh: Refresh) -> None:
    """Stop a channel's digest, and say so in its window."""
    if isinstance(press.spot, InModal):
        said = setup.stop(press.team, press.value, press.person, client)
        update_view(client, press.spot.view_id, notice_view(TITLE, said))
        refresh(press.team, press.person, client)


def zones_for(typing: Typing, *, setup: DigestSetup) -> Element:
    """The zones that what was typed so far may mean."""
    return inputs.zone_options(typing.text[:100], setup.desk.now(), typing.chosen)


def register(listening: Listening, setup: DigestSetup, *, refresh: Refresh) -> None:
    """Listen to everything about digests; before the general command, which takes any text."""
    listening.command_where(setup.desk.library.command, just_typed(WORD), handle_command, setup=setup)
    listening.press(ids.pattern(ids.DIGEST), handle_setup, setup=setup)
    listening.press(ids.pattern(ids.DIGEST_STOP), handle_stop, setup=setup, refresh=refresh)
    listening.submission(ids.DIGEST_VIEW, handle_submission, setup=setup, refresh=refresh)
    listening.typing(ids.DIGEST_ZONE, zones_for, setup=setup)
