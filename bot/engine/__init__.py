"""What keeps daily posts going through crashes: DBOS behind three calls (enqueue, tick, sweep)."""
