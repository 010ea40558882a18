"""One cohort: its people, schedule, registers, projects and certificates."""
