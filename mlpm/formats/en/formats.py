"""English dates: 3 Mar 2026, and with the time 3 Mar 2026, 14:03; the same on every page."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
