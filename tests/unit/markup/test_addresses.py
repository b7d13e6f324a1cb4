"""A link leads where it says, or says where it leads."""

from __future__ import annotations

import pytest

from bot.markup import plain_text, read
from bot.markup.addresses import may_be_followed


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example",
        "HTTP://a.example:8080/x?y#z",
        "https://[::1]/x",
        "http://localhost",
        "mailto:a.b+c@d.example?subject=x",
        "tel:+44(20)555-1",
        "https://xn--mnchen-3ya.example/",
    ],
)
def test_web_mail_and_telephone_addresses_may_be_followed(url):
    assert may_be_followed(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "data:text/html,x",
        "file:///etc",
        "ftp://a.example",
        "slack://open",
        "//a.example",
        "/x",
        "",
        "#top",
        "https:",
        "https://",
        "https:///x",
        "https://a b.example",
        "https://a.example/<x>",
        "https://a.example|x",
        "https://a.example:99999999",
        "https://[::1",
        "mailto:",
        "mailto:a",
        "mailto:@b",
        "tel:",
        "tel:abc",
    ],
)
def test_nothing_else_may(url):
    assert not may_be_followed(url)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[https://bank.example](https://evil.example/x)", "https://bank.example (evil.example)"),
        ("[bank.example](https://evil.example)", "bank.example (evil.example)"),
        ("[www.bank.example/login](http://evil.example)", "www.bank.example/login (evil.example)"),
        (
            "[Log in at bank.example](https://bank.example.evil.example)",
            "Log in at bank.example (bank.example.evil.example)",
        ),
        ("[b\u200bank.exam\u200dple](https://evil.example)", "bank.exam\u200dple (evil.example)"),
        ("[\u202eelpmaxe.knab](https://evil.example)", "elpmaxe.knab (evil.example)"),
        ("[bank。example](https://evil.example)", "bank。example (evil.example)"),
        ("[http://intranet](https://evil.example)", "http://intranet (evil.example)"),
        ("<https://evil.example|bank.example>", "<https://evil.example|bank.example>"),
        ("https://bank.example@evil.example/x", "https://bank.example@evil.example/x (evil.example)"),
        ("https://b\u0430nk.example", "https://b\u0430nk.example (xn--bnk-6cd.example)"),
        ("[help@bank.example](mailto:thief@evil.example)", "help@bank.example (thief@evil.example)"),
        ("[bank.example](mailto:thief@evil.example)", "bank.example (thief@evil.example)"),
        ("[0800 123456](tel:+900999)", "0800 123456 (+900999)"),
        ("[**bank**.example](https://evil.example)", "bank.example (evil.example)"),
    ],
)
def test_text_that_looks_like_another_address_is_shown_with_the_real_one(source, shown):
    assert plain_text(read(source)) == shown


@pytest.mark.parametrize(
    "source",
    [
        "[our guide](https://a.example)",
        "[a.example](https://www.a.example/x)",
        "[www.a.example](https://a.example)",
        "[a.example](https://docs.a.example)",
        "[form.pdf](https://a.example/form.pdf)",
        "[version 3.2](https://a.example)",
        "[münchen.example](https://münchen.example)",
        "[a@b.example](mailto:a@b.example)",
        "[0800 123456](tel:+44800123456)",
        "[7 days](tel:+44800123456)",
        "https://a.example/?next=https://a.example/b",
    ],
)
def test_an_honest_link_says_no_more(source):
    assert "(" not in plain_text(read(source))
