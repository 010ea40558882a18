"""What reaches people: messages as files that any mail program opens, and entries for their calendars."""
