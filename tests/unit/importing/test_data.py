"""Tables and data: whatever other tools export."""

from __future__ import annotations

import json

import pytest

from bot.importing import draft
from tests.unit.importing.drafts import answers, entries

BOTH = {"When do you open?": "At nine.", "What does it cost?": "Ten euros."}


PAIRS = list(BOTH.items())
EXPORTS = {
    "list": [{"question": q, "answer": a} for q, a in PAIRS],
    "several wordings": {"qnaDocuments": [{"questions": [q], "answer": a} for q, a in PAIRS]},
    "questions as keys": {"faq": {"Shop": BOTH}},
    "mappings under questions": {q: {"answer": a} for q, a in PAIRS},
    "titles": [{"title": q, "content": a} for q, a in PAIRS],
    "pairs": [[q, a] for q, a in PAIRS],
    "schema.org": {"mainEntity": [{"name": q, "acceptedAnswer": {"text": f"<p>{a}</p>"}} for q, a in PAIRS]},
    "intents": {"intents": [{"patterns": [q], "responses": [a]} for q, a in PAIRS]},
}


@pytest.mark.parametrize("export", EXPORTS)
def test_questions_are_found_under_any_usual_name(export):
    assert answers("faq.json", json.dumps(EXPORTS[export])) == BOTH


def test_one_object_a_line():
    lines = "\n".join(json.dumps({"prompt": q, "completion": a}) for q, a in BOTH.items())
    assert answers("faq.jsonl", lines) == BOTH


def test_other_wordings_are_aliases_and_belong_to_one_entry():
    data = [
        {"q": ["When do you open?", "Opening hours", "what does it cost"], "a": "At nine."},
        {"q": ["What does it cost?"], "a": "Ten euros."},
    ]
    made = entries("faq.json", json.dumps(data))
    assert made[0]["aliases"] == ["Opening hours"]
    assert "aliases" not in made[1]


def test_one_wording_with_two_answers_stands_in_two_sections():
    data = [{"q": ["What does it cost?"], "a": "Ten.", "category": "Bells"}, {"q": ["What does it cost?"], "a": "Two."}]
    made = entries("faq.json", json.dumps(data))
    assert [(entry["section"], entry["answer"]) for entry in made] == [("Bells", "Ten."), ("General", "Two.")]


def test_the_same_pair_many_times_is_one_entry():
    pairs = "conversations:\n" + "- - My lamp is broken.\n  - Buy a new one.\n" * 300
    assert answers("talk.yml", pairs) == {"My lamp is broken.": "Buy a new one."}


def test_small_talk_and_templates_are_left_out_and_named():
    data = [{"q": [q], "a": a} for q, a in BOTH.items()]
    data += [{"q": ["Hello"], "a": "Hi."}, {"q": ["How often did I ask?"], "a": "{{#if n}}Often{{/if}}"}]
    made = draft("faq.json", json.dumps(data).encode())
    assert made.entries == 2
    assert [remark.partition(":")[2].strip() for remark in made.remarks] == [
        '"How often did I ask?" (line 1)',
        '"Hello" (line 1)',
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Question,Answer\nWhen do you open?,At nine.\nWhat does it cost?,Ten euros.\n",
        "id;q_en;q_de;a_en;a_de\n1;When do you open?;Wann?;At nine.;Um 9.\n2;What does it cost?;Was?;Ten euros.;10.\n",
        "When do you open?,At nine.\nWhat does it cost?,Ten euros.\n",
        "topic\tFrage\tText\nA\tWhen do you open?\tAt nine.\nA\tWhat does it cost?\tTen euros.\n",
        'Question,Answer\n"When do you open?","At nine."\n\n"What does it cost?","Ten euros."\n',
    ],
    ids=["comma", "languages", "no head", "tabs, unknown names", "blank rows"],
)
def test_columns_are_found(table):
    assert answers("faq.csv", table) == BOTH


def test_a_table_in_two_languages_says_which_it_left():
    made = draft("faq.csv", b"q_en,q_fr,a_en,a_fr\nWhen?,Quand?,Now.,Maintenant.\n")
    assert made.remarks == ("other languages stand in the columns q_fr, a_fr; one is taken",)


def test_cells_keep_quotes_line_breaks_and_separators():
    table = 'Question,Answer\n"Which ""bell"", please?","The big one;\nit is loud, very."\nWhen?,Now.\n'
    assert answers("faq.csv", table) == {'Which "bell", please?': "The big one; it is loud, very.", "When?": "Now."}


@pytest.mark.parametrize("head", ["id;Question;Answer", "id;q_en;a_en"], ids=["named", "by language"])
def test_a_table_parted_by_semicolons_keeps_commas_quotes_and_line_breaks(head):
    """Commas in the cells cut some of its rows evenly too."""
    first = '1;"What is, exactly, ""A"";\r\nthe letter?";"It is ""A"", B, C; D"'
    table = f"{head}\r\n{first}\r\n2;How, then?;So, so.\r\n"
    assert answers("faq.csv", table) == {
        'What is, exactly, "A"; the letter?': 'It is "A", B, C; D',
        "How, then?": "So, so.",
    }


