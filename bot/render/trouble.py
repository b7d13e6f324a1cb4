"""What to tell a person when a channel's daily post cannot go on."""

from __future__ import annotations

from bot.posting.subscription import UNKNOWN_ZONE, UNREADABLE, UNUSABLE, Halted

# Slack's errors that a repeat will not mend: https://docs.slack.dev/reference/methods/chat.postMessage
# Each with the reason and the way to mend it; {channel} is a channel mention.
MENDING = {
    "not_in_channel": "I am not in {channel}. Invite me there with `/invite`, then",
    "channel_not_found": "I cannot see {channel}: it is gone, or private. Invite me there with `/invite`, then",
    "is_archived": "{channel} is archived. Unarchive it, then",
    "restricted_action": "{channel} lets only some people post. Ask an admin to let this app post there, then",
    "restricted_action_read_only_channel": "{channel} is read-only. Ask an admin to let this app post there, then",
    "missing_scope": "this app was not given the right to post. Ask an admin to reinstall it, then",
    "no_permission": "this app was not given the right to post. Ask an admin to reinstall it, then",
    "access_denied": "this workspace does not let this app post. Ask an admin to allow it, then",
    "team_access_not_granted": "this workspace does not let this app post. Ask an admin to allow it, then",
    "token_revoked": "this app's token was revoked. Ask an admin to reinstall it, then",
    "token_expired": "this app's token has expired. Ask an admin to reinstall it, then",
    "invalid_auth": "this app's token is not valid any more. Ask an admin to reinstall it, then",
    "not_authed": "this app has no token for this workspace. Ask an admin to reinstall it, then",
    "account_inactive": "this app was removed from the workspace. Ask an admin to reinstall it, then",
    "org_login_required": "the workspace is being moved. When that is done,",
    "ekm_access_denied": "the workspace's admins have suspended posting. When they allow it again,",
}

LASTING = frozenset(MENDING)

# What halts a subscription without Slack.
OURS = {
    UNKNOWN_ZONE: "its time zone is not known here (any more)",
    UNREADABLE: "what was saved for it cannot be read",
}


def notice(one: Halted, command: str) -> str:
    """The one message to the creator of a halted subscription, as Slack mrkdwn; `command` is the slash command."""
    channel = f"<#{one.channel}>"
    if one.trouble in UNUSABLE:
        return (
            f"The daily post for {channel} is halted: {OURS[one.trouble]}. "
            f"Type `{command} daily` in that channel, and save it anew."
        )
    template = MENDING.get(
        one.trouble, "Slack did not take the post. Whoever looks after this app finds the reason in its log; then"
    )
    cause = template.format(channel=channel)
    return f"The daily post for {channel} is halted: {cause} type `{command} daily resume` in that channel."


def reason(trouble: str | None) -> str:
    """Why a subscription is halted, in a few words; what Slack says is not repeated unless it is known."""
    if trouble in OURS:
        return OURS[trouble]
    return trouble.replace("_", " ") if trouble in MENDING else "Slack did not take the post"
