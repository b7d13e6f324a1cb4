"""Replies as values for people to read: nothing here sends."""
