"""What there is to ask can be listed, and what is listed can be asked for."""

from __future__ import annotations

import json

import pytest

PACK = """\
pack: shop
source: {title: Shop handbook}
entries:
  - {id: hours, question: When do we open?, answer: At nine.}
  - {id: doors, question: Which doors are there?, answer: [left, right]}
"""


def test_topics_are_listed_with_their_counts(run):
    lines = run("topics").stdout.splitlines()
    assert "accountability (3)" in lines
    assert lines == sorted(lines)


def test_without_topics_it_says_so_and_how_to_go_on(run, write_pack):
    done = run("topics", "--knowledge", write_pack(PACK))
    assert done.stdout == "No entry has a topic. `principles list` shows every question.\n"


def test_every_listed_id_can_be_asked_for(run, write_pack):
    folder = write_pack(PACK)
    lines = run("list", "--knowledge", folder).stdout.splitlines()
    assert lines == ["shop/hours  When do we open?", "shop/doors  Which doors are there?"]
    for line in lines:
        entry_id, question = line.split("  ")
        done = run("ask", "--knowledge", folder, entry_id)
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, question)


@pytest.mark.parametrize(
    "typed", ["pillars-faq/seven-pillars", " (pillars-faq/seven-pillars) ", '"pillars-faq/seven-pillars"']
)
def test_a_printed_id_is_answered_with_that_entry(run, typed):
    """Its twin in another pack has nearly the same words."""
    reply = json.loads(run("ask", "--json", typed).stdout)
    assert (reply["question"], reply["answer"]["id"]) == (typed, "pillars-faq/seven-pillars")


@pytest.mark.parametrize("name", ["pillars-faq", "Benefits"])
def test_the_questions_of_a_pack_or_topic_can_be_listed(run, name):
    shown = run("list", name).stdout.splitlines()
    every = run("list").stdout.splitlines()
    assert 0 < len(shown) < len(every)
    assert set(shown) <= set(every)


def test_json_lists_one_object_a_line(run, write_pack):
    folder = write_pack(PACK.replace("answer: At nine.", "topics: [opening], answer: At nine."))
    listed = [json.loads(line) for line in run("list", "--json", "--knowledge", folder).stdout.splitlines()]
    assert listed[0] == {"id": "shop/hours", "question": "When do we open?", "topics": ["opening"]}
    (topic,) = run("topics", "--json", "--knowledge", folder).stdout.splitlines()
    assert json.loads(topic) == {"topic": "opening", "entries": 1}


def test_a_name_that_is_neither_topic_nor_pack_is_refused_with_the_nearest(run):
    done = run("list", "frameworkz")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'No topic or pack is called "frameworkz": did you mean "frameworks"?\n'
