"""Answers questions that nobody asked it, in channels whose members want that."""
