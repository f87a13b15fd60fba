"use strict";

// --- tables: a click on the head of a column sorts by it, another one the other way round

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function key(row, column, number) {
  const cell = row.cells[column], text = cell.dataset.sort ?? cell.textContent.trim();
  return number ? (text === "" ? NaN : Number(text)) : text;
}

function sort(head) {
  const table = head.closest("table"), body = table.tBodies[0], column = head.cellIndex;
  const number = head.dataset.kind === "number";
  const down = head.ariaSort ? head.ariaSort === "ascending" : number;    // the highest first
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.ariaSort = down ? "descending" : "ascending";
  const keyed = [...body.rows].map(row => [key(row, column, number), row]);
  keyed.sort(([a], [b]) => {
    if (!number) return (down ? -1 : 1) * collator.compare(a, b);
    if (isNaN(a) || isNaN(b)) return isNaN(a) - isNaN(b);                 // what was not asked comes last
    return down ? b - a : a - b;
  });
  body.append(...keyed.map(([, row]) => row));
  draw();
}

for (const button of document.querySelectorAll(".sortable thead button"))
  button.addEventListener("click", () => sort(button.parentElement));

// --- the filter

const students = document.getElementById("students-table"), filter = document.getElementById("filter");

function show() {
  const wanted = filter.value.trim().toLocaleLowerCase(), rows = [...students.tBodies[0].rows];
  for (const row of rows) row.hidden = !row.cells[0].textContent.toLocaleLowerCase().includes(wanted);
  const count = rows.filter(row => !row.hidden).length;
  document.getElementById("found").textContent = wanted ? `${count} of ${rows.length}` : "";
  draw();
}

// --- the map: rows of the table by checks

const canvas = document.getElementById("heat"), readout = document.getElementById("readout");
const checks = canvas ? JSON.parse(document.getElementById("checks-data").textContent) : [];
const WORDS = { p: "passed", b: "passed on correct earlier units", f: "failed", e: "error", t: "not written",
                s: "not asked", "-": "not in this report" };
const COLORS = { p: "--passed", b: "--borrowed", f: "--bad", e: "--error", t: "--todo" };
const GAP = 8, TOP = 22, EDGE = 6;      // between units; for their names; so that the focus covers nothing
let map = null, at = null;

function layout(pen) {
  const rows = [...students.tBodies[0].rows].filter(row => !row.hidden), width = text => pen.measureText(text).width;
  const room = canvas.parentElement.clientWidth, high = rows.length <= 60 ? 18 : rows.length <= 150 ? 9 : 6;
  const names = Math.max(0, ...rows.map(row => high >= 14 ? width(called(row)) + 10 : 0));
  const left = Math.ceil(EDGE + Math.min(200, room * 0.3, names)), units = blocks(width);
  const right = wide => units.reduce((x, unit) => x + GAP + Math.max(unit.count * wide, unit.least), left - GAP);
  let wide = 18;
  while (wide > 6 && right(wide) + EDGE > room) wide -= 0.25;
  let x = left - GAP;
  const cells = units.flatMap(unit => {
    const begin = x + GAP, broad = Math.max(wide, unit.least / unit.count);
    x = begin + unit.count * broad;
    return Array.from({ length: unit.count }, (_, n) => [begin + n * broad, begin + (n + 1) * broad].map(Math.round));
  });
  return { rows, high, left, units, cells, width: Math.ceil(x) + EDGE, height: TOP + rows.length * high + EDGE };
}

// a unit's checks, from `first` on, take the width of its name at least
function blocks(width) {
  const units = [];
  checks.forEach(([unit], n) => {
    if (n === 0 || unit !== checks[n - 1][0]) units.push({ name: unit, first: n, count: 0, least: width(unit) });
    units.at(-1).count += 1;
  });
  return units;
}

const called = row => row.cells[0].textContent;

