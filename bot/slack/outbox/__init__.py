"""What leaves us: calls to Slack and what became of them, in order, not too fast, and never twice."""
