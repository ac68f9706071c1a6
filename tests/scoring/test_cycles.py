"""A node lies on a cycle when some way leads from it back to itself."""

from random import Random

from assessments.scoring.cycles import in_cycles


def leads_back(node: str, edges: dict[str, set[str]]) -> bool:
    reached: set[str] = set()
    ahead = set(edges[node])
    while ahead:
        reached |= ahead
        ahead = set().union(*(edges.get(one, set()) for one in ahead)) - reached
    return node in reached


def test_what_leads_back_to_itself_is_found_in_five_hundred_graphs() -> None:
    sizes = set()
    for seed in range(500):
        chance = Random(seed)  # noqa: S311 -- a seed, no secret
        nodes = [str(number) for number in range(chance.randint(1, 9))]
        edges = {
            node: set(chance.choices([*nodes, "gone"], k=chance.choice((0, 1, 1, 2))))
            for node in nodes
        }
        wanted = {node for node in nodes if leads_back(node, edges)}
        assert in_cycles(edges) == wanted, seed
        sizes.add(len(wanted))
    assert sizes >= {0, 1, 2, 3, 4}


def test_a_chain_of_any_length_is_followed() -> None:
    count = 50_000
    chain = {str(number): {str(number + 1)} for number in range(count)}
    assert in_cycles(chain) == frozenset()
    assert len(in_cycles(chain | {str(count): {"0"}})) == count + 1
