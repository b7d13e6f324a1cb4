"""The crash harness of the daily post: real processes killed, frozen and cut off, against the loopback Slack."""
