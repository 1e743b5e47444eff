// The one script of every page: menus that close when the reader leaves them, where one is in the contents, the way
// into search. Without it menus open and close by their buttons; only search needs it, so its button shows from here.

// What opens over the page closes when the reader chooses from it or leaves it. The menu of narrow screens, which
// moves the page, closes by Escape alone.
function closeFolds() {
  const over = [...document.querySelectorAll(".menu-wide details, .contents-narrow details")];

  for (const type of ["focusin", "pointerdown"]) {
    addEventListener(type, ({ target }) => {
      for (const fold of over) if (!fold.contains(target)) fold.open = false;
    });
  }

  addEventListener("click", ({ target }) => {
    if (target.closest(".contents-narrow a")) target.closest("details").open = false;
  });

  addEventListener("keydown", ({ key, target }) => {
    const fold = key === "Escape" && target.closest?.("header details[open], .contents-narrow details[open]");
    if (!fold) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
}

// Mark in the contents the part that the reader is in: the last that begins in the upper third of the window.
function markPart() {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents-wide a")) {
    const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (part) links.set(part, link);
  }
  const observer = new IntersectionObserver(
    () => {
      const begun = [...links.keys()].filter(part => part.getBoundingClientRect().top < innerHeight / 3);
      for (const [part, link] of links) {
        if (part === begun.at(-1)) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "0px 0px -66%" },
  );
  for (const part of links.keys()) observer.observe(part);
}

function openSearch() {
  const button = document.querySelector(".search-button");
  const dialog = document.querySelector("dialog.search");
  const script = document.querySelector("script[data-search]");
  if (!button || !dialog || !script) return;
  const field = dialog.querySelector("input");
  const list = dialog.querySelector("ol");
  const said = dialog.querySelector("[role=status] p");
  const address = name => new URL(script.dataset[name], location.href);
  let loading;
  let tries = 0;

  // Engine and index come when a reader opens search. If they don't, the next letter tries again, under
  // another address: Safari remembers the failure of the first.
  async function load() {
    const engine = address("search");
    if (tries++) engine.search = tries;
    const [{ connect }, index] = await Promise.all([import(engine), fetch(address("index"))]);
    connect(dialog, await index.json(), new URL("..", address("index")));
  }

  function ensureLoaded() {
    loading ??= load().catch(() => {
      loading = undefined;
      said.textContent = dialog.dataset.failed;
    });
    return loading;
  }

  function open(words) {
    dialog.returnValue = "";
    if (!dialog.open) dialog.showModal();
    if (words) field.value = words.slice(0, field.maxLength);
    field.focus();
    field.select();
    field.dispatchEvent(new Event("input")); // Safari has emptied the field of a page that it brings back
  }

  field.addEventListener("input", ensureLoaded);

  dialog.querySelector("form").addEventListener("submit", async event => {
    event.preventDefault();
    await ensureLoaded();
    list.querySelector("a")?.click();
  });

  dialog.querySelector("form").addEventListener("reset", () => {
    field.focus();
    setTimeout(() => field.dispatchEvent(new Event("input"))); // when the field is empty
  });

  dialog.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    const stops = [field, ...dialog.querySelectorAll("a")].filter(stop => stop.offsetParent);
    stops[stops.indexOf(document.activeElement) + step]?.focus();
  });

  // A press beside the dialog closes it: not one on its ground, nor the end of a selection
  const isBeside = ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return target === dialog && (x < left || x > right || y < top || y > bottom);
  };
  let beganBeside = true;
  dialog.addEventListener("pointerdown", event => (beganBeside = isBeside(event)));

  dialog.addEventListener("click", event => {
    if ((beganBeside && isBeside(event)) || event.target.closest("[value=close]")) dialog.close();
    if (!event.target.closest("ol a") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    dialog.close("left"); // or a result on this very page would be hidden
    document.activeElement?.blur(); // the keyboard goes on from there
  });

  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "left") button.focus();
  });

  button.addEventListener("click", () => open());
  button.hidden = false;
  const words = new URLSearchParams(location.search).get("q");
  if (words) open(words);
}

// A page that has moved leads on by itself, but to the top of the new one: keep the part that was asked for.
function keepPart() {
  const moved = document.head.querySelector('meta[http-equiv="refresh"]');
  if (!moved || !location.hash) return;
  const target = new URL(document.head.querySelector('link[rel="canonical"]').href);
  target.hash = location.hash;
  location.replace(target);
}

keepPart();
closeFolds();
openSearch();
markPart();
