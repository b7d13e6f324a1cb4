"""The README's pictures show what the bundled packs give."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering import Answering
from bot.bootstrap.answering import build_answering
from bot.matching.decision import Abstained, Ambiguous, Answered
from bot.settings import Settings
from tests.block_limits import problems
from tests.learning_pictures import learning_pictures
from tests.pictures import BULLETS, OPEN, STEPS, UNKNOWN, pictures

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def answering() -> Answering:
    return build_answering(Settings())


def test_every_picture_can_be_drawn_again(answering: Answering):
    drawn = pictures(answering)
    assert {picture.stem for picture in DOCS.glob("*.png")} == set(drawn)
    everything = drawn | learning_pictures(answering)
    assert {name: problems(payload) for name, payload in everything.items()} == {name: [] for name in everything}


@pytest.mark.parametrize(
    ("question", "outcome"), [(BULLETS, Answered), (STEPS, Answered), (OPEN, Ambiguous), (UNKNOWN, Abstained)]
)
def test_each_picture_shows_what_its_name_says(answering: Answering, question: str, outcome: type):
    """With the real matcher: no picture is posed."""
    assert isinstance(answering.ask(question).decision, outcome)


def test_pictures_are_small():
    """Everybody who clones the repository carries them."""
    assert all(picture.stat().st_size < 200_000 for picture in DOCS.glob("*.png"))
