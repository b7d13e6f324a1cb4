"""What all tests share: the bundled packs, packs and databases of a test's own, and a steady hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import settings

from bot.answering import Answering
from bot.encoded import Encoding
from bot.encoding.find import bundled_encoder
from bot.knowledge.files import SHIPPED_VECTORS, bundled_folder
from bot.knowledge.loader import load
from bot.knowledge.model import Knowledge
from bot.matching.matcher import Matcher
from bot.matching.vectors import Vectors, texts_of
from tests.databases import (  # noqa: F401 - fixtures for all
    database_url,
    empty_postgres_url,
    postgres_admin,
    postgres_server,
    postgres_tables,
    postgres_url,
    sqlite_tables,
    sqlite_url,
)

# The same examples on every run and machine: a red build is a change of ours, never luck.
settings.register_profile("steady", derandomize=True, deadline=None, max_examples=100)
# `.venv/bin/poe fuzz`: other examples each time, and many.
settings.register_profile("long", deadline=None, max_examples=10_000)
settings.load_profile("steady")

WritePack = Callable[..., Path]


@pytest.fixture(scope="session")
def bundled() -> Knowledge:
    """The five packs that come with the bot."""
    return load([bundled_folder()])


@pytest.fixture(scope="session")
def matcher(bundled: Knowledge) -> Matcher:
    """A matcher over the bundled packs."""
    return Matcher.over(bundled)


@pytest.fixture(scope="session")
def meaning_matcher(bundled: Knowledge, matcher: Matcher) -> Matcher:
    """The same matcher with the vectors that are shipped."""
    encoder = bundled_encoder()
    assert encoder is not None
    encoding = Encoding(texts_of(matcher.index), encoder, [bundled_folder() / SHIPPED_VECTORS])
    vectors = Vectors(matcher.index, encoding.encode(None), encoder)
    return Matcher(bundled, matcher.index, meaning=lambda: vectors)


@pytest.fixture(scope="session")
def answering(bundled: Knowledge, matcher: Matcher) -> Answering:
    """The answering service over the bundled packs."""
    return Answering(bundled, matcher)


@pytest.fixture
def write_pack(tmp_path: Path) -> WritePack:
    """Writes a pack file (`write_pack(text, name="shop.yaml")`) and returns its folder."""

    def write(text: str | bytes, name: str = "shop.yaml") -> Path:
        folder = tmp_path / "packs"
        folder.mkdir(exist_ok=True)
        raw = text if isinstance(text, bytes) else dedent(text).encode()
        (folder / name).write_bytes(raw)
        return folder

    return write
