"""The payloads that Slack sends: events, commands, and what people press, pick and submit."""

from typing import Any

from tests.slack_stand_in.server import SlackStandIn
from tests.slack_stand_in.workspace import APP_ID, ASKER, BOT_USER, ENTERPRISE, File, Message, View, Workspace

Payload = dict[str, Any]


class Payloads:
    """Builds payloads as this stand-in's workspace would send them."""

    def __init__(self, slack: SlackStandIn, workspace: Workspace | None = None, *, org_wide: bool = False) -> None:
        """With `org_wide`, as an app gets them that a whole organisation has installed."""
        self.slack = slack
        self.workspace = workspace or slack.workspace
        self.org_wide = org_wide

    def say(self, text: str, *, channel: str = "C1", user: str = ASKER, thread_ts: str | None = None) -> Message:
        """A person writes a message; it is kept, and nobody is told yet."""
        with self.slack.changed:
            return self.workspace.add(Message(channel, self.workspace.new_ts(), user, text, thread_ts=thread_ts))

    def event(self, event: Payload, *, event_id: str | None = None) -> Payload:
        """An event as the Events API wraps it; a new event_id unless one is given."""
        return {
            "token": "legacy",
            "team_id": self.workspace.team,
            "api_app_id": APP_ID,
            "type": "event_callback",
            "event": event,
            "event_id": event_id or f"Ev{self.workspace.number()}",
            "event_time": 1_790_000_000,
            "authorizations": [
                {
                    "enterprise_id": ENTERPRISE if self.org_wide else None,
                    "team_id": self.workspace.team,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": self.org_wide,
                }
            ],
            **self._organisation(),
        }

    def mention(self, message: Message, **more: Any) -> Payload:
        """`app_mention` for a message."""
        return self.event(self._told(message) | {"type": "app_mention"} | more)

    def message(self, message: Message, **more: Any) -> Payload:
        """`message` for a message, with the channel's type."""
        return self.event(self._told(message) | {"channel_type": self._type(message.channel)} | more)

    def upload(self, message: Message, *files: File) -> Payload:
        """`message` with files, as the message that shares them in a direct message is told."""
        shown = [file.as_json(self.slack.address, self.workspace.team) for file in files]
        return self.message(message, subtype="file_share", files=shown, upload=False, display_as_bot=False)

    def give(self, name: str, content: bytes, *, user: str = ASKER, **more: str) -> File:
        """A person has a file in Slack."""
        with self.slack.changed:
            file = File(f"F{self.workspace.number()}", name, content, user, **more)
            return self.workspace.files.setdefault(file.id, file)

    def edited(self, message: Message, text: str, *, event_ts: str | None = None) -> Payload:
        """`message_changed`: the person changes their message to `text`."""
        before = self._told(message)
        message.text = text
        now = event_ts or self.workspace.new_ts()
        after = self._told(message) | self._edit(message, now)
        return self._about(message, "message_changed", now, message=after, previous_message=before)

    def edited_mention(self, message: Message, text: str) -> Payload:
        """`app_mention` for a message that was edited: what an app without history scopes hears of an edit."""
        message.text = text
        return self.mention(message, **self._edit(message, self.workspace.new_ts()))

    def transcribed(self, message: Message, before: Payload, after: Payload) -> Payload:
        """`message_changed` without an edit: a voice clip's words are there now."""
        told = self._told(message)
        return self._about(
            message,
            "message_changed",
            self.workspace.new_ts(),
            message=told | after,
            previous_message=told | before,
        )

    def unfurled(self, message: Message) -> Payload:
        """`message_changed` without a change of text: Slack adds a link's preview."""
        after = self._told(message) | {"attachments": [{"title": "A page"}]}
        return self._about(
            message, "message_changed", self.workspace.new_ts(), message=after, previous_message=self._told(message)
        )

    def deleted(self, message: Message) -> Payload:
        """The person deletes their message: `message_deleted`, or a tombstone where it has replies."""
        replies = [m for m in self.workspace.in_channel(message.channel) if m.thread_ts == message.ts != m.ts]
        if replies:
            return self._tombstoned(message, replies)
        self.workspace.messages.pop((message.channel, message.ts), None)
        return self._about(
            message,
            "message_deleted",
            self.workspace.new_ts(),
            previous_message=self._told(message),
            deleted_ts=message.ts,
        )

    def tombstone_gone(self, message: Message) -> Payload:
        """`message_deleted` for a tombstone whose last reply went too."""
        self.workspace.messages.pop((message.channel, message.ts), None)
        return self._about(
            message,
            "message_deleted",
            self.workspace.new_ts(),
            previous_message=self._tombstone(message, []),
            deleted_ts=message.ts,
        )

    def _tombstoned(self, message: Message, replies: list[Message]) -> Payload:
        """`message_changed`: the message is a tombstone from now on."""
        before = self._told(message) | self._thread(message, replies)
        message.text, message.user = "This message was deleted.", "USLACKBOT"
        return self._about(
            message,
            "message_changed",
            self.workspace.new_ts(),
            message=self._tombstone(message, replies),
            previous_message=before,
        )

    def _tombstone(self, message: Message, replies: list[Message]) -> Payload:
        return {
            "type": "message",
            "subtype": "tombstone",
            "text": "This message was deleted.",
            "user": "USLACKBOT",
            "hidden": True,
            "ts": message.ts,
            **self._thread(message, replies),
            "is_locked": False,
            "subscribed": False,
        }

    @staticmethod
    def _thread(message: Message, replies: list[Message]) -> Payload:
        """What a thread's first message says of the others."""
        people = list(dict.fromkeys(reply.user for reply in replies))
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(people),
            "reply_users": people,
            **({"latest_reply": replies[-1].ts} if replies else {}),
        }

    def home_opened(self, tab: str, *, user: str = ASKER) -> Payload:
        """`app_home_opened` on its home or messages tab."""
        return self.event({"type": "app_home_opened", "user": user, "channel": "D1", "tab": tab, "event_ts": "1.0"})

    def command(self, text: str, *, channel: str = "C1", user: str = ASKER) -> Payload:
        """`/principle text`."""
        return {
            "command": "/principle",
            "text": text,
            "team_id": self.workspace.team,
            "team_domain": "stand-in",
            "channel_id": channel,
            "channel_name": "general",
            "user_id": user,
            "user_name": "asker",
            "api_app_id": APP_ID,
            "is_enterprise_install": str(self.org_wide).lower(),
            **({"enterprise_id": ENTERPRISE} if self.org_wide else {}),
            "response_url": self.slack.response_urls.issue(channel, user, workspace=self.workspace),
            "trigger_id": self.workspace.new_trigger(user),
        }

    def press(self, message: Message | Payload, element: Payload, *, user: str = ASKER, **action: Any) -> Payload:
        """Somebody presses `element` of a message (or of an ephemeral one, as recorded)."""
        visible = isinstance(message, Message)
        channel = message.channel if visible else message["channel"]
        ts = message.ts if visible else message["ts"]
        shown = message.as_json() if visible else {}
        return self._interaction("block_actions", user) | {
            "channel": {"id": channel, "name": "general"},
            "container": {"type": "message", "channel_id": channel, "message_ts": ts, "is_ephemeral": not visible},
            **({"message": shown} if visible else {}),
            "actions": [self._action(element) | action],
            "response_url": self.slack.response_urls.issue(
                channel, user, ts=ts if visible else None, workspace=self.workspace
            ),
        }

    def press_in_view(self, view: View, element: Payload, **action: Any) -> Payload:
        """The view's owner presses or picks something in a modal or in App Home."""
        return self._interaction("block_actions", view.user) | {
            "view": view.as_json(),
            "container": {"type": "view", "view_id": view.id},
            "actions": [self._action(element) | action],
        }

    def submit(
        self, view: View, values: Payload | None = None, *, response_urls: list[Payload] | None = None
    ) -> Payload:
        """The view's owner submits a modal."""
        shown = view.as_json() | {"state": {"values": values or {}}}
        return self._interaction("view_submission", view.user) | {"view": shown, "response_urls": response_urls or []}

    def message_shortcut(
        self, message: Message, callback_id: str, *, user: str = ASKER, shown: Payload | None = None
    ) -> Payload:
        """Somebody picks a shortcut from a message's menu; `shown` is what that message has beside its text."""
        return self._interaction("message_action", user) | {
            "callback_id": callback_id,
            "channel": {"id": message.channel, "name": "general"},
            "message": message.as_json() | (shown or {}),
            "message_ts": message.ts,
            "response_url": self.slack.response_urls.issue(message.channel, user, workspace=self.workspace),
        }

    def global_shortcut(self, callback_id: str, *, user: str = ASKER) -> Payload:
        """Somebody picks a shortcut from the search box or the plus menu."""
        return self._interaction("shortcut", user) | {"callback_id": callback_id}

    def typing(self, view: View, typed: str, *, action_id: str, block_id: str = "search") -> Payload:
        """`block_suggestion`: somebody types into an external select."""
        return self._interaction("block_suggestion", view.user) | {
            "action_id": action_id, "block_id": block_id, "value": typed, "view": view.as_json(),
            "container": {"type": "view", "view_id": view.id},
        }  # fmt: skip

    def _interaction(self, kind: str, user: str) -> Payload:
        team = {"id": self.workspace.team, "domain": "stand-in"}
        return self._organisation() | {
            "type": kind,
            "team": None if self.org_wide else team,
            "user": {"id": user, "username": "asker", "team_id": self.workspace.team},
            "api_app_id": APP_ID,
            "token": "legacy",
            "action_ts": self.workspace.new_ts(),
            "trigger_id": self.workspace.new_trigger(user),
        }

    def _told(self, message: Message) -> Payload:
        told = message.as_json() | {"channel": message.channel, "event_ts": message.ts, "team": self.workspace.team}
        return told | {"client_msg_id": f"client-{message.ts}"}

    def _about(self, about: Message, subtype: str, event_ts: str, **more: Payload | str) -> Payload:
        place = {"channel": about.channel, "channel_type": self._type(about.channel), "hidden": True}
        told = {"type": "message", "subtype": subtype, "ts": event_ts, "event_ts": event_ts}
        return self.event(told | place | more)

    def _organisation(self) -> Payload:
        """What an installation for a whole organisation adds to each payload."""
        if not self.org_wide:
            return {}
        return {"enterprise": {"id": ENTERPRISE, "name": "Stand-in Group"}, "is_enterprise_install": True}

    @staticmethod
    def _edit(message: Message, now: str) -> Payload:
        return {"edited": {"user": message.user, "ts": now}}

    def _type(self, channel: str) -> str:
        found = self.workspace.channels[channel]
        if found.direct:
            return "im"
        return "mpim" if found.group else "group" if found.private else "channel"

    @staticmethod
    def _action(element: Payload) -> Payload:
        return {key: element[key] for key in ("type", "action_id", "block_id", "value") if key in element} | {
            "action_ts": "1.0"
        }


def elements(blocks: list[Payload]) -> list[Payload]:
    """Every interactive element of some blocks, with its block_id."""
    found = []
    for block in blocks:
        inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
        found += [{"block_id": block.get("block_id", "b"), **e} for e in inside if e and "action_id" in e]
    return found


def find(blocks: list[Payload], action_id: str) -> Payload:
    """The first element with that action_id (or with a number after it)."""
    for element in elements(blocks):
        if element["action_id"] == action_id or element["action_id"].startswith(f"{action_id}:"):
            return element
    raise AssertionError(f"no {action_id} among {[e['action_id'] for e in elements(blocks)]}")
