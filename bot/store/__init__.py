"""Durable state: one schema, on SQLite or PostgreSQL by URL, kept up to date by migrations."""
