"""What is counted while the app serves, for Prometheus. No label holds a text, a person or a channel."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram, generate_latest

# What a scraper asks for and gets.
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

SLACK_CALL_SECONDS = Histogram(
    "principles_slack_call_seconds", "How long calls of Slack's Web API took.", ["method", "outcome"]
)
PACKS_LOADED = Gauge("principles_packs_loaded_timestamp_seconds", "When the packs in force were loaded.")
PACKS_REJECTED = Counter("principles_packs_rejected", "Changes of packs that had faults and are not in force.")


def exposition() -> bytes:
    """Everything counted so far, as a scraper reads it."""
    return generate_latest()
