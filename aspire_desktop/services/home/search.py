"""Finding people, organisations, cohorts and certificates."""
