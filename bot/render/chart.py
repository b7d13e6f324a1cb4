"""The answer rate of the last weeks as a picture, where the extra `digest` is installed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from bot.counting import count
from bot.learning.tally import Counts

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

# In pixels; twice what Slack shows on a phone, so that it is sharp there.
WIDTH, HEIGHT, EDGE = 960, 480, 40
BAR, LABEL, LEGEND, TYPE = 60, 44, 56, 30

# A card of its own ground reads the same in a light and in a dark Slack. The three can be told apart without colour
# vision by their lightness, and by their order.
GROUND, INK = "#ffffff", "#333333"
PARTS = (("answered", "#2b5b4f"), ("asked back", "#7fb3a2"), ("not answered", "#e0a458"))

# Slack's limit for the words that stand for a picture.
ALT_TEXT = 2_000


def alt_text(weeks: Sequence[Counts]) -> str:
    """The picture in words."""
    told = (
        f"from {week.begin.day} {week.begin:%B} {week.answered:,} of {week.asked:,}" for week in weeks if week.asked
    )
    return f"Questions answered by week: {'; '.join(told)}."[:ALT_TEXT]


def picture(weeks: Sequence[Counts]) -> bytes | None:
    """The weeks as stacked bars, a PNG; None where Pillow is not installed, or nothing was asked."""
    highest = max((week.asked for week in weeks), default=0)
    try:
        from PIL import Image, ImageDraw
    except ImportError:
        return None
    if not highest:
        return None
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    _legend(draw)
    step = (WIDTH - 2 * EDGE) / len(weeks)
    for number, week in enumerate(weeks):
        _bar(draw, week, EDGE + step * (number + 0.5), highest)
    out = BytesIO()
    image.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _legend(draw: ImageDraw) -> None:
    from PIL import ImageFont

    font, x = ImageFont.load_default(TYPE), float(EDGE)
    for name, colour in PARTS:
        draw.rounded_rectangle((x, EDGE - 12, x + 22, EDGE + 10), 4, fill=colour)
        draw.text((x + 32, EDGE), name, INK, font=font, anchor="lm")
        x += 32 + draw.textlength(name, font=font) + 36


def _bar(draw: ImageDraw, week: Counts, middle: float, highest: int) -> None:
    from PIL import ImageFont

    font, bottom = ImageFont.load_default(TYPE), HEIGHT - EDGE - LABEL
    scale = (bottom - EDGE - LEGEND - LABEL) / highest
    y = float(bottom)
    for asked, (_, colour) in zip((week.answered, week.asked_back, week.missed), PARTS, strict=True):
        if asked:
            draw.rectangle((middle - BAR / 2, y - asked * scale, middle + BAR / 2, y - 1), fill=colour)
            y -= asked * scale
    draw.text((middle, y - 8), f"{week.asked:,}", INK, font=font, anchor="mb")
    draw.text((middle, bottom + 10), f"{week.begin.day} {week.begin:%b}", INK, font=font, anchor="mt")


def spoken(week: Counts) -> str:
    """One week in a sentence."""
    asked = count(week.asked, "question")
    return f"{asked}: {week.answered:,} answered, {week.asked_back:,} asked back, {week.missed:,} not answered."
