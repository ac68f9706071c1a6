"""Which nodes of a graph lie on a cycle; each edge is looked at twice, however many there are."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet


def in_cycles(edges: Mapping[str, AbstractSet[str]]) -> frozenset[str]:
    """Give the nodes that lead back to themselves; edges to unknown nodes lead nowhere.

    Source: S. R. Kosaraju's two passes over the strongly connected components.
    """
    back: dict[str, set[str]] = {node: set() for node in edges}
    for node, others in edges.items():
        for other in others & edges.keys():
            back[other].add(node)
    seen: set[str] = set()
    finished = [node for start in edges for node in _finished(start, edges, seen)]
    found, taken = set(), set[str]()
    for start in reversed(finished):
        component = list(_finished(start, back, taken))
        if len(component) > 1 or start in edges[start]:
            found.update(component)
    return frozenset(found)


def _finished(start: str, edges: Mapping[str, AbstractSet[str]], seen: set[str]) -> Iterator[str]:
    """Give the nodes not seen so far that are reached from one, each after all it leads to."""
    if start in seen:
        return
    seen.add(start)
    path = [(start, iter(edges[start]))]
    while path:
        node, ahead = path[-1]
        other = next((one for one in ahead if one in edges and one not in seen), None)
        if other is None:
            path.pop()
            yield node
        else:
            seen.add(other)
            path.append((other, iter(edges[other])))
