"""`principles ask` keeps its contract: outcomes, keys, exit statuses."""

from __future__ import annotations

import json

import pytest

PACK = """\
pack: shop
source: {title: Shop handbook}
entries:
  - {id: hours, question: When do we open?, answer: At nine.}
"""
BROKEN = "pack: kiosk\nsource: {title: Kiosk notes}\nentries:\n  - {id: hours, question: When?}\n"

TEXT_OR_NONE = (str, type(None))
ANSWER_TYPES = {
    "id": str,
    "question": str,
    "kind": str,
    "intro": TEXT_OR_NONE,
    "items": list,
    "text": TEXT_OR_NONE,
    "outro": TEXT_OR_NONE,
    "notes": list,
    "source": dict,
    "also": list,
}
SOURCE_KEYS = ["title", "publisher", "file", "lines", "url", "dated", "cites"]


def check_contract(reply):
    """One JSON object holds what scripts rely on."""
    assert list(reply)[:5] == ["question", "outcome", "reason", "matches", "answer"]
    assert isinstance(reply["reason"], str)
    assert reply["reason"].endswith(".")
    for match in reply["matches"]:
        assert list(match)[:4] == ["id", "question", "score", "matched"]
    scores = [match["score"] for match in reply["matches"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    if reply["outcome"] == "answered":
        check_answer(reply["answer"])
        assert reply["matches"][0]["id"] == reply["answer"]["id"]
    else:
        assert reply["outcome"] in ("ambiguous", "abstained")
        assert reply["answer"] is None
        assert reply["outcome"] == "abstained" or len(reply["matches"]) >= 2


def check_answer(answer):
    assert list(answer)[: len(ANSWER_TYPES)] == list(ANSWER_TYPES)
    for key, kind in ANSWER_TYPES.items():
        assert isinstance(answer[key], kind), key
    assert answer["kind"] in ("bullets", "steps", "text", "none")
    assert all(list(item)[:2] == ["text", "detail"] for item in answer["items"])
    assert list(answer["source"])[:7] == SOURCE_KEYS
    assert answer["id"] not in answer["also"]


def test_the_seven_cs_come_with_their_source(run):
    done = run("ask", "what", "are", "the", "7", "Cs")
    assert done.returncode == 0
    assert done.stderr == ""
    for line in (" • Customer", " • Cost", " • Convenience", " • Communication", " • Credibility", " • Connection"):
        assert line in done.stdout.splitlines()
    assert "Riseup Labs" in done.stdout
    assert "lines 108-110" in done.stdout


def test_the_json_contract_holds_for_the_seven_cs(run):
    done = run("ask", "--json", "what are the 7 Cs")
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    reply = json.loads(line)
    check_contract(reply)
    answer = reply["answer"]
    assert reply["question"] == "what are the 7 Cs"
    assert (answer["id"], answer["kind"], answer["intro"]) == (
        "riseup-principles/seven-cs",
        "bullets",
        "The 7 Cs include",
    )
    assert answer["items"][-1] == {"text": "Co–creation", "detail": None}
    assert (answer["source"]["publisher"], answer["source"]["lines"]) == ("Riseup Labs", "108-110")
    assert answer["also"] == ["riseup-principles/crm-seven-cs"]


def test_an_angry_customer_gets_numbered_steps(run):
    done = run("ask", "how do I handle an angry customer")
    assert done.returncode == 0
    assert " 1. Remain calm." in done.stdout.splitlines()
    assert "Source: What are the 7 pillars of customer service?" in done.stdout


def test_a_question_the_source_never_answers_says_so(run):
    done = run("ask", "--json", "what are the 3 essential pillars of the customer experience")
    reply = json.loads(done.stdout)
    check_contract(reply)
    assert done.returncode == 0
    assert (reply["answer"]["kind"], reply["answer"]["items"], reply["answer"]["text"]) == ("none", [], None)
    assert reply["answer"]["notes"]


def test_a_wrong_number_is_abstained_with_what_is_near(run):
    done = run("ask", "what are the 9 pillars of customer service")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == ["I do not know that one.", "No list of 9 pillars is known here."]
    assert "pillars-faq/seven-pillars" in done.stdout


@pytest.mark.parametrize(
    ("question", "status"),
    [("what are the 7 Cs", 0), ("what's for lunch", 1), ("", 1)],
)
def test_the_exit_status_tells_whether_it_was_answered(run, question, status):
    done = run("ask", "--json", question)
    check_contract(json.loads(done.stdout))
    assert done.returncode == status


@pytest.mark.parametrize(("option", "matches"), [([], 3), (["--top", "1"], 1), (["--top", "7"], 7)])
def test_top_says_how_many_matches_are_reported(run, option, matches):
    """A question near to many entries; without the option there are three."""
    reply = json.loads(run("ask", "--json", *option, "customer service pillars principles").stdout)
    assert len(reply["matches"]) == matches


@pytest.mark.parametrize("top", ["0", "many"])
def test_a_top_that_makes_no_sense_is_refused(run, top):
    done = run("ask", "--top", top, "what are the 7 Cs")
    assert done.returncode == 2
    assert "--top" in done.stderr


def test_explain_shows_wording_words_numbers_and_scores(run):
    done = run("ask", "--explain", "what are the 7 Cs")
    assert done.returncode == 0
    why = done.stdout[done.stdout.index("Why:") :]
    for part in ('by "the 7 Cs"', "7 Cs: agrees", "says", "Sure of the first"):
        assert part in why


def test_explain_adds_to_the_json_and_changes_nothing_in_it(run):
    plain = json.loads(run("ask", "--json", "what are the 7 Cs").stdout)
    explained = json.loads(run("ask", "--json", "--explain", "what are the 7 Cs").stdout)
    assert explained.pop("explanation")["counts"] == ["7 Cs: agrees"]
    assert explained == plain


def test_packs_of_ones_own_replace_the_bundled_ones(run, write_pack):
    folder = write_pack(PACK)
    assert json.loads(run("ask", "--json", "--knowledge", folder, "when do we open").stdout)["outcome"] == "answered"
    assert run("ask", "--knowledge", folder, "what are the 7 Cs").returncode == 1


def test_knowledge_may_be_repeated_or_listed_in_the_environment(run, write_pack, tmp_path):
    folder = write_pack(PACK)
    other = tmp_path / "more"
    other.mkdir()
    (other / "kiosk.yaml").write_text(PACK.replace("shop", "kiosk").replace("When do we open?", "Who has the key?"))
    by_option = run("ask", "--knowledge", folder, "--knowledge", other, "who has the key")
    by_setting = run("ask", "who has the key", PRINCIPLES_KNOWLEDGE=f"{folder}:{other}")
    assert by_option.returncode == by_setting.returncode == 0
    assert by_option.stdout == by_setting.stdout


def test_the_option_wins_over_the_environment(run, write_pack):
    done = run("ask", "--knowledge", write_pack(PACK), "when do we open", PRINCIPLES_KNOWLEDGE="nowhere")
    assert done.returncode == 0


def test_one_pack_can_be_named_itself(run, write_pack):
    assert run("ask", "--knowledge", write_pack(PACK) / "shop.yaml", "when do we open").returncode == 0


@pytest.mark.parametrize("setting", [True, False], ids=["PRINCIPLES_KNOWLEDGE", "--knowledge"])
def test_a_folder_that_does_not_exist_is_a_clear_error(run, tmp_path, setting):
    missing = str(tmp_path / "missing")
    done = run("ask", "hello", PRINCIPLES_KNOWLEDGE=missing) if setting else run("ask", "--knowledge", missing, "hello")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"{missing}: no such folder: name a folder that holds *.yaml packs\n"


def test_an_empty_folder_is_a_clear_error(run, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    done = run("ask", "--json", "--knowledge", folder, "hello")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{folder}: no packs here: put at least one *.yaml pack into this folder\n"


def test_one_broken_pack_beside_a_good_one_is_a_clear_error(run, write_pack):
    """A bot with half of its knowledge would answer wrongly with a straight face."""
    write_pack(PACK)
    folder = write_pack(BROKEN, "kiosk.yaml")
    done = run("ask", "--knowledge", folder, "when do we open")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f'{folder}/kiosk.yaml:4: entry "hours" has no "answer": add it\n')


def test_a_pipe_gets_plain_text_and_a_terminal_that_wants_it_colour(run):
    assert "\x1b" not in run("ask", "what are the 7 Cs").stdout
    assert "\x1b[" in run("ask", "what are the 7 Cs", FORCE_COLOR="1", TERM="xterm").stdout


@pytest.mark.parametrize("columns", ["60", "200"])
def test_text_is_wrapped_to_the_columns(run, columns):
    done = run("ask", "how do I handle an angry customer", COLUMNS=columns)
    assert max(map(len, done.stdout.splitlines())) <= min(int(columns), 88)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_that_lacks_letters_gets_question_marks(run, encoding):
    """Bullets and dashes are not in every encoding; an answer with "?" beats a traceback."""
    done = run("ask", "what are the 7 Cs", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Customer" in done.stdout


def test_a_cache_that_cannot_be_used_is_no_obstacle(run, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file")
    for cache in (str(blocked), "off"):
        assert run("ask", "what are the 7 Cs", PRINCIPLES_CACHE=cache).returncode == 0
