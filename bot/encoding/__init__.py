"""Texts -> vectors of their meaning: a small BERT in numpy, its tokens and its weights.

Nothing here knows packs or questions; `bot.matching.encoder` says what the matcher asks of an encoder.
"""
