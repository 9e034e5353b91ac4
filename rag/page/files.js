// Parts of the page that take a file: checking a claim or an article, measuring, adding a letter.
// A file is read here, sent with the event, and kept nowhere.
((bw) => {
  "use strict";
  const { $, $$, shown, announce, word, words, watching, save, parts } = bw;
  const chosen = (id, as) => new Promise((resolve) => {
    const box = $(id);
    const one = box.files[0];
    if (!one) return box.focus();
    if (one.size > Number(box.dataset.most)) return tooLarge(box);
    const reader = new FileReader();
    reader.onload = () => resolve({ name: one.name, data: as === "text" ? reader.result : reader.result.split(",")[1] || "" });
    as === "text" ? reader.readAsText(one) : reader.readAsDataURL(one);
  });
  const tooLarge = (box) => {
    announce(words("too_large"));
    box.setCustomValidity(words("too_large"));
    box.reportValidity();
    box.setCustomValidity("");
  };
  const wait = (part, name) => {
    $(`#bw-${part}`).dataset.wait = words(name);
    announce($(`#bw-${part}`).dataset.wait);
  };
  const shownIn = (part) => () => {
    delete $(`#bw-${part}`).dataset.wait;
    announce(shown($(`#bw-${part} .status, #bw-${part} h3`)));
    $(`#bw-${part} h3`)?.focus();
  };

  // Measure.
  bw.forms["bw-measuring"] = async () => {
    const { data } = await chosen("#bw-gold-file", "text");
    wait("measured", "running");
    parts.gold("measure", { gold: data });
  };
  bw.changed.measured = shownIn("measured");

  // Add a letter.
  let file = null; // the letter that is being looked at
  bw.forms["bw-reading"] = async () => {
    file = await chosen("#bw-letter-file", "data");
    parts.file("read", file);
  };
  bw.doing.accept = (button) => {
    button.closest(".actions").remove();
    wait("outcome", "adding");
    parts.file("accept", file);
  };
  bw.doing.discard = () => {
    file = null;
    $("#bw-letter-file").value = "";
    parts.file("discard", {});
  };
  bw.changed.outcome = shownIn("outcome");

  // Check.
  let checking = false;
  let rest = () => {};
  let label = "all"; // the verdicts that are shown
  const busy = (on) => {
    checking = on;
    rest();
    $("#bw-progress").toggleAttribute("data-ended", !on && !$("#bw-progress .failed"));
    $$("#bw-checking [type=submit]").forEach((button) => (button.hidden = on));
    $$("[data-do=halt]").forEach((button) => (button.hidden = !on));
    $("#bw-checked").setAttribute("aria-busy", on);
    if (on) rest = watching(() => ended("gone"));
  };
  const told = (name) => { // in place of the progress
    const line = Object.assign(document.createElement("p"), { className: "status" });
    line.append(...word(name));
    $("#bw-told").replaceChildren(line);
    announce(words(name));
  };
  const ended = (why) => { // the verdicts so far stay
    busy(false);
    told(why);
    $("#bw-article").focus();
  };
  bw.forms["bw-checking"] = async () => {
    const text = $("#bw-article").value;
    const box = $("#bw-article-file");
    if (checking || (!box.files.length && !text.trim())) return $("#bw-article").focus();
    const sent = box.files.length ? await chosen("#bw-article-file", "data").then((one) => ({ name: one.name, file: one.data })) : { text };
    label = "all";
    busy(true);
    told("checking_claims");
    parts.check("check", sent);
  };
  bw.doing.halt = () => {
    parts.check("halt", {});
    ended("stopped");
  };
  bw.changed.progress = () => {
    if (!checking) return;
    $("#bw-told").replaceChildren();
    if ($("#bw-progress .failed")) busy(false);
  };
  bw.changed.checked = () => {
    const report = $("#bw-checked .verdicts");
    if (!report) return;
    choose(label);
    if (report.dataset.state !== "done" || !checking) return;
    busy(false);
    $("#bw-told").replaceChildren();
    announce(`${words("checking_done")}: ${shown($(".counted, .status", report))}`);
    $("h3", report).focus();
  };
  const choose = (wanted) => {
    const box = $(`#bw-checked input[name=label][value="${wanted}"]`);
    label = box ? wanted : "all";
    if (box) box.checked = true;
    const rows = $$("#bw-checked tr[data-label]");
    rows.forEach((row) => (row.hidden = label !== "all" && row.dataset.label !== label));
    return rows.filter((row) => !row.hidden).length;
  };
  document.addEventListener("input", (event) => {
    if (event.target.name === "label") announce(`${choose(event.target.value)} ${words("rows_shown")}`);
    if (event.target.id === "bw-article") $("#bw-article-file").value = ""; // what was given last is checked
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "bw-article" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
    if (event.key === "Escape" && checking) bw.doing.halt();
  });
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      const box = event.target.closest?.("#bw-panel-check") && $("#bw-article-file");
      if (!box || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (kind === "drop") box.files = event.dataTransfer.files;
    });
  }
  bw.doing.export = (button) =>
    parts.check("export", { form: button.dataset.form, verdicts: $("#bw-checked .whole").textContent });
  bw.changed.exported = () => {
    const made = $("#bw-exported [data-save]");
    if (made) save(made.dataset.save, made.textContent);
  };
})(window.bw);
