"""What is counted tells operators how it is, and nothing of anybody."""

import re

from prometheus_client.parser import text_string_to_metric_families as families

from bot import metrics
from bot.render import ids
from tests.slack_stand_in import ASKER, BOT_USER, TEAM

# What a label may be about; each of them is one of a few words of ours, or a method of Slack's.
LABELS = {"surface", "outcome", "method", "state", "le", "kind", "operation"}
WORD = re.compile(r"[a-zA-Z_.][a-zA-Z0-9_.]{0,39}|[0-9.e+-]+|\+Inf")

SECRET = "zebrafinch"


def counted():
    """Every label and its value, of everything counted."""
    samples = [sample for family in families(metrics.exposition().decode()) for sample in family.samples]
    ours = [sample for sample in samples if sample.name.startswith("principles_")]
    return {(name, value) for sample in ours for name, value in sample.labels.items()}


def test_no_label_holds_a_text_a_person_or_a_channel(http_bot):
    """Questions, commands, presses and typing that are all about one word."""
    http_bot.mention(f"<@{BOT_USER}> where does the {SECRET} sleep?")
    http_bot.dm(SECRET)
    http_bot.command(SECRET)
    http_bot.event(http_bot.payloads.home_opened("home"))
    button = {"type": "button", "action_id": ids.CHOOSE, "value": SECRET}
    http_bot.interact(http_bot.payloads.press(http_bot.said[0], button))
    found = counted()
    assert {name for name, _ in found} <= LABELS
    assert all(WORD.fullmatch(value) for _, value in found)
    held = {value for _, value in found}
    assert not held & {ASKER, BOT_USER, TEAM, "C1", "D1", SECRET}
    assert ("method", "chat.postMessage") in found, "the calls were counted"
    assert {name for name, _ in found} >= {"surface", "outcome", "method"}
