"""The page on the packs' health: everything escaped, every finding led to its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bot.render.report import (
    Coverage,
    Excerpt,
    FileLine,
    Finding,
    NumberedLine,
    Report,
    Section,
    Step,
    excerpts,
    report_page,
)

ATTACK = '<script>alert("x")</script><a href="https://elsewhere.example">&amp;'


def page_of(**fields):
    return html.fromstring(report_page(Report("Packs", "today", "2 entries", **fields)))


def test_a_finding_leads_to_its_line():
    files = {"shop.yaml": "\n".join(f"line {number}" for number in range(1, 21))}
    page = page_of(groups=[Section("Doubts", [Finding("look", FileLine("shop.yaml", 10))])], files=files)
    (link,) = page.xpath("//li//a")
    assert link.text == "shop.yaml:10"
    (line,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert line.text_content().strip() == "10line 10"
    assert line.get("class") == "marked"
    assert [one.text for one in page.xpath("//pre//b")] == [str(number) for number in range(7, 14)]


def test_a_finding_about_a_file_as_a_whole_is_no_link():
    page = page_of(groups=[Section("Doubts", [Finding("rename it", FileLine("shop.yml", 0))])])
    assert not page.xpath("//a")
    assert "rename it" in page.text_content()
    assert "shop.yml" in page.text_content()


def test_lines_near_each_other_are_one_run():
    files = {"b": "1\n2", "a": "\n".join("x" * 20)}
    (one,) = excerpts(
        files, [FileLine("a", 2), FileLine("a", 6), FileLine("a", 18), FileLine("gone", 1), FileLine("b", 0)]
    )
    assert one.file == "a"
    assert [[line.number for line in run] for run in one.runs] == [list(range(1, 10)), list(range(15, 21))]
    assert [line.number for run in one.runs for line in run if line.marked] == [2, 6, 18]


def test_a_line_that_is_a_whole_text_is_cut():
    assert excerpts({"a": "y" * 5_000}, [FileLine("a", 1)]) == [
        Excerpt("a", [[NumberedLine(1, "y" * 300 + "…", True)]])
    ]


@pytest.mark.thorough
@given(st.text() | st.just(ATTACK))
def test_what_packs_and_people_say_is_text(said):
    page = page_of(
        groups=[Section(said, [Finding(said, FileLine(said, 1))])],
        coverage=[Coverage(said, 1, 1, 1, 0, 0)],
        gaps=[Finding(said)],
        figures=[(said, said)],
        files={said: said},
    )
    assert {tag.tag for tag in page.iter() if isinstance(tag.tag, str)}.isdisjoint({"script", "img", "iframe", "form"})
    assert all(link.get("href").startswith("#") for link in page.xpath("//a"))


def test_the_page_needs_nothing_but_itself():
    text = report_page(
        Report("Packs", "today", "all", curve=[Step(3, 0.5, 0.25)], coverage=[Coverage("a", 1, 0, 0, 0, 0)])
    )
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|<script", text)


def test_the_curve_shows_how_right_it_was():
    (dot,) = page_of(curve=[Step(30, 0.5, 0.25)]).xpath("//circle")
    assert (dot.get("cx"), dot.get("cy")) == ("120.0", "180.0")
    assert dot.xpath("./title")[0].text == "30 aliases: said 0.50, was 0.25"


def test_no_record_of_gaps_is_not_no_gap():
    assert "No record is at hand" in page_of().text_content()
    assert "Nothing, in the last ninety days" in page_of(gaps=[]).text_content()
