"use strict";
// Filters the items; without this script all of them are shown.
(() => {
  const form = document.querySelector(".filters");
  const items = [...document.querySelectorAll("details.item")];
  const count = document.querySelector("#count");
  const texts = items.map((item) => item.textContent.toLowerCase());
  const apply = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const words = (wanted.words || "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    items.forEach((item, place) => {
      const fits = Object.entries(wanted).every(
        ([name, value]) => name === "words" || !value || (item.dataset[name] || "").split(" ").includes(value)
      );
      const found = fits && words.every((word) => texts[place].includes(word));
      item.hidden = !found;
      shown += found;
    });
    count.textContent = `${shown} of ${items.length} items`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  const open = () => {
    const item = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (item) { item.hidden = false; item.open = true; item.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  apply();
  open();
})();
