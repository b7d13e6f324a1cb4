"""What is counted while the app serves, for Prometheus. No label holds a text, a person or a channel."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram, generate_latest

# What a scraper asks for and gets.
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

QUESTIONS = Counter(
    "principles_questions", "Questions, by where they came from and what came out.", ["surface", "outcome"]
)
ANSWER_SECONDS = Histogram(
    "principles_answer_seconds",
    "How long it took to find an answer.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
SLACK_CALL_SECONDS = Histogram(
    "principles_slack_call_seconds", "How long calls of Slack's Web API took.", ["method", "outcome"]
)
PACKS_LOADED = Gauge("principles_packs_loaded_timestamp_seconds", "When the packs in force were loaded.")
PACKS_REJECTED = Counter("principles_packs_rejected", "Changes of packs that had faults and are not in force.")


def exposition() -> bytes:
    """Everything counted so far, as a scraper reads it."""
    return generate_latest()
