// Sorts tables, filters messages, unfolds everything for paper. The page says all it has to say without this.
"use strict";
(() => {
  const value = (row, at) => {
    const cell = row.cells[at];
    return cell.dataset.value === undefined ? cell.textContent.trim() : Number(cell.dataset.value);
  };
  const compare = (one, two) =>
    typeof one === "number" && typeof two === "number" ? one - two : String(one).localeCompare(String(two), document.documentElement.lang);

  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = document.body.dataset.sort;
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].sort((one, two) => compare(value(one, at), value(two, at)));
        body.append(...(down ? rows.reverse() : rows));
      });
    });
  }

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/giu, "d").toLowerCase();
  const errors = document.querySelector("section[aria-labelledby=errors] table");
  if (errors) {
    const label = document.createElement("label");
    label.className = "filter";
    label.textContent = document.body.dataset.filter;
    const input = document.createElement("input");
    input.type = "search";
    label.append(input);
    errors.parentElement.before(label);
    input.addEventListener("input", () => {
      const wanted = plain(input.value.trim());
      for (const row of errors.tBodies[0].rows) row.hidden = !plain(row.textContent).includes(wanted);
    });
  }

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
  });
})();
