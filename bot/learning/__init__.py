"""What went unanswered, and what follows from it. Free of Slack and SQL; time is an argument."""
