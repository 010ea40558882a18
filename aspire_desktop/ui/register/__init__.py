"""The register of a cohort as a panel: the grid of marks, the bar of marks, and cards beside it."""
