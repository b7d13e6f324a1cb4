"""Teachers add answers in Slack: from a message, a miss, or of their own."""
