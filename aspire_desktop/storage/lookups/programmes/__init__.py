"""The programmes: versions, cohorts, bookings, attendance, projects and certificates."""
