"""Replies as JSON, as terminal text and as Slack messages: plain values, nothing is sent from here."""
