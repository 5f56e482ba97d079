"""Whatever mix of words, quotations and signatures a mail is made of, the writer's words remain."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape

from hypothesis import example, given, settings, strategies as st

from hearth.post.cutting import cut

WORDS = st.lists(
    st.sampled_from(
        [
            "yes",
            "no",
            "tea",
            "dŵr",
            "tŷ",
            "جی ہاں",
            "café",
            "2026",
            "at 10:00,",
            "on",
            "wrote",
            "it’s",
            "Tuesday",
            "from",
            "sent",
            "to",
            "-",
            "**",
            "(x)",
            "dee@example.org",
            "https://a.example/b",
            "=",
            "&",
            "<b>",
            "unsubscribe",
            "confidential",
        ]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=3)
QUOTE = st.lists(
    st.sampled_from(["Hello Amara,", "who brings tea?", "", "Dee and Efe"]), min_size=1
)
WELSH = "Ar Llun, 2 Tach 2026 am 09:00, Hearth <h@hearth.example> ysgrifennodd:"
ABOVE = st.sampled_from(
    [
        "",
        "On Mon, 2 Nov 2026 at 09:00, Hearth <h@hearth.example> wrote:",
        WELSH,
        "Am Mo., 2. Nov. 2026 um 09:00 schrieb Hearth\n<h@hearth.example>:",
    ]
)
BELOW = st.sampled_from(
    ["", "-- \nAmara", "Sent from my iPhone", "Anfonwyd o fy iPhone", "--\nAmara Okafor"]
)
MAIL = st.lists(st.tuples(PARAGRAPH, st.one_of(st.none(), QUOTE), ABOVE), min_size=1, max_size=4)
CODES = st.sampled_from(["quoted-printable", "base64", "8bit"])


def found(words, own):
    """Whether these words are there in their order, wherever lines are broken."""
    return " ".join(words.split()) in " ".join(own.replace("\n> ", "\n").split())


def message(text, cte, kind="plain"):
    made = EmailMessage()
    made["Subject"], made["In-Reply-To"] = "Re: Tea", "<9@hearth.example>"
    made.set_content(text, subtype=kind, cte=cte)
    return message_from_bytes(made.as_bytes(), policy=policy.default)


def plain(mail, below, *, first_quote):
    lines = ["> who?", ""] if first_quote else []
    for words, quote, above in mail:
        lines += [*words, ""]
        if quote:
            lines += [*([above, ""] if above else []), *(f"> {line}" for line in quote), ""]
    return "\n".join([*lines, below])


@settings(max_examples=300)
@given(mail=MAIL, below=BELOW, cte=CODES, first_quote=st.booleans())
def test_plain_words_above_between_and_below_remain(mail, below, cte, first_quote):
    own = cut(message(plain(mail, below, first_quote=first_quote), cte)).own
    for words, _quote, _above in mail:
        for line in words:
            assert found(line, own)


@settings(max_examples=200)
@example(mail=[(["yes"], [""], WELSH), (["to:"], None, "")], cte="base64", style="gmail_quote")
@given(mail=MAIL, cte=CODES, style=st.sampled_from(["gmail_quote", ""]))
def test_words_in_a_page_above_between_and_below_remain(mail, cte, style):
    page = ""
    for words, quote, above in mail:
        page += "".join(f"<div>{escape(line)}</div>" for line in words)
        if quote:
            page += f'<div class="gmail_attr">{escape(above)}</div>'
            page += f'<blockquote class="{style}">' + "<br>".join(quote) + "</blockquote>"
    own = cut(message(page, cte, "html")).own
    for words, _quote, _above in mail:
        for line in words:
            assert found(line, own)


@settings(max_examples=100)
@given(mail=MAIL, below=BELOW)
def test_nothing_of_a_mail_is_gone_for_good(mail, below):
    text = plain(mail, below, first_quote=False)
    made = cut(message(text, "8bit"))
    for line in text.splitlines():
        assert line.lstrip("> ").strip() in made.whole
        assert found(line.lstrip("> "), made.own) or found(line.lstrip("> "), made.rest)


@given(st.binary(max_size=2000), st.sampled_from(["plain", "html"]), CODES)
def test_no_bytes_make_it_stumble(raw, kind, cte):
    head = f"Content-Type: text/{kind}\r\nContent-Transfer-Encoding: {cte}\r\n\r\n".encode()
    assert cut(message_from_bytes(head + raw, policy=policy.default)).own is not None


HEADS = st.sampled_from(
    ["Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Subject", "In-Reply-To"]
)


@given(st.lists(st.tuples(HEADS, st.binary(max_size=60)), max_size=5))
def test_no_head_makes_it_stumble(heads):
    raw = b"".join(name.encode() + b": " + said + b"\r\n" for name, said in heads)
    assert cut(message_from_bytes(raw + b"\r\nHello\r\n", policy=policy.default)).own is not None
