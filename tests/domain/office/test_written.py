import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from aspire_desktop.domain.office.errors import NotUnderstood
from aspire_desktop.domain.office.values import means_none
from aspire_desktop.domain.office.written import email_of


@pytest.mark.parametrize(
    "text",
    [
        "a.bello@wolverhampton.gov.uk",
        "zoe.o'neill@x.gov.uk",
        "x_1+tag@y-z.nhs.uk",
        "a@b.example",
        "J.Doe@COUNCIL.GOV.UK",
    ],
)
def test_whole_addresses(text: str) -> None:
    assert email_of(text).casefold() == text.casefold()


@pytest.mark.parametrize(
    "text",
    [
        "p.langford@stoke",
        "two@@x.gov.uk",
        "a b@x.gov.uk",
        "a@x.gov.uk.",
        ".a@x.gov.uk",
        "a..b@x.gov.uk",
        "@x.gov.uk",
        "a@",
        "see switchboard",
        "siân@x.gov.uk",
        "o’neill@x.gov.uk",
        "a@x..gov.uk",
        "a@-x.gov.uk",
        "a@x.gov.uk; b@x.gov.uk",
        "Ann <a@x.gov.uk>",
        "a@[127.0.0.1]",
        "a@" + "x" * 64 + ".org",
    ],
)
def test_what_is_not_whole_is_said_in_words(text: str) -> None:
    with pytest.raises(NotUnderstood) as problem:
        email_of(text)
    assert problem.value.words == f"“{text}” is not a full e-mail address, like name@council.gov.uk."


_SIGNS = "aZ09.-_+'@!,; \t"
_LOCAL = st.lists(st.text("abXY09_+'-", min_size=1, max_size=4), min_size=1, max_size=4).map(".".join)
_HOST = st.lists(st.text("abz09-", min_size=1, max_size=4), min_size=1, max_size=3).map(".".join)


def _by_the_library(text: str) -> str | None:
    try:
        found = validate_email(text, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return None
    return found.normalized if "." in (found.ascii_domain or "") and found.ascii_local_part else None


@settings(deadline=None, max_examples=400)
@given(st.one_of(st.text(_SIGNS, max_size=12), st.builds("{}@{}.uk".format, _LOCAL, _HOST)))
def test_the_library_says_the_same(text: str) -> None:
    if means_none(text):
        return
    try:
        kept: str | None = email_of(text)
    except NotUnderstood:
        kept = None
    assert (kept or None) == _by_the_library(text.strip())


def test_what_says_that_there_is_none_is_none() -> None:
    assert [email_of(text) for text in ("", " ", "n/a", "None", "-")] == [""] * 5
    assert email_of("mailto:a.bello@x.gov.uk") == "a.bello@x.gov.uk"


def test_a_host_of_other_letters_is_kept_as_it_is_read() -> None:
    assert email_of("a@MÜNCHEN.de") == "a@münchen.de"
