"""Time zones by what people call them: a city, a country, an abbreviation, an offset, or the IANA name.

The tz database brings countries and abbreviations. It has one city a zone: Mumbai, San Francisco and Beijing are
none of its own, so the larger cities lie beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from unicodedata import combining, normalize

from bot.posting.calendar import is_zone, zone_of

# What no table has; the first of several is the one that is meant by most.
NICKNAMES = {
    "nyc": ("America/New_York",),
    "sf": ("America/Los_Angeles",),
    "la": ("America/Los_Angeles",),
    "dc": ("America/New_York",),
    "uk": ("Europe/London",),
    "england": ("Europe/London",),
    "scotland": ("Europe/London",),
    "wales": ("Europe/London",),
    "uae": ("Asia/Dubai",),
    "bombay": ("Asia/Kolkata",),
    "peking": ("Asia/Shanghai",),
    "saigon": ("Asia/Ho_Chi_Minh",),
    "munchen": ("Europe/Berlin",),
    "koln": ("Europe/Berlin",),
    "wien": ("Europe/Vienna",),
    "genf": ("Europe/Zurich",),
    "roma": ("Europe/Rome",),
    "milano": ("Europe/Rome",),
    "praha": ("Europe/Prague",),
    "lisboa": ("Europe/Lisbon",),
    "moskva": ("Europe/Moscow",),
    "kobenhavn": ("Europe/Copenhagen",),
}
COUNTRY_NAMES = {"usa": "US", "us": "US", "america": "US", "great britain": "GB", "south korea": "KR", "holland": "NL"}

# US time has names of its own, said all year round: "Pacific time", "PT".
AMERICAN = {
    "eastern": "America/New_York",
    "et": "America/New_York",
    "central": "America/Chicago",
    "ct": "America/Chicago",
    "mountain": "America/Denver",
    "mt": "America/Denver",
    "pacific": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
}

# Said by people, and struck from the tz database, which calls such clocks by their offset.
ABBREVIATIONS = {
    "bst": ("Asia/Dhaka", "Pacific/Bougainville"),
    "ast": ("Asia/Riyadh",),
    "amt": ("America/Manaus", "Asia/Yerevan"),
    "art": ("America/Argentina/Buenos_Aires",),
    "brt": ("America/Sao_Paulo",),
    "clt": ("America/Santiago",),
    "cot": ("America/Bogota",),
    "gst": ("Asia/Dubai", "Atlantic/South_Georgia"),
    "hkt": ("Asia/Hong_Kong",),
    "ict": ("Asia/Bangkok",),
    "myt": ("Asia/Kuala_Lumpur",),
    "npt": ("Asia/Kathmandu",),
    "pet": ("America/Lima",),
    "pht": ("Asia/Manila",),
    "sgt": ("Asia/Singapore",),
    "trt": ("Europe/Istanbul",),
}

# Letters with a stroke, which are no letter with an accent.
LETTERS = str.maketrans("øłđ", "old")

# Zones that an abbreviation, an offset or a country offers at most.
FEW = 8

# Fewer letters stand inside too many names.
INSIDE = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A zone by its IANA name, and the `place` that was meant where it is called otherwise."""

    zone: str
    place: str = ""

    @property
    def label(self) -> str:
        """How a person sees it: "Mumbai (Asia/Kolkata)"."""
        name = self.zone.replace("_", " ")
        return f"{self.place} ({name})" if self.place else name


def find_zones(typed: str, *, now: datetime, near: str = "", limit: int = 100) -> list[Found]:
    """The zones that what was typed may mean, the likeliest first, each once; all while nothing is typed.

    `now` says which abbreviations and offsets hold this year. `near` is the person's own zone, where it is known: of
    several clocks that are called the same (CST in Chicago, in Shanghai, in Havana) theirs comes first.
    """
    words = _folded(typed)
    if not typed.strip():
        return [Found(zone) for zone in zone_names()[:limit]]
    known = set(zone_names())
    named: dict[str, Found] = {}
    for found in _meant(typed, words, now, near):
        if found.zone in known:
            named.setdefault(found.zone, found)
    return list(named.values())[:limit]


