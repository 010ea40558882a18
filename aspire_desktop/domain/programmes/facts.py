"""The facts of all nouns that are told once, in the first wing that knows every one of them."""

from aspire_desktop.domain.office.organisations import ORGANISATION
from aspire_desktop.domain.office.people import PERSON
from aspire_desktop.domain.programmes.cohorts import COHORT
from aspire_desktop.domain.programmes.enrolments import BOOKING
from aspire_desktop.domain.programmes.projects import PROJECT
from aspire_desktop.domain.programmes.venues import VENUE

FACTS = (*ORGANISATION, *PERSON, *COHORT, *BOOKING, *PROJECT, *VENUE)
"""What is known, in the order of the nouns; agreements are brought by columns of their own."""
