"""Registers our listeners on a Bolt app, whoever's it is.

Each acknowledges at once and works afterwards, on threads of ours: a slow look-up for one person holds up no
acknowledgement, in this app or in somebody else's. A listener gets its payload read, never raw, and what goes
wrong in it ends with us: logged once, and told to the person. What is answered through a response URL is kept
before it is acknowledged, so that another process answers it should this one die.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol, TypeVar

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.slack import errors
from bot.slack.clients import once_only
from bot.slack.errors import Asker
from bot.slack.events.caller import Caller
from bot.slack.events.fields import Payload
from bot.slack.events.interactions import Command, Opened, Shortcut, Submission, Typing
from bot.slack.events.press import InHome, InModal, Press
from bot.slack.events.talk import Talk
from bot.slack.intake import Intake
from bot.slack.restraint import SLOWLY, Restraint
from bot.slack.workers import Workers
from bot.store.inbox import RESPONSE_URL_LIFE, Held, Task

Read = TypeVar("Read", covariant=True)

# A condition on a payload, beside the name that was called.
Condition = Callable[[Payload], bool]

# Shows a person of a team their App Home as it is now.
Refresh = Callable[[str, str, WebClient], None]

# How a submission is acknowledged (the arguments of Bolt's ack), and the work that follows, if any.
Acknowledged = tuple[Mapping[str, Any], Callable[[], object] | None]


class Readable(Protocol[Read]):
    """A payload's form, which reads it."""

    def read(self, body: Payload, caller: Caller) -> Read:
        """The payload read."""


