"""Writing to the people of a cohort."""
