"""A layered layout: operands left of their users, as few crossings as a few sweeps give, no edge through a box.

    place(operands, sizes)   where each box stands, and the points that each edge goes through
"""

from collections import defaultdict
from itertools import pairwise

ACROSS, BETWEEN = 56, 18    # pixels between two columns, and between two boxes of one
LANE = 8                    # height that an edge takes where it passes a column
APART = 12                  # between the ends of two edges that join the same boxes
SWEEPS = 8


def place(operands, sizes):
    """Return {box: (left, middle)}, {edge: points}, width and height.

    operands   {box: list of the boxes it is made of}, boxes being numbers; an edge is (box, place in that list)
    sizes      {box: (width, height)}
    """
    ranks = _ranks(operands)
    chains = {(user, k): _chain(ranks, operand, user, k)
              for user in operands for k, operand in enumerate(operands[user])}
    sizes = {**sizes, **{lane: (0, LANE) for chain in chains.values() for lane in chain[1:-1]}}
    columns, neighbours = _columns(ranks, chains), _neighbours(chains)
    _sort(columns, neighbours)
    middles = _middles(columns, neighbours, sizes)
    lefts, width = _lefts(columns, sizes)
    edges = {edge: _points(chain, lefts, middles, sizes, _shift(operands[edge[0]], edge[1]))
             for edge, chain in chains.items()}
    top = min(middles[box] - sizes[box][1] / 2 for box in middles)
    bottom = max(middles[box] + sizes[box][1] / 2 for box in middles)
    boxes = {box: (lefts[box], middles[box] - top) for box in operands}
    return boxes, {edge: [(x, y - top) for x, y in points] for edge, points in edges.items()}, width, bottom - top


def _ranks(operands):
    """The column of each box: the longest way to it; a leaf stands right before its first user."""
    ranks = {}
    for box in sorted(operands):        # operands have smaller numbers than their users
        ranks[box] = max((ranks[x] + 1 for x in operands[box]), default=0)
    for box in operands:
        users = [ranks[user] for user in operands if box in operands[user]]
        if not operands[box] and users:
            ranks[box] = min(users) - 1
    return ranks


def _chain(ranks, operand, user, k):
    """An edge as a row of neighbours: its ends, and a lane in each column between."""
    return [operand, *((user, k, rank) for rank in range(ranks[operand] + 1, ranks[user])), user]


def _columns(ranks, chains):
    columns = defaultdict(list)
    for box, rank in ranks.items():
        columns[rank].append(box)
    for chain in chains.values():
        for lane in chain[1:-1]:
            columns[lane[2]].append(lane)
    return [columns[rank] for rank in sorted(columns)]


def _neighbours(chains):
    before, after = defaultdict(list), defaultdict(list)
    for chain in chains.values():
        for left, right in pairwise(chain):
            after[left].append(right)
            before[right].append(left)
    return before, after


def _sort(columns, neighbours):
    """Sort each column by where its neighbours stand, from left to right and back, in place."""
    for sweep in range(SWEEPS):
        side = neighbours[sweep % 2]
        at = {box: k / max(len(column) - 1, 1) for column in columns for k, box in enumerate(column)}
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            where = {box: _mean([at[x] for x in side[box]], at[box]) for box in column}
            column.sort(key=where.get)
            at.update({box: k / max(len(column) - 1, 1) for k, box in enumerate(column)})


def _middles(columns, neighbours, sizes):
    """The height of each box's middle: near its neighbours', with room to the next."""
    before, after = neighbours
    middles = {box: k * 60.0 for column in columns for k, box in enumerate(column)}
    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            wanted = [_mean([middles[x] for x in before[box] + after[box]], middles[box]) for box in column]
            middles.update(zip(column, _spread(wanted, [sizes[box][1] + BETWEEN for box in column]), strict=True))
    return middles


def _spread(wanted, rooms):
    """Move heights apart, down the column, until each has its room; then all of them so that their mean stays."""
    placed = []
    for height, room in zip(wanted, rooms, strict=True):
        least = placed[-1][0] + (placed[-1][1] + room) / 2 if placed else height
        placed.append((max(height, least), room))
    shift = _mean(wanted, 0.0) - _mean([height for height, _ in placed], 0.0)
    return [height + shift for height, _ in placed]


def _lefts(columns, sizes):
    lefts, x = {}, 0.0
    for column in columns:
        width = max(sizes[box][0] for box in column)
        lefts.update({box: x + (width - sizes[box][0]) / 2 for box in column})
        x += width + ACROSS
    return lefts, x - ACROSS


def _shift(operands, k):
    """How far from the middles edge `k` into a box begins and ends: those from the same operand lie side by side."""
    places = [i for i, operand in enumerate(operands) if operand == operands[k]]
    return APART * (places.index(k) - (len(places) - 1) / 2)


def _points(chain, lefts, middles, sizes, shift):
    first, *lanes, last = chain
    return [(lefts[first] + sizes[first][0], middles[first] + shift), *[(lefts[lane], middles[lane]) for lane in lanes],
            (lefts[last], middles[last] + shift)]


def _mean(numbers, otherwise):
    return sum(numbers) / len(numbers) if numbers else otherwise
