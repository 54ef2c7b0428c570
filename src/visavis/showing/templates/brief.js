// A click on a dot leads to what it stands for; the table below does the same for the keyboard.
enliven({}, (view) => {
  view.addEventListener("click", (_, item) => { if (item && item.datum && item.datum.link) location.hash = item.datum.link; });
});
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
