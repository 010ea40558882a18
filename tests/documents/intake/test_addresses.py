import pytest
from email_validator import validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from aspire_desktop.documents.intake.addresses import PLAIN, checked_address
from aspire_desktop.domain.intake.cells import NotUnderstood


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
    assert checked_address(text).casefold() == text.casefold()


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
        checked_address(text)
    assert problem.value.words == f"“{text}” is not a full e-mail address, like name@council.gov.uk."


_LOCAL = st.lists(st.text("abXY09_", min_size=1, max_size=4), min_size=1, max_size=4)
_DOMAIN = st.lists(st.text("abz09", min_size=1, max_size=4), min_size=1, max_size=3)


@settings(deadline=None)
@given(
    _LOCAL,
    st.sampled_from(".+'-"),
    _DOMAIN,
    st.sampled_from("-."),
    st.sampled_from(["gov.uk", "org", "nhs.uk"]),
)
def test_what_is_plainly_whole_is_so_by_the_library_too(
    local: list[str], mark: str, domain: list[str], between: str, ending: str
) -> None:
    text = f"{mark.join(local)}@{between.join(domain)}.{ending}"
    assert PLAIN.fullmatch(text)
    assert validate_email(text, check_deliverability=False, globally_deliverable=False).normalized == text
