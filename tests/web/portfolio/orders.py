"""The orders of the portfolio, said again for rows in memory."""

from datetime import date

_KEYS = {
    "level-high": lambda row: (-_rank(row), -_score(row), -row.pk),
    "score-high": lambda row: (-_score(row), -row.pk),
    "trend-up": lambda row: (-trend(row), -row.pk),
    "name": lambda row: (row.product_name, row.pk),
    "oldest": lambda row: (row.touched_at, row.pk),
    "due": lambda row: (row.due_date or date.max, row.pk),
}
_BACK = {
    "level-low": "level-high",
    "score-low": "score-high",
    "trend-down": "trend-up",
    "name-back": "name",
    "newest": "oldest",
    "due-last": "due",
}
ORDERS = (*_KEYS, *_BACK)


def in_order(rows, order):
    """Sort rows as the page should."""
    return sorted(rows, key=_KEYS[_BACK.get(order, order)], reverse=order in _BACK)


def trend(row):
    known = row.score is not None and row.score_before is not None
    return row.score - row.score_before if known else 0


def _rank(row):
    return -1 if row.level_rank is None else row.level_rank


def _score(row):
    return -1 if row.score is None else row.score
