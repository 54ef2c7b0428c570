"use strict";
// Charts become interactive; without this script the drawings stand as they are.
for (const figure of document.querySelectorAll("[data-chart]")) {
  const spec = document.querySelector(`script[data-spec="${figure.dataset.chart}"]`);
  if (!spec || !window.vegaEmbed) continue;
  const holder = document.createElement("div");
  const still = figure.querySelector(".drawing");
  const chart = JSON.parse(spec.textContent);
  chart.width = "container";
  figure.insertBefore(holder, still);
  window.vegaEmbed(holder, chart, {actions: false, ast: true, renderer: "svg"})
    .then(() => still.remove(), () => holder.remove());
}
// A link to something inside a closed part opens that part.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let box = target; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
  const inside = target.querySelector(":scope > details");
  if (inside) inside.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();
for (const box of document.querySelectorAll("[data-layer]"))
  box.addEventListener("change", () =>
    document.getElementById("articles").classList.toggle("hide-" + box.dataset.layer, !box.checked));
addEventListener("beforeprint", () => {
  for (const box of document.querySelectorAll("details")) box.open = true;
});
