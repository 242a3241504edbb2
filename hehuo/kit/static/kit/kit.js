// Small comforts of ledger pages: print, tick all, export with the current filters. Everything works without them.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-kit-print]")) window.print();
  const exporting = event.target.closest("[data-kit-export]");
  if (exporting) {
    event.preventDefault();
    event.stopPropagation();
    const { form } = exporting;
    const list = form.action;
    form.action = exporting.dataset.kitExport;
    form.submit();
    form.action = list;
  }
}, true);
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-kit-all]")) return;
  for (const box of event.target.closest("table").querySelectorAll("input[name=pk]")) box.checked = event.target.checked;
});
for (const fold of document.querySelectorAll("[data-kit-fold]")) {
  if (window.matchMedia("(max-width: 640px)").matches && !window.location.search) fold.open = false;
}
