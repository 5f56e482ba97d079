"""Other people's calendars, to see what clashes: fetched, read with care, no database known."""
