"""What keeps daily posts going through crashes: the ledger in the database, polled by every replica."""
