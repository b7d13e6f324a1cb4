"""How Slack reaches the process: over HTTP, or over a websocket in Socket Mode."""