class Listening:
    """Registers listeners on one app; they get their services as keywords."""

    def __init__(
        self,
        app: App,
        workers: Workers,
        intake: Intake,
        restraint: Restraint,
        ears: list[Callable[[Talk, WebClient], None]],
    ) -> None:
        """`ears` are those of `hearing.Hearing`; features add theirs."""
        self._app = app
        self._workers = workers
        self._intake = intake
        self._restraint = restraint
        self._ears = ears

    def overhear(self, handle: Callable[..., None], **services: object) -> None:
        """Call `handle(talk, client, **services)` for all that is said in channels, before it is acknowledged.

        It keeps what its feature wants of it as a task, and leaves the rest alone at the cost of a look-up at most.
        """
        self._ears.append(partial(handle, **services))

    def press(self, name: str | re.Pattern[str], handle: Callable[..., None], **services: object) -> None:
        """Call `handle(press, client, **services)` for a control of that name."""
        self._app.action(name)(self._kept(Press, name, handle, services))

    def press_where(
        self, name: str | re.Pattern[str], condition: Condition, handle: Callable[..., None], **services: object
    ) -> None:
        """The same, only for payloads that fit; register it before the listener for the others."""
        self._app.action(name, matchers=[_matcher(condition)])(self._kept(Press, name, handle, services))

    def command(self, name: str, handle: Callable[..., None], **services: object) -> None:
        """Call `handle(command, client, **services)` for a slash command."""
        self._app.command(name)(self._kept(Command, name, handle, services))

    def command_where(self, name: str, condition: Condition, handle: Callable[..., None], **services: object) -> None:
        """The same, only for payloads that fit; register it before the listener for the others."""
        self._app.command(name, matchers=[_matcher(condition)])(self._kept(Command, name, handle, services))

    def message_shortcut(self, name: str, handle: Callable[..., None], **services: object) -> None:
        """Call `handle(shortcut, client, **services)` for a shortcut in a message's menu."""
        self._app.message_shortcut(name)(self._later(Shortcut, handle, services))

    def global_shortcut(self, name: str, handle: Callable[..., None], **services: object) -> None:
        """Call `handle(shortcut, client, **services)` for a shortcut from anywhere."""
        self._app.global_shortcut(name)(self._later(Shortcut, handle, services))

    def opened(self, handle: Callable[..., None], **services: object) -> None:
        """Call `handle(opened, client, **services)` when somebody opens the app's Home or its message tab."""
        self._app.event("app_home_opened")(self._later(Opened, handle, services))

    def submission(self, name: str, handle: Callable[..., Acknowledged], **services: object) -> None:
        """Acknowledge a submitted modal with what `handle(submission, client, **services)` returns."""

        def listener(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            """Read the submission, acknowledge it, and go on with the work."""
            try:
                answer, work = handle(Submission.read(body, Caller.of(context)), once_only(client), **services)
            except Exception as error:
                ack()
                errors.report(error, Asker.of(body, context), client)
                return
            ack(**answer)
            if work is not None:
                self._submit(work, body, context, client)

        self._app.view(name)(_named(listener, handle))

    def typing(self, name: str, handle: Callable[..., Mapping[str, Any]], **services: object) -> None:
        """Acknowledge typing into a select with the options that `handle(typing, **services)` returns."""

        def listener(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            """Read what was typed, and acknowledge it with options."""
            try:
                options = handle(Typing.read(body, Caller.of(context)), **services)
            except Exception as error:
                ack(options=[])
                errors.report(error, Asker.of(body, context), client)
                return
            ack(**options)

        self._app.options(name)(_named(listener, handle))

    def task(self, kind: str, work: Callable[..., None], *, computes: bool = False, **services: object) -> None:
        """Call `work(held, client, **services)` for what was accepted as that kind; it settles what it was given.

        `computes`: it never waits for Slack. It is called again after the database was away in the middle of it.
        """
        self._intake.on(kind, partial(work, **services), computes=computes, patient=True)

    def _later(
        self, form: Readable[Any], handle: Callable[..., None], services: Mapping[str, object]
    ) -> Callable[..., None]:
        """A listener that acknowledges, and works afterwards."""

        def listener(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            """Acknowledge, read, and go on with the work."""
            ack()
            caller = Caller.of(context)
            if not self._admits(caller, body, context, client):
                return
            read = form.read(body, caller)
            self._submit(partial(handle, read, once_only(client), **services), body, context, client)

        return _named(listener, handle)

    def _kept(
        self,
        form: type[Press] | type[Command],
        name: str | re.Pattern[str],
        handle: Callable[..., None],
        services: Mapping[str, object],
    ) -> Callable[..., None]:
        """A listener that keeps what was asked, acknowledges, and works afterwards.

        What opens a modal cannot be made up for: its trigger lives for three seconds. That is not kept.
        """
        # One function may handle several controls, with other services for each.
        kind = f"{handle.__module__}.{handle.__name__} {name if isinstance(name, str) else name.pattern}"

        def work(held: Held, client: WebClient) -> None:
            """Handle it as it was kept, and settle it."""
            handle(form.read_kept(held.task.body), client, **services)
            self._intake.settle(held)

        def listener(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            """Keep what a response URL answers, then acknowledge it; what is about a window is done at once."""
            caller = Caller.of(context)
            if not self._admits(caller, body, context, client):
                ack()
                return
            read = form.read(body, caller)
            if not read.response_url or (isinstance(read, Press) and isinstance(read.spot, InModal | InHome)):
                ack()
                self._submit(partial(handle, read, once_only(client), **services), body, context, client)
                return
            task = Task(read.team, f"{form.__name__}:{read.trigger_id}", kind, read.kept(), RESPONSE_URL_LIFE)
            held = self._intake.accept(task)
            ack()
            if held is not None:
                self._intake.begin(held, once_only(client))

        self._intake.on(kind, work)
        return _named(listener, handle)

    def _admits(self, caller: Caller, body: Payload, context: BoltContext, client: WebClient) -> bool:
        def tell() -> None:
            """Tell whoever presses too quickly to wait."""
            asker = Asker.of(body, context)
            if asker is not None:
                self._workers.submit(errors.tell, SLOWLY, asker, once_only(client))

        return self._restraint.admits(caller.team, caller.person, tell)

    def _submit(self, work: Callable[[], object], body: Payload, context: BoltContext, client: WebClient) -> None:
        self._workers.submit(_guarded, work, body, context, client)


def _guarded(work: Callable[[], object], body: Payload, context: BoltContext, client: WebClient) -> None:
    try:
        work()
    except Exception as error:
        errors.report(error, Asker.of(body, context), client)


def _matcher(condition: Condition) -> Callable[..., bool]:
    """As Bolt wants it: it fills arguments by their names."""

    def matches(body: dict[str, Any]) -> bool:
        """Whether the payload fits."""
        return condition(body)

    return matches


def _named(listener: Callable[..., None], handle: Callable[..., Any]) -> Callable[..., None]:
    """The listener under the name of what it calls, for Bolt's log (through `wraps`, Bolt would miss its arguments)."""
    listener.__name__ = handle.__name__
    return listener
