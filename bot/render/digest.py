"""The weekly digest: how many questions there were, what came of them, and what is asked in vain most."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learning.gaps import Cluster
from bot.learning.tally import Counts
from bot.posting.weekly import Weekly
from bot.render import ids
from bot.render.budget import FALLBACK_TEXT, cut
from bot.render.chart import alt_text, spoken
from bot.render.daily import DAYS, channel_mention
from bot.render.elements import Element, actions_row, button, context, header, paragraph, rich_text
from bot.render.escape import mrkdwn
from bot.render.figures import week_bar
from bot.render.gaps import NOT_KEPT, TOP, Known, asked, gap_row, told
from bot.render.message import Block, Message

TITLE = "The week in questions"
QUIET = "Nobody asked me anything this week."
IN_VAIN = "Asked in vain most"
ALL_WELL = "Nothing went unanswered."
RESTS = "The weekly digest of {} rests: {}. Set it up again when that is mended: {} digest."


def digest_message(
    last: Counts, weeks: Sequence[Counts], clusters: Sequence[Cluster], known: Known, *, chart: str | None = None
) -> Message:
    """The digest of the week `last`; `weeks` are the last ones, the oldest first, `clusters` the gaps of that week.

    `known` is what else is known of them. `chart` is the id of the weeks' picture in Slack; without it they are text.
    """
    line = spoken(last) if last.asked else QUIET
    top = clusters[:TOP]
    rows = [block for number, cluster in enumerate(top) for block in gap_row(cluster, f"digest{number}", known)]
    more = [button("All of it", f"{ids.GAPS}:digest")] if len(clusters) > TOP else []
    vain = [header(IN_VAIN), *rows, *actions_row(more)] if rows else [context(ALL_WELL)] if last.asked else []
    listed = [f"• {asked(cluster) or NOT_KEPT} ({told(cluster, known)})" for cluster in top]
    text = cut("\n".join([f"{TITLE}: {line}", *listed]), FALLBACK_TEXT, dress=mrkdwn)
    return Message(text, [header(TITLE), rich_text(paragraph(line)), *_chart(weeks, chart), *vain])


def home_rows(digests: Sequence[Weekly]) -> list[Block]:
    """The digests that a person set up, each with the way to change it."""
    return [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f"Weekly digest in {place_and_time(one)}", "verbatim": True},
            "accessory": button("Change", f"{ids.DIGEST}:{one.channel}", one.channel),
        }
        for one in digests
    ]


def place_and_time(one: Weekly) -> str:
    """Where and when it comes, in mrkdwn."""
    when = f"{DAYS[one.weekday]}s at {one.at:%H:%M} ({one.zone})"
    return f"{channel_mention(one.channel)}: {mrkdwn(when)}{' · rests' if one.trouble else ''}"


def _chart(weeks: Sequence[Counts], chart: str | None) -> list[Block]:
    """The weeks as a picture, or as bars in text; nothing for a first week alone."""
    told_weeks = [week for week in weeks if week.asked]
    if len(told_weeks) < 2:
        return []
    if chart is not None:
        return [{"type": "image", "slack_file": {"id": chart}, "alt_text": alt_text(weeks)}]
    elements: list[Element] = [paragraph(week_bar(week)) for week in told_weeks]
    return [rich_text({"type": "rich_text_list", "style": "bullet", "elements": elements})]
