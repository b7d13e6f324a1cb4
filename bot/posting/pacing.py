"""Spreading the posts of a workspace, so that Slack sees a stream and not a wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.posting.delivery import Delivery, State
from bot.posting.planner import Plan

# Whatever the stream, a post is ready this long before it is too late.
BEFORE_DEADLINE = timedelta(seconds=20)


class Pacing:
    """When each planned post may go out: those of a workspace one after the other."""

    def __init__(self, posts_per_second: float) -> None:
        self._interval = timedelta(seconds=1 / posts_per_second)
        self._next: dict[str, datetime] = {}

    def begin(self, now: datetime) -> None:
        """Forget the workspaces whose posts are all out."""
        self._next = {team: at for team, at in self._next.items() if at > now}

    def spread(self, plan: Plan, now: datetime) -> Plan:
        """The same plan, its post ready when its turn comes."""
        return replace(plan, deliveries=tuple(self._in_turn(item, now) for item in plan.deliveries))

    def _in_turn(self, item: Delivery, now: datetime) -> Delivery:
        if item.state is not State.PLANNED:
            return item
        turn = max(now, self._next.get(item.key.team, now))
        self._next[item.key.team] = turn + self._interval
        return replace(item, ready=max(now, min(turn, item.deadline - BEFORE_DEADLINE)))
