"""English dates: 3 Mar 2026, and with the time 3 Mar 2026, 14:03 UTC; the same on every page.

With a script the pages show the reader's own time instead (static/js/base.js).
"""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i \\U\\T\\C"
TIME_FORMAT = "H:i"
