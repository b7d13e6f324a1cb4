"""What reaches us, read once: what a message says, what was pressed and where, and each event once."""
