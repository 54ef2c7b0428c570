"use strict";
// On a wide page charts become interactive; without this script the drawings stand as they are.
for (const figure of document.querySelectorAll("[data-chart]")) {
  const spec = document.querySelector(`script[data-spec="${figure.dataset.chart}"]`);
  if (!spec || !window.vegaEmbed || !matchMedia("(min-width: 44rem)").matches) continue;
  const still = figure.querySelector(".wide");
  const holder = document.createElement("div");
  holder.className = "wide";
  holder.setAttribute("role", "img");
  holder.setAttribute("aria-label", still.querySelector("svg").getAttribute("aria-label"));
  holder.hidden = true;
  figure.insertBefore(holder, still);
  window.vegaEmbed(holder, JSON.parse(spec.textContent), {actions: false, ast: true, renderer: "svg"})
    .then(({view}) => {
      // A click on a dot leads to what it stands for; the table below does the same for the keyboard.
      view.addEventListener("click", (_, item) => { if (item && item.datum && item.datum.link) location.hash = item.datum.link; });
      holder.hidden = false;
      still.remove();
    }, () => holder.remove());
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
