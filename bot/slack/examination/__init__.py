"""What Slack says of the app when it is asked: of its token and scopes, and of the channels it works in."""
