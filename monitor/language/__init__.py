"""The language rooms: text in, departures out. Start at `reader`."""
