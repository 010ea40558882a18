"""Every module of tables, so that the metadata is whole wherever it is asked as a whole."""

from aspire_desktop.storage.tables import (
    attendance,
    certificates,
    cohorts,
    enrolments,
    frameworks,
    funding,
    journal,
    mappings,
    organisations,
    people,
    programmes,
    projects,
    settings,
    staff,
)

TABLES = (
    attendance,
    certificates,
    cohorts,
    enrolments,
    frameworks,
    funding,
    mappings,
    journal,
    organisations,
    people,
    programmes,
    projects,
    settings,
    staff,
)
