"""Faults on demand: what a Web API call meets instead of, or after, doing its work."""

from dataclasses import dataclass
from random import Random
from threading import Lock


@dataclass(frozen=True)
class RateLimited:
    """429 with `Retry-After`; the call does nothing."""

    retry_after_seconds: int = 1


@dataclass(frozen=True)
class ServerError:
    """A 5xx; `stored` says whether the call did its work before."""

    status: int = 500
    stored: bool = False


@dataclass(frozen=True)
class Hang:
    """No answer for `seconds` (or until the stand-in closes); `stored` as above."""

    seconds: float = 60.0
    stored: bool = False


@dataclass(frozen=True)
class AnswerLost:
    """The call does its work, then the connection is cut without an answer."""


@dataclass(frozen=True)
class Refuse:
    """`ok: false` with this error; the call does nothing unless `stored`."""

    error: str
    stored: bool = False


Fault = RateLimited | ServerError | Hang | AnswerLost | Refuse


class Faults:
    """The faults that are waiting for calls: the next ones of a method, then the random ones."""

    def __init__(self) -> None:
        self._next: dict[str, list[Fault]] = {}
        self._random: dict[str, list[tuple[Fault, float, Random]]] = {}
        self._lock = Lock()

    def add(self, method: str, *faults: Fault) -> None:
        """The next calls of `method` meet these faults, one each."""
        with self._lock:
            self._next.setdefault(method, []).extend(faults)

    def sometimes(self, method: str, fault: Fault, *, rate: float, seed: int) -> None:
        """Calls of `method` meet `fault` with probability `rate` (0 to 1), the same ones for the same seed."""
        with self._lock:
            self._random.setdefault(method, []).append((fault, rate, Random(seed)))

    def clear(self) -> None:
        """From now on all goes well."""
        with self._lock:
            self._next.clear()
            self._random.clear()

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets."""
        with self._lock:
            if waiting := self._next.get(method):
                return waiting.pop(0)
            drawn = [(fault, random.random() < rate) for fault, rate, random in self._random.get(method, ())]
            return next((fault for fault, met in drawn if met), None)


def fault_from(described: dict) -> Fault:
    """A fault as JSON describes it: {"kind": "RateLimited", "retry_after_seconds": 2}."""
    kinds = {kind.__name__: kind for kind in (RateLimited, ServerError, Hang, AnswerLost, Refuse)}
    fields = dict(described)
    return kinds[fields.pop("kind")](**fields)
