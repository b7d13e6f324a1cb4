"""What a process and its children use of the machine: the one measure that other work beside them hardly disturbs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Used:
    """Computing time in seconds, how often threads went to sleep, and resident memory in MB at that moment."""

    seconds: float
    switches: int
    megabytes: int

    def __add__(self, other: Used) -> Used:
        """Of two processes together."""
        return Used(self.seconds + other.seconds, self.switches + other.switches, self.megabytes + other.megabytes)

    def __sub__(self, before: Used) -> Used:
        """What was used since then; the memory is that of now."""
        return Used(self.seconds - before.seconds, self.switches - before.switches, self.megabytes)


def used(pid: int) -> Used:
    """What the process and its children, as they live now, have used so far."""
    process = Path(f"/proc/{pid}")
    # The name of a program, in brackets, may hold spaces; user and system time are the 14th and 15th field.
    times = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
    switches = sum(_field(task / "status", "voluntary_ctxt_switches:") for task in (process / "task").iterdir())
    own = Used(sum(map(int, times)) / TICKS_A_SECOND, switches, _field(process / "status", "VmRSS:") // 1024)
    children = (process / "task" / str(pid) / "children").read_text().split()
    return sum((used(int(child)) for child in children), own)


def _field(status: Path, name: str) -> int:
    return int(status.read_text().split(f"\n{name}")[1].split()[0])
