"""The order of what an element holds, when both sides may have added, removed and moved."""

from collections.abc import Collection, Sequence

from assessments.banks.merge.values import Side

Order = Sequence[str]


def merged_order(
    held: Collection[str], base: Order, ours: Order, theirs: Order, side: Side
) -> tuple[list[str], bool]:
    """Give the order of `held`, and whether both sides moved what they have in common, otherwise.

    What both have stands in the order of the side that moved it, or of `side` where both did; what
    one side has alone follows what it follows there. Where both added at one place, the run whose
    first code comes first goes first: the order hangs on the banks, not on who merges.
    """
    common = [code for code in ours if code in held and code in theirs]
    other = [code for code in theirs if code in common]
    ours_moved = _moved(common, base)
    theirs_moved = _moved(other, base)
    is_open = common != other and ours_moved == theirs_moved
    takes_theirs = side is Side.THEIRS if is_open else theirs_moved and not ours_moved
    spine = other if takes_theirs else common
    runs = [_runs(order, held, spine) for order in (ours, theirs)]
    found: list[str] = []
    for anchor in ("", *spine):
        found += [anchor] if anchor else []
        here = sorted(run[anchor] for run in runs if anchor in run)
        found += [code for run in here for code in run if code not in found]
    return found, is_open


def _moved(order: Order, base: Order) -> bool:
    """Say whether what is also in the base stands in another order."""
    kept = [code for code in base if code in order]
    return [code for code in order if code in base] != kept


def _runs(order: Order, held: Collection[str], spine: Collection[str]) -> dict[str, list[str]]:
    """Collect what one side has alone behind the common code it follows; "" for the beginning."""
    found: dict[str, list[str]] = {}
    anchor = ""
    for code in order:
        if code in spine:
            anchor = code
        elif code in held:
            found.setdefault(anchor, []).append(code)
    return found
