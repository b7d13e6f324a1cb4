"""What is counted while the app serves, for Prometheus. No label holds a text, a person or a channel."""

from __future__ import annotations

import os

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
POSTS = Counter("principles_posts", "Daily posts, by what became of them.", ["state"])
CLAIMS = Counter(
    "principles_claims",
    "What reached us to be done: accepted, repeated (accepted before), unrecorded (the database is away), taken_over"
    " (a process died over it), expired (it died, and nobody waits any more).",
    ["outcome"],
)
STORE_SECONDS = Histogram(
    "principles_store_seconds",
    "How long the database was at work: each transaction, and each look into it.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
# Of several workers, the one that is furthest behind counts.
PACKS_LOADED = Gauge(
    "principles_packs_loaded_timestamp_seconds", "When the packs in force were loaded.", multiprocess_mode="livemin"
)
PACKS_REJECTED = Counter("principles_packs_rejected", "Changes of packs that had faults and are not in force.")


def exposition() -> bytes:
    """Everything counted so far, by all workers together, as a scraper reads it."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest()
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library's
    return generate_latest(registry)
