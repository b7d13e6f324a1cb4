"""The names by which Slack tells us what was pressed, typed or called: one place for both sides.

Several controls of one kind in a message carry "name:0", "name:1", "name:next" …; `pattern` matches them all.
"""

from __future__ import annotations

import hashlib
import re

from bot.knowledge.model import Knowledge

# Shortcuts
FIND_ANSWER = "find_answer"
SEARCH_PRINCIPLES = "search_principles"
SAVE_AS_ANSWER = "save_as_answer"

# Buttons whose value is an entry's id
CHOOSE = "choose_entry"
RELATED = "related_entry"
ANOTHER_SOURCE = "another_source"
READ = "read_entry"
SHARE = "share_in_channel"
SHARE_ONE = "share_one"  # of several answers in one message, which stays
SEE_ALL = "see_all"  # on a daily card: the whole list, for the one who asks

# Other controls
NONE_OF_THESE = "none_of_these"
SEARCH = "open_search"
FEEDBACK = "feedback"
FEEDBACK_REASON = "feedback_reason"  # value: reason:channel:ts
DELETE = "delete_reply"
PICK = "search_pick"
BROWSE_TOPIC = "browse_topic"
ASK_PROMPT = "ask_prompt"

# The daily post: buttons in App Home (value = channel id), and the fields of its modal
DAILY_SETUP = "daily_setup"
DAILY_PAUSE = "daily_pause"
DAILY_RESUME = "daily_resume"
DAILY_SKIP = "daily_skip"
DAILY_UNSKIP = "daily_unskip"
DAILY_STOP = "daily_stop"
DAILY_CHANNEL = "daily_channel"
DAILY_TIME = "daily_time"
DAILY_ZONE = "daily_zone"
DAILY_WEEKDAYS = "daily_weekdays"
DAILY_TOPICS = "daily_topics"
DAILY_PACKS = "daily_packs"

# Teaching: a button that opens its window (value: "gap:<id>", "ask:<id>", "lesson:<number>" or NO_VALUE), the window's
# fields, and the list of what was taught (values: a lesson's number, a page)
TEACH = "teach"
TEACH_QUESTION = "teach_question"
TEACH_WORDINGS = "teach_wordings"
TEACH_TARGET = "teach_target"
TEACH_ANSWER = "teach_answer"
LESSONS = "lessons"
LESSON_REMOVE = "lesson_remove"
LESSON_RESTORE = "lesson_restore"
# Documents that were uploaded (value: their number): on the offer, and in the list
DOCUMENT_ACCEPT = "document_accept"
DOCUMENT_DISCARD = "document_discard"
# What looks doubtful in it (value: its number and a page)
DOCUMENT_DOUBTS = "document_doubts"
DOCUMENT_REMOVE = "document_remove"
DOCUMENT_RESTORE = "document_restore"
# What the author of an answer is asked (value: the lesson's number)
AUTHOR_NAMED = "author_named"
AUTHOR_UNNAMED = "author_unnamed"
AUTHOR_REFUSED = "author_refused"

# What went unanswered: its list (value: a page), figures, a gap that is left out or brought back (value: its number)
GAPS = "gaps"
FIGURES = "figures"
GAP_DISMISS = "gap_dismiss"
GAP_RESTORE = "gap_restore"

# The weekly digest: a button that opens its window, and the window's fields
DIGEST = "digest"
DIGEST_STOP = "digest_stop"
DIGEST_CHANNEL = "digest_channel"
DIGEST_DAY = "digest_day"
DIGEST_TIME = "digest_time"
DIGEST_ZONE = "digest_zone"

# Ask the team: under a miss (value: the question, behind a mark), in the experts' channel and under an answer (value:
# the ask's id), and the fields of its two windows
ASK_TEAM = "ask_team"
ASK_QUESTION = "ask_question"
ASK_NAMED = "ask_named"
ASK_REPLY = "ask_reply"
ASK_ANSWER = "ask_answer"
ASK_HELPED = "ask_helped"

# The experts' channel: a button in App Home that opens its window, the window's field, and "Ask nobody"
EXPERTS = "experts"
EXPERTS_CHANNEL = "experts_channel"
EXPERTS_NONE = "experts_none"

# The place to share to: an input in the answer modal
SHARE_BLOCK = "share_to"
SHARE_TARGET = "share_target"

# Views
SEARCH_VIEW = "search_view"
ANSWER_VIEW = "answer_view"
THREAD_VIEW = "thread_view"
SHARE_VIEW = "share_view"
DAILY_VIEW = "daily_view"
TEACH_VIEW = "teach_view"
UNWATCH = "unwatch"
DIGEST_VIEW = "digest_view"
ASK_VIEW = "ask_view"
ASK_REPLY_VIEW = "ask_reply_view"
EXPERTS_VIEW = "experts_view"

# For controls that carry nothing: Slack wants a value to be at least one character.
NO_VALUE = "1"

# Slack takes 2,000 for a value, and people seldom ask in more.
QUESTION_VALUE = 1_900

# A topic's name may be of any length in a pack; a longer one travels as a digest.
TOPIC_KEY = 100


def pattern(name: str) -> re.Pattern[str]:
    """Matches the action id `name` with or without its ending."""
    return re.compile(rf"^{re.escape(name)}(:\w+)?$")


def question_value(question: str) -> str:
    """The value of a button that is about what somebody asked: as much of the question as a value takes."""
    return "q:" + question.encode("utf-16-le", "ignore")[: 2 * QUESTION_VALUE].decode("utf-16-le", "ignore")


def read_question(value: str) -> str:
    """The question in such a value."""
    return value.removeprefix("q:") if value.startswith("q:") else ""


def topic_value(topic: str, page: int = 0) -> str:
    """The value of a BROWSE_TOPIC button; an empty topic means the list of all topics."""
    return f"{topic_key(topic)}|{page}"


def read_topic(value: str) -> tuple[str | None, int]:
    """The topic's key (None: all topics) and the page (0 or more) of a BROWSE_TOPIC button."""
    key, _, page = value.rpartition("|")
    return key or None, int(page) if re.fullmatch(r"\d{1,6}", page) else 0


def topic_key(topic: str) -> str:
    """A short name of the topic: itself, or a digest of it."""
    return topic if len(topic) <= TOPIC_KEY else "sha256-" + hashlib.sha256(topic.encode()).hexdigest()


def find_topic(knowledge: Knowledge, key: str | None) -> str | None:
    """The topic of that key, if the packs (still) have it."""
    return next((topic for topic in knowledge.by_topic if topic_key(topic) == key), None)
