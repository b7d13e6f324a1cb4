"""A ledger in memory, held to the same contract as the one in the database."""

from dataclasses import replace

from bot.posting.delivery import State


class MemoryLedger:
    """`posting.courier.Ledger` without a database."""

    def __init__(self, *deliveries):
        self.rows = {delivery.key: delivery for delivery in deliveries}
        self.ts = {}

    def add(self, delivery):
        self.rows.setdefault(delivery.key, delivery)

    def read(self, key):
        return self.rows.get(key)

    def take(self, now, *, until, limit=1):
        """Those that are ready, which nobody else takes before `until`."""
        ready = [row for row in self.rows.values() if not row.state.is_final and row.ready <= now][:limit]
        self.rows |= {row.key: replace(row, ready=until) for row in ready}
        return tuple(self.rows[row.key] for row in ready)

    def announce(self, delivery, *, now, ready):
        announced = replace(
            delivery,
            state=State.SENDING,
            attempt=delivery.attempt + 1,
            ready=ready,
            first_intent=delivery.first_intent or now,
        )
        return announced if self._change(delivery, announced) else None

    def postpone(self, delivery, state, *, now, ready):
        return self._change(delivery, replace(delivery, state=state, ready=ready))

    def settle(self, delivery, state, *, now, ts=None, error=None):
        self.ts[delivery.key] = ts
        return self._change(delivery, replace(delivery, state=state, error=error))

    def _change(self, before, after):
        current = self.rows[before.key]
        if current.state.is_final or current.attempt != before.attempt:
            return False
        self.rows[before.key] = after
        return True
