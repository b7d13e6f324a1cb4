"""What of a long message is read: its question may stand before, between or after what was pasted."""

from __future__ import annotations

import re

# Longer than any question; bounds the matcher's work on a pasted document.
MAX_PASSAGE = 3_000

# The matcher reads a few sentences well and many badly: of a long message it gets only what may ask.
MAX_CHOSEN = 1_500

# A stretch this long, without an end of a sentence, holds more than a question; its question stands at an end.
MAX_SENTENCE = 300

# The ends of a message: greetings, the log and the signature come between them.
ENDS = 2

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
ASKING = re.compile(
    r"(?:what|which|who|whom|whose|why|how|when|where|is|are|do|does|did|can|could|should|would|may)\b",
    re.IGNORECASE,
)
QUESTION_WORD = re.compile(r"\b(?:what|which|who|whom|whose|why|how|when|where)\b", re.IGNORECASE)


def passage_of(text: str) -> tuple[str, bool]:
    """What to read of a text, and whether that is all of it: its ends and whatever asks, in their order."""
    if len(text) <= MAX_PASSAGE:
        return text, True
    sentences = SENTENCE_END.split(text)
    sentences = [piece for sentence in sentences if sentence for piece in _ends_of(sentence)]
    return "\n".join(sentences[place] for place in sorted(_chosen(sentences))), False


def _ends_of(sentence: str) -> list[str]:
    """The sentence; of one too long to be one, its two ends."""
    if len(sentence) <= MAX_SENTENCE:
        return [sentence]
    first, last = sentence[:MAX_SENTENCE], sentence[-MAX_SENTENCE:]
    return [first.rpartition(" ")[0] or first, *_from_question(last.partition(" ")[2] or last)]


def _from_question(text: str) -> list[str]:
    """The text, divided where its last question begins."""
    begins = [found.start() for found in QUESTION_WORD.finditer(text)]
    return [text[: begins[-1]].strip(), text[begins[-1] :]] if begins and text.endswith("?") else [text]


def _chosen(sentences: list[str]) -> set[int]:
    """The places of the sentences to read, the likeliest first until there are enough."""
    signs = {sentence: _signs(sentence) for sentence in set(sentences)}
    last = len(sentences) - 1

    def rank(place: int) -> tuple[int, int]:
        """How likely the question stands here: 0 best; then by how near an end it is."""
        near_end = min(place, last - place)
        return 2 - max(signs[sentences[place]], near_end < ENDS), near_end

    chosen: set[int] = set()
    seen: set[str] = set()
    length = 0
    for place in sorted(range(len(sentences)), key=rank):
        length += len(sentences[place]) + 1
        if length > MAX_CHOSEN:
            break
        if sentences[place] not in seen:
            seen.add(sentences[place])
            chosen.add(place)
    return chosen


def _signs(sentence: str) -> int:
    """How many of the two signs of a question a sentence shows: its mark, and a word that asks."""
    return sentence.endswith("?") + bool(ASKING.match(sentence))
