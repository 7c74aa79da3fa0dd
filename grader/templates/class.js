(() => {
"use strict";
const table = document.querySelector(".matrix"), body = table.tBodies[0], rows = [...body.rows];
const nameField = document.getElementById("name"), what = document.getElementById("what");
const told = rows.map((row) => row.cells[0].textContent.toLowerCase());

// What the chosen cells are: of a class, or with exactly this diagnosis.
const chosen = (cell) => what.value.startsWith("=")
  ? cell.classList.contains("f") && cell.querySelector("small").textContent === what.value.slice(1)
  : cell.matches(what.value);

const filter = () => {
  const name = nameField.value.trim().toLowerCase();
  let shown = 0;
  rows.forEach((row, n) => {
    let hits = !what.value;
    if (what.value) for (const cell of row.cells) {
      const hit = chosen(cell);
      cell.classList.toggle("hit", hit);
      hits = hits || hit;
    } else for (const cell of row.querySelectorAll(".hit")) cell.classList.remove("hit");
    row.hidden = !hits || !told[n].includes(name);
    shown += !row.hidden;
  });
  document.getElementById("shown").textContent = `${shown} of ${rows.length} students`;
};

// Points go before what has none, and a missing one comes last.
const worth = (row, n) => {
  const points = parseFloat((row.cells[n].querySelector("a") || row.cells[n]).textContent);
  return Number.isNaN(points) ? (row.cells[n].matches(".m") ? -2 : -1) : points;
};
const place = new Map(rows.map((row, n) => [row, n]));

const sort = (head, n) => {
  const rising = head.getAttribute("aria-sort") === "descending" || (n === 0 && !head.hasAttribute("aria-sort"));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", rising ? "ascending" : "descending");
  for (const other of table.tHead.querySelectorAll("button")) other.textContent = "\u2195";
  head.querySelector("button").textContent = rising ? "\u2191" : "\u2193";
  const sign = rising ? 1 : -1;
  const key = new Map(rows.map((row) => [row, n ? worth(row, n) : place.get(row)]));
  const sorted = [...rows].sort((a, b) => sign * (key.get(a) - key.get(b)) || place.get(a) - place.get(b));
  body.append(...sorted);
};

[...table.tHead.rows[0].cells].forEach((head, n) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "\u2195";
  button.setAttribute("aria-label", `Sort by ${(head.querySelector("a") || head.firstChild).textContent.trim()}`);
  button.addEventListener("click", () => sort(head, n));
  head.insertBefore(button, head.querySelector("small"));
});
nameField.addEventListener("input", filter);
what.addEventListener("change", filter);
filter();
document.querySelector(".controls").hidden = false;
})();
