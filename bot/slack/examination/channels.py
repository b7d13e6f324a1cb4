"""What Slack says of the channels that the app works in, and of its message tab; which those are, the database says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk import WebClient

from bot.counting import count
from bot.health import Row
from bot.posting.subscription import Standing, Subscription
from bot.render.trouble import reason
from bot.settings import Settings
from bot.slack.examination.app import INSTALL
from bot.slack.examination.introduction import Introduced
from bot.slack.examination.watched import WATCHED, watched_row
from bot.slack.outbox.membership import channels_of
from bot.slack.outbox.outcome import Done, Refused, attempt
from bot.slack.rights import is_shared
from bot.store.database import Database
from bot.store.experts import ExpertsChannels
from bot.store.replies import Replies
from bot.store.subscriptions import Subscriptions
from bot.store.watched import Watched

EXPERTS, DAILY, TAB = "experts", "daily channels", "messages tab"
CHECKS = (TAB, DAILY, EXPERTS, WATCHED)

CHOOSE = "a teacher chooses a channel in the App Home; or set EXPERTS_CHANNEL"
AGAIN = "invite the app there if it is a private channel; else choose another one in the App Home"
SHARED = "leave it if that is meant; else choose another one in the App Home"
OTHER = "unarchive it, or choose another one in the App Home"
WRITE = (
    "write to the app there yourself; if Slack says that messages to it are turned off, allow them in the app's "
    "settings at Slack, under App Home"
)
RESUME = "then type the command with `daily resume` there"

# A channel that the app is not in is looked at by itself; Slack gives fifty such looks a minute.
MOST_LOOKS = 20


def examine_channels(settings: Settings, database: Database, introduced: Introduced) -> Iterator[Row]:
    """Rows for the message tab, and for the channels that the app works in. Raises StoreError."""
    if introduced.answer is None:
        yield from (Row(name, "off", "not known without a token that works") for name in CHECKS)
        return
    team = introduced.team
    posts = [one for one in Subscriptions(database).all() if one.team == team]
    yield _tab(Replies(database), team)
    watched = sorted(channel for where, channel in Watched(database).channels() if where == team)
    yield from channel_rows(introduced, posts, ExpertsChannels(database, settings.experts).of(team), watched)


def channel_rows(
    introduced: Introduced, posts: Sequence[Subscription], experts: str, watched: Sequence[str]
) -> Iterator[Row]:
    """Rows for a workspace's channels: with a daily post, of the experts (empty: nobody is asked), and watched."""
    client = introduced.client
    yield from _daily(posts, client, introduced.bot_user, introduced.scopes or frozenset())
    yield _experts(experts, client) if experts else Row(EXPERTS, "off", "nobody is asked", CHOOSE)
    yield watched_row(watched, client)


def _tab(replies: Replies, team: str) -> Row:
    """Whether people can write to the app. Slack tells that to the app's owner alone, so only its use proves it."""
    last = replies.last_direct(team)
    if last is None:
        return Row(TAB, "off", "nobody has written to the app yet, and Slack does not say whether they can", WRITE)
    return Row(TAB, "ok", f"people write to the app, last on {last:%Y-%m-%d}")


def _daily(wanted: Sequence[Subscription], client: WebClient, me: str, scopes: frozenset[str]) -> Iterator[Row]:
    """A row for all channels with a daily post, and one for each that cannot have it."""
    posted = [one for one in wanted if one.standing is not Standing.PAUSED]
    if not posted:
        yield Row(DAILY, "off", "no channel has a daily post")
        return
    inside = channels_of(client, me, archived=False)
    if not isinstance(inside, frozenset):
        lacks = isinstance(inside, Refused) and inside.error == "missing_scope"
        yield Row(DAILY, "off", *(("not known without channels:read and groups:read", INSTALL) if lacks else UNSAID))
        return
    outside = [one for one in posted if one.channel not in inside]
    rows = [_outside(one, client, scopes) for one in outside[:MOST_LOOKS]]
    rows += [_halted(one) for one in posted if one.standing is Standing.HALTED and one.channel in inside]
    bad = [row for row in rows if row is not None]
    unseen = len(outside) - len(outside[:MOST_LOOKS])
    found = f"{count(len(posted), 'channel')} with a daily post, {len(bad)} of them cannot have it"
    found += f"; {unseen} more were not looked at" if unseen else ""
    yield Row(DAILY, "broken" if bad else "ok", found, "the rows below say how" if bad else "")
    yield from bad


UNSAID = ("Slack did not say which channels the app is in", "look again")


def _outside(one: Subscription, client: WebClient, scopes: frozenset[str]) -> Row | None:
    """A channel that the app is not in; None where it may post all the same."""
    match attempt(lambda: client.conversations_info(channel=one.channel)):
        case Done(answer):
            info: Mapping[str, Any] = answer.get("channel") or {}
        case Refused():
            gone = "is gone, or private without the app in it"
            return _broken(one, f"{one.channel} {gone}", gone, "invite the app there, or stop its daily post")
        case _:
            return None
    name = f"#{info.get('name') or one.channel}"
    if info.get("is_archived"):
        return _broken(one, f"{name} is archived", "is archived", "unarchive it")
    if info.get("is_member") or (not info.get("is_private") and "chat:write.public" in scopes):
        return _halted(one) if one.standing is Standing.HALTED else None
    return _broken(one, f"the app is not in {name}", "the app is not in it", "/invite it there")


def _halted(one: Subscription) -> Row:
    """A channel whose post rests since Slack, or its own row, refused."""
    return _broken(
        one, f"halted in {one.channel}: {reason(one.trouble)}", f"halted: {reason(one.trouble)}", "mend that"
    )


def _broken(one: Subscription, found: str, told: str, remedy: str) -> Row:
    return Row(f"daily {one.channel}", "broken", found, f"{remedy}, {RESUME}", told=told)


def _experts(channel: str, client: WebClient) -> Row:
    """Whether the experts' channel is there, with the app in it."""
    match attempt(lambda: client.conversations_info(channel=channel)):
        case Done(answer):
            info: Mapping[str, Any] = answer.get("channel") or {}
        case Refused("missing_scope"):
            return Row(EXPERTS, "off", f"{channel} cannot be looked at without channels:read and groups:read", INSTALL)
        case Refused(error):
            return Row(EXPERTS, "broken", f"Slack does not show {channel} ({error})", AGAIN)
        case _:
            return Row(EXPERTS, "off", f"Slack did not say what {channel} is")
    name = f"#{info.get('name') or channel}"
    if info.get("is_archived"):
        return Row(EXPERTS, "broken", f"{name} is archived", OTHER, told="it is archived")
    if not info.get("is_member"):
        found = f"the app is not in {name}, so it hears no answers"
        return Row(EXPERTS, "broken", found, "/invite it there", told="the app is not in it, so it hears no answers")
    if is_shared(info):
        told = "another company shares it, and reads the questions"
        return Row(EXPERTS, "off", f"the app is in {name}; {told}", SHARED, told=told)
    return Row(EXPERTS, "ok", f"the app is in {name}", told="the app is in it")
