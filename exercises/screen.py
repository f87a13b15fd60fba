"""What a film looks like: a graph laid out in layers, and the page around it. `film.py` has the story."""

import html
import itertools
import json

from words import code, say

WIDE, HIGH, GAP, LANE = 132, 74, 22, 76       # of a box; between boxes; between layers


def page(boxes, operands, steps):
    """Return one complete HTML page.

    boxes      for each node its `label`, `op` and `data`, texts; operands before their users
    operands   for each node the numbers of its operands
    steps      see film.Film
    """
    told = spoken()
    data = json.dumps({"names": names(boxes), "ops": [box["op"] for box in boxes], "operands": operands,
                       "steps": steps, "words": told}).replace("<", "\\u003c")
    made = PAGE
    for key, text in told.items():
        made = made.replace(f"@{key}@", html.escape(text))
    return made.replace("@GRAPH@", picture(boxes, operands)).replace("@DATA@", data)


def spoken():
    """Return what the page says, {key: text}; fields `{name}` are filled in by its script."""
    return {
        "lang": code(), "film": say("A film of backward"), "heading": say("A film of backward, step by step"),
        "start": say("Start"), "back": say("Back"), "play": say("Play"), "pause": say("Pause"), "step": say("Step"),
        "end": say("End"), "left": say("left arrow"), "right": say("right arrow"), "space": say("space"),
        "which": say("step"), "count": say("{now} of {last}"), "graph": say("graph"),
        "thick": say("thick frame"), "turn": say("its turn: it passes its gradient on."),
        "dashed": say("dashed frame"), "changed": say("its gradient has changed."),
        "arrows": say("On an arrow: the local derivative."),
        "keys": say("Keys: left and right arrow, space, Home, End."),
        "made": say("made of "), "leaf": say("{name} is a leaf: it has nobody to pass its gradient on to."),
        "passes": say("{name} = {formula} passes its gradient {grad} on."), "none": say("No gradient changes."),
        "node": say("node"), "local": say("local derivative"), "upstream": say("* upstream gradient"),
        "product": say("= passed on"), "before": say("grad before"), "after": say("grad after"),
        "assigned": say("{name}: {product} took the place of {before}. It was assigned, not added."),
        "other": say("{name}: {before} became {after}, which is not {before} plus {product}."),
    }


def names(boxes):
    """Return what each node is called: its label, or its number."""
    return [box["label"] or f"#{number}" for number, box in enumerate(boxes)]


def picture(boxes, operands):
    """Return the graph as SVG; the script finds nodes by their ids and arrows by user and place."""
    places, paths = laid_out(operands)
    width = max(x for x, _ in places) + WIDE + 8
    height = max(y for _, y in places) + HIGH + 8
    told = html.escape(say("the graph, its operands on the left, the root on the right"))
    parts = [f'<svg id="graph" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" '
             f'role="img" aria-label="{told}">']
    slopes = []
    for (user, slot), points in paths.items():
        (x, y), (end, height) = points[-2:]
        parts.append(f'<path class="arrow" id="a{user}-{slot}" d="{_curve(points)}"/>'
                     f'<path class="tip" d="M{end:.1f} {height:.1f}l-8 -4.5v9z"/>')
        slopes.append(f'<text class="slope" id="s{user}-{slot}" x="{(x + end) / 2 - 4:.1f}" '
                      f'y="{(y + height) / 2 + 4:.1f}"></text>')
    for number, (box, name, (x, y)) in enumerate(zip(boxes, names(boxes), places, strict=True)):
        title, op, value = (html.escape(_cut(word, most)) for word, most in
                            ((name, 12), (box["op"], 6), (box["data"], 12)))
        parts.append(
            f'<g class="node" id="n{number}" transform="translate({x:.1f} {y:.1f})">'
            f'<title>{html.escape(name)}</title><rect width="{WIDE}" height="{HIGH}" rx="8"/>'
            f'<text x="10" y="20" class="name">{title}</text><text x="{WIDE - 10}" y="20" class="op">{op}</text>'
            f'<text x="10" y="42" class="word">data</text><text x="{WIDE - 10}" y="42" class="number">{value}</text>'
            f'<text x="10" y="62" class="word">grad</text><text x="{WIDE - 10}" y="62" class="number grad"></text></g>')
    return "".join([*parts, *slopes, "</svg>"])


