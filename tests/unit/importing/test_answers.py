"""The shape of a drafted answer."""

from __future__ import annotations

from tests.unit.importing.drafts import answers, comments, entries


def answer(text, question="How do I mend it?"):
    """The answer to one question of a Markdown document."""
    document = f"## {question}\n\n{text}\n\n## When do you open?\n\nAt nine.\n"
    return answers("faq.md", document)[question]


def test_steps_that_a_note_breaks_are_one_list():
    text = (
        "1. Take it off.\n2. Look at it.\n\nMind your fingers.\n\n```\nclick\n```\n\n3. Put it on.\n4. Ride.\n\nDone."
    )
    assert answer(text) == {
        "kind": "steps",
        "items": ["Take it off.", "Look at it.\n\nMind your fingers.\n\n```\nclick\n```", "Put it on.", "Ride."],
        "outro": "Done.",
    }


def test_the_longest_of_several_lists_becomes_the_items_and_nothing_is_lost():
    made = answer("Before:\n\n- light\n- dry\n\nThen:\n\n- brake\n- chain\n- lamp\n\nAt last, smile.")
    assert made == {
        "kind": "bullets",
        "intro": "Before:\n\n- light\n- dry\n\nThen:",
        "items": ["brake", "chain", "lamp"],
        "outro": "At last, smile.",
    }


def test_inner_lists_stay_inside_their_item():
    assert answer("- brake\n  - front\n  - back\n- lamp")["items"] == ["brake\n\n- front\n- back", "lamp"]


def test_an_answer_in_several_headed_parts_is_text():
    made = answer("**Flat tyre**\n\nPump it.\n\n**Loose chain**\n\nTighten it:\n\n- left\n- right")
    assert made == "**Flat tyre**\n\nPump it.\n\n**Loose chain**\n\nTighten it:\n\n- left\n- right"


def test_a_promised_number_is_kept_and_a_missing_point_is_said():
    question = "What are the 3 parts of a brake?"
    made = entries("faq.md", f"## {question}\n\n- lever\n- cable\n\n## When do you open?\n\nAt nine.\n")[0]
    assert (made["claims"], made["note"]) == (3, "The source speaks of 3 and lists 2.")


def test_points_in_a_sentence_are_cut_out_where_their_number_is_promised():
    question = "What are the 4 parts of a bike?"
    assert answer("The four parts are wheel, frame, chain and lamp. All matter.", question) == {
        "kind": "bullets",
        "intro": "The four parts are",
        "items": ["wheel", "frame", "chain", "lamp"],
        "outro": "All matter.",
    }
    assert answer("You need a wheel, a frame, a chain and a lamp.", "What do I need?").startswith("You need")


def test_glued_points_are_cut_apart():
    made = answer("8 Things That Make a RideKeep left.Look ahead.Ring the bell.Use the lamp.", "How do I ride?")
    assert made["intro"] == "8 Things That Make a Ride"
    assert made["items"] == ["Keep left.", "Look ahead.", "Ring the bell.", "Use the lamp."]


def test_relative_links_become_words_and_are_named():
    document = "## Where?\n\nSee [the map](../map.md) or [the plan](https://bikes.example/plan).\n"
    assert answers("faq.md", document) == {"Where?": "See the map or [the plan](https://bikes.example/plan)."}
    assert "  ".join(comments("faq.md", document)).endswith("became plain words: ../map.md")


def test_relative_links_are_completed_where_the_document_names_its_address():
    head = '<head><base href="https://bikes.example/help/"></head>'
    document = f'<html>{head}<body><h2>Where?</h2><p>See <a href="../map">the map</a>.</p>'
    assert answers("faq.html", document) == {"Where?": "See [the map](https://bikes.example/map)."}


def test_code_keeps_its_signs():
    made = answer("Run `a_b *c*`:\n\n```sh\n[x](y) && {{ z }}\n```")
    assert made == "Run `a_b *c*`:\n\n```\n[x](y) && {{ z }}\n```"


def test_words_that_look_like_markup_stay_words():
    document = "<h2>Which signs?</h2><p>Use 2 * 3 * 4, _x_, [y](z) and &lt;b&gt;.</p>"
    assert answers("faq.html", document) == {"Which signs?": r"Use 2 \* 3 \* 4, \_x\_, \[y\](z) and \<b>."}


def test_an_answer_beyond_all_bounds_is_cut_and_says_so():
    long = "\n\n".join(f"Paragraph {number}. " + "All of this matters. " * 40 for number in range(30))
    made = entries("faq.md", f"## How?\n\n{long}\n")[0]
    assert 9_000 < len(made["answer"]) < 12_000
    assert made["answer"].endswith("All of this matters.")
    assert made["note"] == "The source goes on from here."


def test_a_box_under_every_answer_is_left_out():
    questions = "\n\n".join(
        f"## What is number {n}?\n\nIt is {n}.\n\nStill stuck? Write to help@example.com now." for n in range(4)
    )
    assert set(answers("faq.md", questions).values()) == {f"It is {n}." for n in range(4)}


def test_a_date_that_closes_an_answer_dates_its_source():
    made = entries("faq.txt", "Who won?\n\nKim did.\nJul 1, 2024\n\nWho lost?\n\nNobody.\n")[0]
    assert (made["answer"], made["source"]) == ("Kim did.", {"dated": "Jul 1, 2024"})
