"""What stands on the pages of the portfolio, and in its file."""

import csv
import io
from urllib.parse import parse_qs

HERE = "/portfolio/"


def names(reply):
    """Give the products of one page, in its order."""
    return named(one.assessment for one in reply.context["rows"])


def named(found):
    return [one.product_name for one in found]


def walked(seen, **asked):
    """Read page after page and give the assessment of every row."""
    found, after = [], ""
    while True:
        reply = seen(**asked, after=after)
        found += [one.assessment for one in reply.context["rows"]]
        if not reply.context["later"]:
            return found
        (after,) = parse_qs(reply.context["later"][1:])["after"]


def lines_of(reply):
    """Read the file of a download, a line each."""
    text = b"".join(reply.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))