def _cut(word, most):
    return word if len(word) <= most else word[: most - 2] + ".."


def _curve(points):
    """Return a smooth path through points from left to right."""
    (x, y), *rest = points
    path = f"M{x:.1f} {y:.1f}"
    for right, down in rest:
        bend = (right - x) / 2
        path += f"C{x + bend:.1f} {y:.1f} {right - bend:.1f} {down:.1f} {right:.1f} {down:.1f}"
        x, y = right, down
    return path


def laid_out(operands):
    """Return the corner of each node, and the points of each arrow by (user, place of the operand)."""
    layers = _layers(operands)
    ways = {(user, slot): [operand, *[(user, slot, layer) for layer in range(layers[operand] + 1, layers[user])], user]
            for user, below in enumerate(operands) for slot, operand in enumerate(below)}
    columns = [[] for _ in range(max(layers) + 1)]
    for node, layer in enumerate(layers):
        columns[layer].append(node)
    for way in ways.values():       # a long arrow has a place of its own in each layer that it crosses
        for bend in way[1:-1]:
            columns[bend[2]].append(bend)
    heights = _heights(columns, ways.values())
    left = [4 + layer * (WIDE + LANE) for layer in range(len(columns))]
    places = [(left[layer], heights[node]) for node, layer in enumerate(layers)]
    return places, {key: _points(way, key, layers, left, heights, operands) for key, way in ways.items()}


def _layers(operands):
    """Return the layer of each node: as far to the right as its users allow."""
    last = [0] * len(operands)
    for user, below in enumerate(operands):
        last[user] = max((last[operand] + 1 for operand in below), default=0)
    layers = [last[-1]] * len(operands)
    for user in reversed(range(len(operands))):
        for operand in operands[user]:
            layers[operand] = min(layers[operand], layers[user] - 1)
    return layers


def _size(thing):
    return HIGH if isinstance(thing, int) else 0


def _heights(columns, ways):
    """Return how far down each thing stands: near what it is joined to, without touching its neighbours."""
    joined = {thing: [] for column in columns for thing in column}
    for way in ways:
        for one, other in itertools.pairwise(way):
            joined[one].append(other)
            joined[other].append(one)
    heights = {thing: row * (HIGH + GAP) for column in columns for row, thing in enumerate(column)}
    for _ in range(6):
        for column in [*columns, *reversed(columns)]:
            _settle(column, joined, heights)
    top = min(heights.values())
    return {thing: height - top + 4 for thing, height in heights.items()}


def _settle(column, joined, heights):
    """Move the things of a column towards the middle of what each is joined to, in that order."""
    def middle(thing):
        return heights[thing] + _size(thing) / 2

    wanted = {thing: sum(map(middle, joined[thing])) / len(joined[thing]) if joined[thing] else middle(thing)
              for thing in column}
    column.sort(key=wanted.get)
    edge, moved = -1e9, 0.0
    for thing in column:
        heights[thing] = max(edge, wanted[thing] - _size(thing) / 2)
        edge = heights[thing] + _size(thing) + GAP
        moved += heights[thing] + _size(thing) / 2 - wanted[thing]
    for thing in column:        # what was pushed down is shared by all
        heights[thing] -= moved / len(column)


def _points(way, key, layers, left, heights, operands):
    """Return where an arrow begins, bends and ends; arrows into one node end one below the other."""
    operand, *bends, user = way
    points = [(left[layers[operand]] + WIDE, heights[operand] + HIGH / 2)]
    for bend in bends:
        points += [(left[bend[2]], heights[bend]), (left[bend[2]] + WIDE, heights[bend])]
    # Sorted by where they come from, so that they do not cross at the end.
    arriving = sorted(range(len(operands[user])), key=lambda slot: heights[operands[user][slot]])
    end = heights[user] + HIGH * (arriving.index(key[1]) + 1) / (len(arriving) + 1)
    return [*points, (left[layers[user]], end)]


