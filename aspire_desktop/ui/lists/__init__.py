"""Lists, each told once: its fields, filters, question and empty states; all else comes with it."""
