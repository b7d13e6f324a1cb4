"""What may become of a payload on the way: for tests that nothing of it breaks the app."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.slack_stand_in.payloads import Payload

# What stands in a field instead of what belongs there.
JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**400, "", "x", "C0ONE", "<!channel>", "\x00", "\ud800", "x" * 10_000, "1" * 5_000),
    *([], {}, [None], [[]], [7], ["x"], {"id": 7}, {"id": None}, {"type": 7}, {"text": {"text": 7}}, "٣.٣"),
    *("https://evil.example/respond", "null", "[1]", '{"mode":"thread","channel":[],"thread_ts":{}}', "9" * 40 + ".1"),
    *("[" * 5_000, '{"mode":' * 2_000),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every field and item inside a payload."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*path, key)
        yield from places(inner, (*path, key))


def mutated(payload: Payload, path: tuple[Any, ...], junk: Any, *, gone: bool) -> Payload:
    """The payload with that field replaced, or gone."""
    changed = deepcopy(payload)
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    if gone:
        del holder[path[-1]]
    else:
        holder[path[-1]] = deepcopy(junk)
    return changed