PAGE = """<!doctype html>
<html lang="@lang@">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>@film@</title>
<style>
:root { color-scheme: light dark; --page: #fff; --ink: #1b1b1f; --soft: #5c5f66; --line: #9aa0a8; --box: #f5f6f8;
  --turn: #0060a8; --turn-box: #dcebfa; --got: #a04700; --got-box: #ffeeda; }
@media (prefers-color-scheme: dark) { :root { --page: #16181c; --ink: #e9eaed; --soft: #a7abb3; --line: #6d737c;
  --box: #23262c; --turn: #6cb8ff; --turn-box: #12324f; --got: #ffb25c; --got-box: #46300f; } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 12px; max-width: 1500px; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif }
h1 { font-size: 1.1rem; margin: 0 0 8px }
.controls { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; margin-bottom: 8px }
button { font: inherit; padding: 4px 12px; min-height: 36px; border: 1px solid var(--line); border-radius: 6px;
  background: var(--box); color: var(--ink) }
button:disabled { opacity: .45 }
input { flex: 1 1 160px; min-width: 120px; accent-color: var(--turn) }
:focus-visible { outline: 3px solid var(--turn); outline-offset: 2px }
.stage { overflow: auto; max-height: 58vh; border: 1px solid var(--line); border-radius: 8px; padding: 8px }
svg { display: block; margin: 0 auto }
svg text { fill: var(--ink); font: 14px system-ui, sans-serif }
svg .word { fill: var(--soft); font-size: 12px }
svg .name { font-weight: 600 }
svg .op, svg .number { text-anchor: end }
svg .op { font-family: ui-monospace, monospace; fill: var(--soft) }
svg .slope { fill: var(--got); font-weight: 700; text-anchor: middle; stroke: var(--page); stroke-width: 5;
  stroke-linejoin: round; paint-order: stroke }
svg .number { font-variant-numeric: tabular-nums }
.node rect { fill: var(--box); stroke: var(--line); stroke-width: 1.5 }
.arrow { fill: none; stroke: var(--line); stroke-width: 1.5 }
.tip { fill: var(--line) }
.node.turn rect { fill: var(--turn-box); stroke: var(--turn); stroke-width: 4 }
.node.got rect { fill: var(--got-box); stroke: var(--got); stroke-width: 3; stroke-dasharray: 7 4 }
.node.got .grad { fill: var(--got); font-weight: 700 }
.node.done { opacity: .72 }
.arrow.live { stroke: var(--got); stroke-width: 4; stroke-dasharray: 7 4 }
@media (prefers-reduced-motion: no-preference) { .node rect, .arrow, .node { transition: all .2s } }
.key { color: var(--soft); font-size: .85rem; margin: 6px 0 }
.key b { padding: 0 6px; border-radius: 4px; font-weight: 600; color: var(--ink) }
.key .t { border: 3px solid var(--turn) } .key .g { border: 2px dashed var(--got) }
#told { min-height: 9rem }
#told h2 { font-size: 1rem; margin: 10px 0 4px }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { text-align: right; padding: 3px 10px; border-bottom: 1px solid var(--line); white-space: nowrap }
th { font-weight: 600; color: var(--soft); font-size: .85rem }
th:first-child, td:first-child { text-align: left; padding-left: 0 }
@media (max-width: 640px) { table { font-size: .85rem } th, td { padding: 3px 5px } th { white-space: normal } }
.odd { border-left: 4px solid var(--got); padding-left: 8px; margin: 8px 0 }
</style>
<h1>@heading@</h1>
<div class="controls" role="group" aria-label="@film@">
<button id="start" title="Home">@start@</button><button id="back" title="@left@">@back@</button>
<button id="play" title="@space@">@play@</button><button id="next" title="@right@">@step@</button>
<button id="end" title="End">@end@</button>
<input id="slider" type="range" min="0" value="0" aria-label="@which@"><span id="count"></span>
</div>
<div class="stage" tabindex="0" role="group" aria-label="@graph@">@GRAPH@</div>
<p class="key"><b class="t">@thick@</b> @turn@ <b class="g">@dashed@</b> @changed@ @arrows@ @keys@</p>
<div id="told" aria-live="polite"></div>
<script>
"use strict";
const film = @DATA@, get = id => document.getElementById(id), last = film.steps.length - 1;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let now = 0, timer = null;

function element(tag, text, name) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

const say = (key, fields = {}) => film.words[key].replace(/\\{(\\w+)\\}/g, (field, name) => fields[name] ?? field);

function formula(i) {
  const op = film.ops[i], below = film.operands[i].map(i => film.names[i]);
  // Where operands are a set, a node that is both of them stands in it once.
  if ((op === "+" || op === "*") && below.length) return [below[0], below.at(-1)].join(` ${op} `);
  return op.startsWith("**") ? below.join(", ") + op : `${op || say("made")}(${below.join(", ")})`;
}

function title(step) {
  if (step.turn === null) return step.note;
  const name = film.names[step.turn], grad = step.grads[step.turn];
  if (!film.operands[step.turn].length) return say("leaf", { name });
  return say("passes", { name, formula: formula(step.turn), grad });
}

function table(step) {
  const made = document.createElement("table"), full = step.changes.some(change => change.local !== undefined);
  const heads = full ? ["node", "local", "upstream", "product", "before", "after"] : ["node", "before", "after"];
  const row = made.insertRow();
  for (const head of heads) row.append(element("th", say(head)));
  for (const change of step.changes) {
    const cells = full ? [change.local ?? "", change.upstream ?? "", change.product ?? ""] : [];
    const line = made.insertRow();
    cells.unshift(film.names[change.node]);
    for (const cell of [...cells, change.before, change.after]) line.append(element("td", cell));
  }
  const around = element("div", "", "scroll");
  around.append(made);
  return around;
}

function odd(change) {
  const strange = change.verdict === "assigned" || change.verdict === "other";
  return strange ? say(change.verdict, { ...change, name: film.names[change.node] }) : "";
}

function tell(step) {
  const told = [element("h2", title(step))];
  if (step.turn !== null && step.note) told.push(element("p", step.note));
  if (step.changes.length) told.push(table(step));
  else if (step.turn !== null && film.operands[step.turn].length) told.push(element("p", say("none")));
  for (const text of step.changes.map(odd)) if (text) told.push(element("p", text, "odd"));
  get("told").replaceChildren(...told);
}

function show(number) {
  now = Math.max(0, Math.min(last, number));
  const step = film.steps[now], got = new Set(step.changes.map(change => change.node));
  const done = new Set(film.steps.slice(0, now).map(step => step.turn));
  film.names.forEach((_, i) => {
    const node = get("n" + i);
    node.querySelector(".grad").textContent = step.grads[i].slice(0, 12);
    const state = step.turn === i ? " turn" : got.has(i) ? " got" : done.has(i) && now < last ? " done" : "";
    node.setAttribute("class", "node" + state);
  });
  for (const arrow of document.querySelectorAll(".arrow")) arrow.classList.remove("live");
  for (const slope of document.querySelectorAll(".slope")) slope.textContent = "";
  (step.derivatives ?? []).forEach((derivative, slot) => {
    const slope = get(`s${step.turn}-${slot}`);
    const text = typeof derivative === "number" ? +derivative.toPrecision(4) : derivative;
    if (slope) slope.textContent = String(text).slice(0, 10);
  });
  for (const { slot } of step.changes) if (slot !== null) get(`a${step.turn}-${slot}`).classList.add("live");
  get("slider").value = now;
  get("count").textContent = say("count", { now, last });
  get("start").disabled = get("back").disabled = now === 0;
  get("next").disabled = get("end").disabled = now === last;
  tell(step);
  follow(step.turn ?? step.changes[0]?.node);
  if (now === last) pause();
}

function follow(i) {
  const stage = document.querySelector(".stage");
  if (i === undefined) return;
  const box = get("n" + i).getBoundingClientRect(), around = stage.getBoundingClientRect();
  const left = box.left + box.width / 2 - around.left - around.width / 2;
  const top = box.top + box.height / 2 - around.top - around.height / 2;
  stage.scrollBy({ left, top, behavior: calm ? "auto" : "smooth" });
}

function pause() { clearInterval(timer); timer = null; get("play").textContent = say("play"); }

function play() {
  if (timer) return pause();
  if (now === last) show(0);
  timer = setInterval(() => show(now + 1), 1500);
  get("play").textContent = say("pause");
}

const jump = { start: () => show(0), back: () => show(now - 1), next: () => show(now + 1), end: () => show(last) };
for (const id in jump) get(id).onclick = () => { pause(); jump[id](); };
get("play").onclick = play;
get("slider").max = last;
get("slider").oninput = () => { pause(); show(+get("slider").value); };
const keys = { Home: "start", ArrowLeft: "back", ArrowRight: "next", End: "end" };
addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (keys[event.key]) { event.preventDefault(); pause(); jump[keys[event.key]](); }
  else if (event.key === " " && event.target.tagName !== "BUTTON") { event.preventDefault(); play(); }
});
show(0);
</script>
</html>
"""
