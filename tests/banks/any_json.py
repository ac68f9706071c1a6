"""Puts anything JSON can hold in one place of a tree."""

from typing import Any

from hypothesis import strategies as st

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def put_anything(data: st.DataObject, tree: Any, *, deepest: int) -> None:
    """Walk down from key to key, and put any value under the last."""
    node = tree
    for _ in range(data.draw(st.integers(1, deepest))):
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(node[key], dict | list) and node[key] and data.draw(st.integers(0, 4)):
            node = node[key]
        else:
            node[key] = data.draw(ANY_JSON)
            break
