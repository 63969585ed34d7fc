"""What a name or a label is about, whatever its spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvpctl.kinds.native_catalogue import concept
from cvpctl.kinds.native_catalogue.words import PHRASES, SMALL

WORDS = sorted({word for phrase in PHRASES for word in phrase} | SMALL | {"of", "count", "num", "no", "number", "2"})
TEXTS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join))


@pytest.mark.parametrize(
    ("spellings", "read"),
    [
        (("phone", "Phone No.", "tel", "Tel. No.", "telephone_number", "PhoneNumber", "téléphone"), "phone"),
        (("DOB", "date_of_birth", "Birth Date", "birthdate"), "birth date"),
        (
            ("num_employees", "Number of Employees", "No. of Employees", "employee_count", "# of employees"),
            "count employee",
        ),
        (("zip", "ZIP Code", "Postal code", "postcode", "ZIP/Postal Code"), "postal code"),
        (("e-mail", "E-Mail Address", "eMail", "email_address"), "email"),
        (("company", "Companies", "COMPANY"), "company"),
        (("address2", "Address 2", "addr_2"), "address 2"),
        (("terms_and_conditions", "Terms & Conditions", "The terms, and conditions"), "term condition"),
    ],
)
def test_spellings_of_one_thing_read_alike(spellings: tuple[str, ...], read: str) -> None:
    """Case, signs, plural, order around `of` and common abbreviations do not count."""
    assert {read} == {concept(spelling) for spelling in spellings}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phone 1", "Phone 2"),
        ("Employee Number", "Number of Employees"),
        ("Amount ($)", "Amount (€)"),
        ("Discount (%)", "Discount"),
        ("Start date", "Date"),
        ("Status", "State"),
        ("फ़ोन", "फ़ान"),
    ],
)
def test_what_tells_things_apart_stays(one: str, other: str) -> None:
    """Digits, currencies, the order of words and vowels of any script are not dropped."""
    assert concept(one) != concept(other)


def test_an_objects_own_noun_says_nothing() -> None:
    """`company_name` of a company is its name; of a contact it is the company's."""
    assert "name" == concept("Company name", "company")
    assert "company name" == concept("Company name", "contact")
    assert "company" == concept("Company", "company")


@given(TEXTS, st.sampled_from(["", "company", "line item"]))
def test_reading_again_changes_nothing(text: str, noun: str) -> None:
    """What was read reads as itself."""
    read = concept(text, noun)

    assert read == concept(read, noun)
    assert bool(read) == bool(text.strip())


def test_what_a_spelling_is_read_as_reads_as_itself() -> None:
    """Each right side of the table of spellings is a fixed point."""
    assert [] == [read for read in PHRASES.values() if concept(" ".join(read)) != " ".join(read) and "of" not in read]