def test_without_a_head_the_sign_that_cuts_no_quotation_parts_the_cells():
    table = '"Which, of ""these"", please?";"This, that;\nand ""more""."\nWhen, then?;Now, or later, or never.\n'
    assert answers("faq.csv", table) == {
        'Which, of "these", please?': 'This, that; and "more".',
        "When, then?": "Now, or later, or never.",
    }


def test_rows_in_other_languages_are_left_out_and_named():
    head = "id,language,category,query,keyword,response"
    table = f"{head}\n1,en,Bells,Which bell?,bell,The big one.\n2,de,Bells,Welche?,,Die.\n".encode()
    made = draft("faq.csv", table)
    assert made.entries == 1
    assert made.remarks == ("rows in other languages (de) are left out",)


def test_keys_above_the_questions_are_their_topics():
    data = [{"bells and lamps": [{"question": q, "response": a} for q, a in PAIRS]}]
    assert [entry["topics"] for entry in entries("faq.yml", json.dumps(data))] == [["bells and lamps"]] * 2


def test_an_answer_in_a_mapping_is_taken_from_its_best_form():
    answer = {"html": "<p>x</p>", "plainText": "y", "markdown": "**At nine.**"}
    assert answers("faq.json", json.dumps([{"q": "When?", "a": answer}])) == {"When?": "**At nine.**"}
    assert answers("faq.json", json.dumps([{"q": "When?", "a": {"markdown": "", "text": "Now."}}])) == {"When?": "Now."}


def test_several_answers_are_a_choice_under_some_keys_and_paragraphs_under_others():
    chosen = [{"q": "When?", "responses": ["Now.", "At once."]}]
    assert entries("faq.json", json.dumps(chosen))[0]["answer"] == "Now."
    assert (
        "the document gives 2 answers to choose from; the first is taken"
        in draft("faq.json", json.dumps(chosen).encode()).text
    )
    assert answers("faq.json", json.dumps([{"q": "When?", "text": ["Now.", "Yes."]}])) == {"When?": "Now.\n\nYes."}


def test_a_talk_that_goes_on_is_said():
    text = draft("talk.json", json.dumps([["When?", "Now.", "Really?", "Yes."]]).encode()).text
    assert "the document goes on with more replies; the first is taken" in text


def test_titles_ask_only_where_they_ask_and_other_names_always():
    data = [
        {"title": "Bells", "content": "x"},
        {"name": "When?", "text": "Now."},
        {"prompt": "lost bell", "reply": "y"},
    ]
    assert answers("faq.json", json.dumps(data)) == {"When?": "Now.", "lost bell": "y"}


def test_questions_as_keys_may_hold_mappings_and_paragraphs_but_no_lists_of_things():
    data = {"When?": {"text": "Now."}, "Where?": ["Here.", "Or there."], "Who?": [{"n": 1}], "Why?": {"x": {"y": 1}}}
    assert answers("faq.json", json.dumps(data)) == {"When?": "Now.", "Where?": "Here.\n\nOr there."}


def test_a_question_without_an_answer_is_kept_only_under_a_sure_name():
    data = [{"question": "When?", "answer": ""}, {"title": "Why?", "text": ""}, {"q": "Who?", "a": "Kim."}]
    assert answers("faq.json", json.dumps(data)) == {"When?": {"kind": "none"}, "Who?": "Kim."}


def test_wordings_may_be_lines_of_one_text():
    data = [{"examples": "x", "patterns": "- When?\n- what time", "responses": "Now."}]
    assert entries("bot.json", json.dumps(data))[0]["aliases"] == ["what time"]
    assert list(answers("bot.json", json.dumps([{"q": "When do\nyou open?", "a": "Now."}]))) == ["When do you open?"]


def test_a_category_and_the_name_of_a_group_are_topics():
    group = [{"q": question, "a": "x"} for question in ("When?", "Where?")]
    for data in ([one | {"category": "Bells"} for one in group], {"title": "Bells", "items": group}):
        assert [one["topics"] for one in entries("faq.json", json.dumps(data))] == [["Bells"]] * 2
    assert "topics" not in entries("faq.json", json.dumps({"data": group}))[0]


def test_nesting_without_end_is_not_followed():
    data = {"q": "When?", "a": "Now."}
    for _ in range(50):
        data = {"data": data}
    assert answers("faq.json", json.dumps([data, {"q": "Who?", "a": "Kim."}])) == {"Who?": "Kim."}


def test_keys_that_do_not_ask_are_questions_where_most_do():
    data = {"When?": "Now.", "Lost my bell": "Ring.", "Who?": "Kim.", "title": "Help"}
    assert list(answers("faq.json", json.dumps(data))) == ["When?", "Lost my bell", "Who?"]
    assert list(answers("faq.json", json.dumps(data | {"Bells": "Two.", "Lamps": "Ten."}))) == ["When?", "Who?"]
