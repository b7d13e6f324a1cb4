"""Slack, translated."""
