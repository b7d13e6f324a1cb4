"""Drafts as the tests of this folder read them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from textwrap import dedent

import yaml

from bot.importing import draft
from bot.knowledge.loader import load


def pack(name, document):
    """The pack drafted from a document, after it was loaded as any pack is."""
    made = draft(name, data_of(document))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{made.pack}.yaml"
        path.write_text(made.text, encoding="utf-8")
        load([path.parent])
    return yaml.safe_load(made.text)


def data_of(document):
    """The bytes of a document; text loses the indentation of the test around it."""
    return document if isinstance(document, bytes) else dedent(document).lstrip("\n").encode()


def entries(name, document):
    """The drafted entries."""
    return pack(name, document)["entries"]


def answers(name, document):
    """Question -> answer of a document's draft."""
    return {entry["question"]: entry["answer"] for entry in entries(name, document)}


def comments(name, document):
    """Everything that the draft asks its author to look at."""
    lines = draft(name, data_of(document)).text.splitlines()
    return [line.strip() for line in lines if line.startswith("  #")]
