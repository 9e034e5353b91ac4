// The page's own script: which part is shown, which language, and what happens on a click.
// Everything that depends on a letter or a question is made, and escaped, on the server.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  const parts = {}; // name -> trigger of that part's events
  const needed = ["ask", "reader"];
  let talk = []; // the questions of this talk; kept here and nowhere else
  let turn = null; // the turn that is being answered
  let kept = { id: "" }; // the turn that ended without an answer; `article`, if shown, as it was then
  let led = ""; // the turn that the reader was led to; from then on where to look is theirs
  let rest = () => {}; // ends the watching of the server

  // Language: as chosen before, else the browser's, else Dutch.
  const remember = (language) => {
    try {
      if (language) localStorage.setItem("bw-language", language);
      return localStorage.getItem("bw-language");
    } catch {
      return null;
    }
  };
  const speak = (language) => {
    root.lang = root.dataset.bw = language;
    $$("[data-lang]").forEach((button) => button.setAttribute("aria-pressed", button.dataset.lang === language));
  };
  const first = (navigator.languages || []).map((tag) => tag.slice(0, 2)).find((tag) => tag === "nl" || tag === "en");
  speak(remember() || first || "nl");

  const shown = (element) => (element ? element.innerText.trim() : "");
  const announce = (text) => {
    const live = $("#bw-said");
    if (live) live.textContent = text;
  };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const go = (element, focus = true) => {
    if (!element) return;
    element.closest("details")?.setAttribute("open", "");
    element.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
    if (focus) element.focus({ preventScroll: true });
  };
  const panel = (name) => {
    root.dataset.panel = name;
    $$("[data-panel]", document.body).forEach((link) =>
      link.dataset.panel === name ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current"));
  };

  // While somebody waits the server may go away; returns what ends the watching.
  const watching = (gone) => {
    let missed = 0;
    const pulse = setInterval(async () => {
      try {
        missed = (await fetch("health", { cache: "no-store" })).ok ? 0 : missed + 1;
      } catch {
        missed += 1;
      }
      if (missed === 2) gone();
    }, 4000);
    return () => clearInterval(pulse);
  };

  // Ask.
  const busy = (on) => {
    rest();
    $$("#bw-asking [type=submit]").forEach((button) => (button.hidden = on));
    $$("[data-do=stop]").forEach((button) => (button.hidden = !on));
    $$("[data-do=new]").forEach((button) => (button.hidden = !("talk" in root.dataset)));
    $("#bw-now")?.setAttribute("aria-busy", on);
    if (on) rest = watching(() => finish("gone"));
  };
  const words = (name) => shown($(`#bw-words [data-word=${name}]`));
  const archive = () => {
    $("#bw-earlier").append(...$$("#bw-now .turn"));
    kept.article = null;
  };
  const word = (name) => $$(`#bw-words [data-word=${name}] > *`).map((node) => node.cloneNode(true));
  const finish = (why) => { // without an answer: what was written so far stays, as unverified
    const written = $("#bw-now .turn[data-state=writing]");
    const place = written || $("#bw-pending");
    if (written) written.dataset.state = "stopped";
    $(".status", place).replaceChildren(...word(why));
    place.hidden = false;
    announce(shown($(".status", place)));
    kept = { id: `t${turn}`, article: written?.cloneNode(true) };
    turn = null;
    busy(false);
  };
  const ask = (question) => {
    const asked = question.trim();
    const box = $("#bw-question");
    if (!asked || turn) return box.focus();
    turn = Math.random().toString(36).slice(2, 10);
    box.value = "";
    parts.ask("ask", { question: asked, history: talk.slice(-10), language: root.dataset.bw, turn });
    const mine = turn;
    setTimeout(() => mine === turn && waiting(asked)); // takes 8 ms: the question is on its way by then
  };
  const waiting = (asked) => {
    panel("ask");
    archive();
    root.dataset.talk = "";
    const pending = $("#bw-pending");
    $("h3", pending).textContent = asked;
    $(".status", pending).replaceChildren(...word("searching"));
    pending.hidden = false;
    announce(shown($(".status", pending)));
    grow();
    busy(true);
    go(pending, false);
  };
  const answered = () => {
    const article = $("#bw-now .turn");
    thank(); // a turn that is drawn once more keeps the thanks
    // A piece that was under way when its turn ended is drawn all the same.
    if (article?.id === kept.id) return article.replaceWith(...(kept.article ? [kept.article.cloneNode(true)] : []));
    if (!article || article.id !== `t${turn}`) return;
    $("#bw-pending").hidden = true;
    if (led !== article.id) setTimeout(() => go($("#bw-now .turn"), false)); // once the words are to be seen
    led = article.id;
    if (article.dataset.state !== "done") return;
    if (article.dataset.question) talk.push(article.dataset.question);
    turn = null;
    busy(false);
    setTimeout(() => {
      const sources = $$(".card", article).length;
      announce(`${words("answer_ready")} ${shown($(".status", article))} ${sources || ""}`);
    });
  };
  const stop = () => {
    if ($("#bw-now .turn[data-state=words]")) return; // verified and shown: its sources are under way
    parts.ask("stop", {});
    finish("stopped");
    $("#bw-question").focus();
  };
  const restart = () => {
    if (turn) parts.ask("stop", {});
    kept = { id: `t${turn}` };
    turn = null;
    talk = [];
    $("#bw-earlier").replaceChildren();
    $("#bw-now .turn")?.remove();
    $("#bw-pending").hidden = true;
    delete root.dataset.talk;
    busy(false);
    $("#bw-question").focus();
  };
  const retry = (button) => {
    const article = button.closest(".turn");
    const question = article.dataset.question;
    const at = talk.lastIndexOf(question);
    if (at >= 0) talk.splice(at, 1);
    if (article.closest("#bw-now")) article.remove();
    ask(question);
  };
  const grow = () => {
    const box = $("#bw-question");
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 200)}px`;
  };

  // Letters.
  const opened = () => {
    const letter = $("#bw-reader .letter");
    root.toggleAttribute("data-reading", Boolean(letter));
    const spot = $("#bw-reader .spot");
    go(spot ? spot.closest(".passage") : $("#bw-reader h3, #bw-reader .failed"));
    if (spot) spot.scrollIntoView({ block: "center" });
    if (letter) announce(`${words("opened")} ${shown($("h3", letter))}`);
  };
  const filter = (box) => {
    const letter = box.closest(".letter");
    const wanted = box.value.trim().toLocaleLowerCase();
    let count = 0;
    $$(".row", letter).forEach((row) => {
      const has = wanted && row.textContent.toLocaleLowerCase().includes(wanted);
      row.classList.toggle("match", Boolean(has));
      if (has) count += 1;
    });
    letter.classList.toggle("filtered", Boolean(wanted));
    $(".count", letter).textContent = wanted ? `${count} × ${words("hits_in_letter")}` : "";
  };

  // Where the address points.
  const route = () => {
    const hash = location.hash.slice(1);
    const wanted = new URLSearchParams(hash);
    const panels = $$("nav [data-panel]").map((link) => link.dataset.panel);
    if (wanted.get("q")) return ask(wanted.get("q"));
    if (wanted.get("letter")) {
      panel("letters");
      return parts.reader("open", {
        letter: wanted.get("letter"), start: Number(wanted.get("start")) || 0, end: Number(wanted.get("end")) || 0 });
    }
    if (hash === "letters") root.removeAttribute("data-reading");
    if (panels.includes(hash)) return panel(hash);
    if (!root.dataset.panel) panel("ask");
    const place = hash && document.getElementById(hash);
    if (place) go(place);
  };

  // Clicks and keys.
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no clipboard without https, other than on the own machine
      const box = Object.assign(document.createElement("textarea"), { value: text, className: "sr" });
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    const done = words("copied");
    button.dataset.done = done;
    announce(done);
    setTimeout(() => delete button.dataset.done, 1600);
  };
  const kinds = { json: "application/json", csv: "text/csv", md: "text/markdown" };
  const save = (name, content) => {
    const address = URL.createObjectURL(new Blob([content], { type: kinds[name.split(".").pop()] }));
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    announce(words("saved"));
  };

  // Judging an answer, where the operator asks for it.
  const judge = (button) => {
    const article = button.closest(".turn");
    const before = [];
    for (const other of $$(".turn[data-question]")) {
      if (other === article) break;
      before.push(other.dataset.question);
    }
    parts.judged("judge", {
      judgement: button.dataset.judge, source: Number(button.dataset.source) || null, turn: article.id,
      history: before.slice(-10), answer: $("[data-save]", article).dataset.content });
  };
  const thank = () => {
    const told = $("#bw-judged [data-turn]");
    const place = told && document.getElementById(told.dataset.turn);
    const judge = place && $(".judge", place);
    judge?.replaceChildren(...[...told.childNodes].map((node) => node.cloneNode(true)));
    return judge && (shown(told) || shown(judge));
  };
  const judged = () => {
    const said = thank();
    if (said) announce(said);
  };

  const forms = {
    "bw-asking": () => ask($("#bw-question").value),
    "bw-finding": () => {
      root.removeAttribute("data-reading");
      parts.find("find", { query: $("#bw-query").value, language: root.dataset.bw });
    },
  };
  const doing = { stop, new: restart, retry };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      const hash = link.getAttribute("href");
      if (hash.startsWith("#q=")) return ask(new URLSearchParams(hash.slice(1)).get("q"));
      if (hash === location.hash) return route();
      location.hash = hash;
      return;
    }
    const button = event.target.closest?.("button");
    if (!button) return;
    const data = button.dataset;
    if (data.lang) speak(remember(data.lang) || data.lang);
    else if (data.copy) copy(data.copy, button);
    else if (data.link) copy(location.origin + location.pathname + data.link, button);
    else if (data.save) save(data.save, data.content);
    else if (data.judge) judge(button);
    else if (doing[data.do]) doing[data.do](button);
    else if (data.form) doing.export(button);
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    forms[event.target.id]?.();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "bw-question") grow();
    if (event.target.dataset?.do === "filter") filter(event.target);
    if (event.target.name === "show") event.target.closest(".letter").dataset.show = event.target.value;
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "bw-question" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      ask(event.target.value);
    }
    if (event.key === "Escape" && turn) stop();
  });
  addEventListener("hashchange", route);

  // Each part of the page calls `mount` when Gradio has put it there. The rest is for the page's other scripts.
  const changed = { now: answered, reader: opened, judged, found: () => go($("#bw-found h3, #bw-found p"), true) };
  window.bw = {
    $, $$, shown, announce, word, words, watching, save, parts, forms, doing, changed,
    mount(name, trigger, watch) {
      parts[name] = trigger;
      if (changed[name]) watch("value", changed[name]);
      speak(root.dataset.bw);
      if (needed.every((part) => parts[part]) && !window.bw.started) {
        window.bw.started = true;
        setTimeout(route);
      }
    },
  };
})();