function draw() {
  if (!canvas) return;
  const pen = canvas.getContext("2d"), font = `12px ${getComputedStyle(document.body).fontFamily}`;
  pen.font = font;
  map = layout(pen);
  if (at) at = { row: Math.min(at.row, map.rows.length - 1), check: at.check };
  if (at && at.row < 0) at = null;
  const scale = window.devicePixelRatio || 1, style = getComputedStyle(document.documentElement);
  const color = name => style.getPropertyValue(name).trim();
  canvas.width = Math.ceil(map.width * scale);
  canvas.height = Math.ceil(map.height * scale);
  canvas.style.width = `${map.width}px`;
  canvas.style.height = `${map.height}px`;
  pen.scale(scale, scale);
  pen.font = font;
  pen.textBaseline = "middle";
  write(pen, color("--quiet"), color("--ink"));
  const colors = Object.fromEntries(Object.entries(COLORS).map(([letter, name]) => [letter, color(name)]));
  const seam = map.high > 6 ? 1 : 0;
  map.rows.forEach((row, r) => {
    for (let c = 0; c < checks.length; c++) {
      const fill = colors[row.dataset.outcomes[c]];
      if (!fill) continue;
      pen.fillStyle = fill;
      pen.fillRect(map.cells[c][0], TOP + r * map.high, map.cells[c][1] - map.cells[c][0] - 1, map.high - seam);
    }
  });
  if (at) {
    pen.strokeStyle = color("--ink");
    pen.lineWidth = 2;
    const [from, to] = map.cells[at.check];
    pen.strokeRect(from - 1.5, TOP + at.row * map.high - 1.5, to - from + 2, map.high + 2);
  }
  tell();
}

function write(pen, quiet, ink) {
  const within = (text, x, y, width) => {
    pen.save();
    pen.beginPath();
    pen.rect(x, y - 10, width, 20);
    pen.clip();
    pen.fillText(text, x, y);
    pen.restore();
  };
  pen.fillStyle = quiet;
  for (const unit of map.units) pen.fillText(unit.name, map.cells[unit.first][0], TOP / 2);
  pen.fillStyle = ink;
  if (map.left > EDGE) map.rows.forEach((row, r) =>
    within(called(row), EDGE, TOP + (r + 0.5) * map.high, map.left - EDGE - 8));
}

function tell() {
  const row = at && map.rows[at.row], check = at && checks[at.check];
  const text = row && check ? `${called(row)}: ${check[0]} ${check[1]}: ` +
    `${WORDS[row.dataset.outcomes[at.check]]}. ${check[2]}` : "\u00a0";
  if (readout.textContent !== text) readout.textContent = text;
  canvas.title = text.trim();
}

function move(row, check) {
  if (!map.rows.length || !checks.length) return;
  const bound = (n, count) => Math.max(0, Math.min(n, count - 1));
  at = { row: bound(row, map.rows.length), check: bound(check, checks.length) };
  draw();
}

function reveal() {
  const frame = canvas.parentElement, [x, end] = map.cells[at.check], y = TOP + at.row * map.high;
  if (x < frame.scrollLeft || end > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = x - frame.clientWidth / 2;
  if (y < frame.scrollTop || y + map.high > frame.scrollTop + frame.clientHeight) frame.scrollTop = y - frame.clientHeight / 2;
}

function press(event) {
  const { row, check } = at ?? { row: 0, check: 0 };
  const to = { ArrowUp: [row - 1, check], ArrowDown: [row + 1, check], ArrowLeft: [row, check - 1],
               ArrowRight: [row, check + 1], Home: [row, 0], End: [row, checks.length - 1],
               PageUp: [row - 10, check], PageDown: [row + 10, check] }[event.key];
  if (to) {
    event.preventDefault();
    move(...(at ? to : [0, 0]));
    if (at) reveal();
  } else if (event.key === "Enter" && at) map.rows[at.row].querySelector("a").click();
}

if (canvas) {
  filter.addEventListener("input", show);
  canvas.addEventListener("keydown", press);
  canvas.addEventListener("focus", () => at || move(0, 0));
  canvas.addEventListener("mousemove", event => {
    const check = map.cells.findLastIndex(([x]) => x <= event.offsetX), row = Math.floor((event.offsetY - TOP) / map.high);
    if (check >= 0 && row >= 0 && (!at || at.row !== row || at.check !== check)) move(row, check);
  });
  new ResizeObserver(draw).observe(canvas.parentElement);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  show();
}