def _meant(typed: str, words: str, now: datetime, near: str) -> Iterator[Found]:
    """Everything that the words may mean, the surest first."""
    if re.search(r"\d", typed):
        yield from _few(_at_offset(typed, now))
        return
    if not words:
        return
    bare = words.removesuffix(" time").removesuffix(" standard").removesuffix(" daylight")
    yield from (Found(zone) for zone in NICKNAMES.get(words, ()))
    if bare in AMERICAN:
        yield Found(AMERICAN[bare])
    if words in ("utc", "gmt", "z"):
        yield Found("UTC")
    yield from _clocks(bare, now, near)
    yield from _few(_in_country(words))
    cities = _cities()
    yield from (Found(zone, name) for folded, name, zone in cities if folded == words)
    yield from (Found(zone) for zone in zone_names() if _folded(zone.rpartition("/")[2]).startswith(words))
    yield from (Found(zone, name) for folded, name, zone in cities if folded.startswith(words))
    yield from (Found(zone) for zone in zone_names() if _folded(zone).startswith(words))
    if len(words) >= INSIDE:
        yield from (Found(zone, name) for folded, name, zone in cities if f" {words}" in f" {folded}")
        yield from (Found(zone) for zone in zone_names() if f" {words}" in f" {_folded(zone)}")


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Every zone that a person may choose, in alphabetical order: places and UTC, not the aliases."""
    return (*sorted({zone for _, zone in _territories() if is_zone(zone)}), "UTC")


def _few(found: Iterable[str]) -> Iterator[Found]:
    """The first of some zones, where most people live first."""
    rank = _rank()
    ordered = sorted(set(found), key=lambda zone: (rank.get(zone, len(rank)), zone))
    return (Found(zone) for zone in ordered[:FEW])


def _clocks(words: str, now: datetime, near: str) -> Iterator[Found]:
    """The zones whose clock is called so. Where several clocks are, one zone of each comes first, with its offset."""
    called = [zone for zone, names in _abbreviations(now.year) if words in names]
    zones = sorted(called, key=lambda zone: _distance(zone, near))
    struck = [zone for zone in ABBREVIATIONS.get(words, ()) if zone not in called]
    of_theirs = [zone for zone in struck if near and _region(zone) == _region(near)]
    zones = sorted(of_theirs, key=lambda zone: zone != near) + zones + [one for one in struck if one not in of_theirs]
    clocks: dict[timedelta, str] = {}
    for zone in zones:
        clocks.setdefault(_offset(zone, words, now), zone)
    if len(clocks) > 1:
        yield from (Found(zone, f"{words.upper()}, {_written(offset)}") for offset, zone in clocks.items())
    yield from (Found(zone) for zone in zones[:FEW])


def _distance(zone: str, near: str) -> tuple[bool, bool, bool, int, str]:
    """How far a zone is from what a person means who is `near`; without that the most people's, and US time first."""
    rank = _rank()
    return zone != near, _region(zone) != _region(near), zone not in AMERICAN.values(), rank.get(zone, len(rank)), zone


def _region(zone: str) -> str:
    return zone.partition("/")[0]


def _offset(zone: str, words: str, now: datetime) -> timedelta:
    """How far from UTC a zone's clock is while it is called so; at any time where it never is."""
    moments = [datetime(now.year, month, 15, 12, tzinfo=UTC).astimezone(zone_of(zone)) for month in (1, 7)]
    named = (moment for moment in moments if (moment.tzname() or "").lower() == words)
    return next(named, moments[0]).utcoffset() or timedelta(0)


def _written(offset: timedelta) -> str:
    """An offset as people write it: "UTC+5:30"."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


@lru_cache(maxsize=2)
def _abbreviations(year: int) -> tuple[tuple[str, frozenset[str]], ...]:
    """What each zone's clock is called in winter and in summer, in small letters: "cet" and "cest"."""
    moments = [datetime(year, month, 15, 12, tzinfo=UTC) for month in (1, 7)]
    named = ((zone, (moment.astimezone(zone_of(zone)).tzname() or "" for moment in moments)) for zone in zone_names())
    return tuple((zone, frozenset(name.lower() for name in names if name.isalpha())) for zone, names in named)


def _at_offset(typed: str, now: datetime) -> list[str]:
    """The zones that are so far from UTC now: "GMT+2", "utc-05:30", "+1"."""
    found = re.fullmatch(r"\s*(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?\s*", typed.casefold())
    if not found:
        return []
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0)) * (-1 if found[1] == "-" else 1)
    return [zone for zone in zone_names() if now.astimezone(zone_of(zone)).utcoffset() == ahead]


def _in_country(words: str) -> list[str]:
    """The zones of the countries that are called so; of one whose name begins so, if it is alone."""
    countries = _countries()
    code = COUNTRY_NAMES.get(words) or countries.get(words)
    if code is None and len(words) >= INSIDE:
        begins = {code for name, code in countries.items() if name.startswith(words)}
        code = begins.pop() if len(begins) == 1 else None
    return [zone for country, zone in _territories() if country == code]


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """The code of each country by its name."""
    return {_folded(name): code for code, name in _table("iso3166.tab")}


@lru_cache(maxsize=1)
def _territories() -> tuple[tuple[str, str], ...]:
    """The code of each country with each of its zones."""
    return tuple((row[0], row[2]) for row in _table("zone.tab"))


def _table(name: str) -> list[list[str]]:
    """The rows of a table of the tz database."""
    text = files("tzdata.zoneinfo").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def _cities() -> tuple[tuple[str, str, str], ...]:
    """Each city as it is looked up, as it is called, and its zone; the largest first."""
    text = Path(__file__).with_name("cities.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple((_folded(name), name, zone) for name, zone in rows)


@lru_cache(maxsize=1)
def _rank() -> dict[str, int]:
    """The zones in the order of their largest cities."""
    return {zone: number for number, zone in enumerate(dict.fromkeys(zone for _, _, zone in _cities()))}


def _folded(text: str) -> str:
    """Small letters without accents, words parted by one space: "São_Paulo" -> "sao paulo"."""
    plain = "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))
    return " ".join(re.findall(r"[^\W\d_]+", plain.translate(LETTERS)))
