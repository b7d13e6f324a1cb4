"""The crash harness of questions: real processes killed while they answer, against the loopback Slack."""
