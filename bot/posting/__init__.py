"""The daily post as plain values and rules: cards, days, turns, deliveries. Knows neither Slack nor SQL."""
