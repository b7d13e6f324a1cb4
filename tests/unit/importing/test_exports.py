"""Exports of forums, help desks and other bots: what they keep apart comes together."""

from __future__ import annotations

import json

import pytest

from tests.unit.importing.drafts import answers, entries

ARTICLES = [
    {"title": "How do I pay?", "body": "<p>At the desk.</p>"},
    {"title": "Changing your address", "body": "<p>Write to us.</p>"},
]


def test_titles_of_articles_are_questions_where_some_of_them_ask():
    assert list(answers("help.json", json.dumps({"articles": ARTICLES}))) == ["How do I pay?", "Changing your address"]


def test_titles_of_other_things_are_no_questions():
    goods = [{"title": f"Lamp {number}", "description": "Bright."} for number in range(9)]
    data = {"articles": ARTICLES, "goods": goods}
    assert list(answers("help.json", json.dumps(data))) == ["How do I pay?", "Changing your address"]


def test_the_accepted_reply_of_a_topic_is_its_answer():
    posts = [{"cooked": "<p>I looked.</p>"}, {"cooked": "<p>Press F5.</p>", "accepted_answer": True}]
    data = [{"title": "How do I reload?", "posts": posts}, {"title": "Slow page", "posts": posts[::-1]}]
    assert answers("forum.json", json.dumps(data)) == {"How do I reload?": "Press F5.", "Slow page": "Press F5."}


def test_intents_meet_the_responses_that_rules_or_names_give_them():
    rasa = """
        nlu:
        - intent: ask_price
          examples: |
            - What does it cost?
            - price of [it](thing)
        - intent: hours
          examples: |
            - When do you open?
        - intent: unanswered
          examples: |
            - Why is that?
        responses:
          utter_price:
          - text: Ten euros.
          utter_clock:
          - text: At nine.
        rules:
        - rule: clock
          steps:
          - intent: hours
          - action: utter_clock
        """
    made = entries("bot.yml", rasa)
    assert [(one["question"], one["answer"]) for one in made] == [
        ("What does it cost?", "Ten euros."),
        ("When do you open?", "At nine."),
    ]
    assert made[0]["aliases"] == ["price of it"]


def test_phrases_in_parts_are_one_wording():
    phrases = [{"parts": [{"text": "Can I bring "}, {"text": "my dog", "alias": "pet"}, {"text": "?"}]}]
    data = [{"trainingPhrases": phrases, "messages": [{"text": {"text": ["Yes.", "Sure."]}}]}]
    assert answers("intents.json", json.dumps(data)) == {"Can I bring my dog?": "Yes."}


def test_a_second_wording_of_the_same_answer_is_an_alias():
    rows = "Question\tAnswer\nHow do I connect?\tChoose the staff network.\nwifi key\tChoose the staff network.\n"
    made = entries("faq.tsv", rows)
    assert [(one["question"], one["aliases"]) for one in made] == [("How do I connect?", ["wifi key"])]


def test_ends_of_lines_written_as_signs_are_ends_of_lines_and_paths_stay():
    rows = "Question\tAnswer\nHow?\tSo:\\n\\n1. Sit\\n2. Wait\nWhere?\tIn C:\\new\\notes.\n"
    made = answers("faq.tsv", rows)
    assert made["How?"] == {"kind": "steps", "intro": "So:", "items": ["Sit", "Wait"]}
    assert "\\n" in made["Where?"]


def test_keys_that_only_numbers_join_are_questions_and_answers():
    texts = {"q1": "When?", "a1": "Now.", "faq_2_title": "Bells", "faq_2_body": "Ring.", "q3": "Lost", "a4": "Found"}
    assert answers("en.json", json.dumps({"faq": texts})) == {"When?": "Now.", "Bells": "Ring."}


def test_numbered_keys_without_a_question_mark_are_texts_of_a_page():
    texts = {"title1": "Bells", "text1": "Ring.", "title2": "Lamps", "text2": "Shine."}
    data = {"page": texts, "faq": {"q": "When?", "a": "Now."}}
    assert answers("en.json", json.dumps(data)) == {"When?": "Now."}


def test_stories_name_what_is_said_and_the_first_action_counts():
    rasa = {
        "nlu": [
            {"intent": "ask_hours", "examples": "- When do you open?"},
            {"intent": "price", "examples": "- How much is it?"},
        ],
        "responses": {
            "utter_hours": [{"text": "At nine."}],
            "utter_b": [{"text": "Ten."}],
            "utter_c": [{"text": "No."}],
        },
        "stories": [{"steps": [{"intent": "price"}, {"action": "utter_b"}, {"action": "utter_c"}]}, {"steps": None}, 3],
    }
    assert answers("bot.json", json.dumps(rasa)) == {"When do you open?": "At nine.", "How much is it?": "Ten."}


def test_a_topic_without_an_accepted_reply_is_no_answer():
    posts = [{"cooked": "<p>I looked.</p>"}, {"cooked": "", "is_solution": True}]
    data = [{"title": "How?", "posts": posts}, {"title": "Why?", "posts": [{"raw": "So.", "is_solution": True}]}]
    assert answers("forum.json", json.dumps(data)) == {"Why?": "So."}


@pytest.mark.parametrize(
    "names",
    [("faq.{}.question", "faq.{}.answer"), ("{}_title", "{}_text"), ("faq{}Q", "faq{}A"), ("{}Question", "{}Answer")],
)
def test_keys_that_only_a_name_joins_are_questions_and_answers(names):
    asked, answered = names
    texts = {
        asked.format("Hours"): "When?",
        answered.format("Hours"): "Now.",
        "hero_title": "Bells",
        "hero_text": "Ring.",
    }
    assert answers("en.json", json.dumps(texts)) == {"When?": "Now."}


@pytest.mark.parametrize(
    ("who", "what", "people", "bot"), [("role", "content", "user", "assistant"), ("from", "value", "human", "gpt")]
)
def test_a_talk_that_names_its_speakers_is_questions_and_answers(who, what, people, bot):
    turns = [{who: "system", what: "Be kind."}, {who: people, what: "lost bell"}, {who: bot, what: "Ring."}]
    turns += [{who: people, what: "When?"}, {who: bot, what: "Now."}, {who: people, what: "Thanks"}]
    made = answers("talk.jsonl", json.dumps({"messages": turns, "conversations": turns}))
    assert made == {"lost bell": "Ring.", "When?": "Now."}


def test_texts_by_language_are_taken_in_english_or_else_as_they_come():
    data = {"questions": {"de": ["Wann?"], "en": ["When?"]}, "answers": {"de": ["Jetzt."], "en-GB": ["Now."]}}
    assert answers("qna.json", json.dumps([data])) == {"When?": "Now."}
    data = {"questions": {"de": ["Wann?"], "fr": ["Quand?"]}, "answers": {"de": ["Jetzt."], "fr": ["Là."]}}
    assert answers("qna.json", json.dumps([data])) == {"Wann?": "Jetzt."}
