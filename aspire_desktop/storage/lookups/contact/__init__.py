"""What people may ask of the office: one record for one person, and its erasure."""
