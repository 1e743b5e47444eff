// The one script of every page: menus that close when the reader leaves them, and the way into search.
// Without it menus still open and close; only search needs it, and shows its button here.

function closeMenus() {
  const menus = [...document.querySelectorAll("header details")];

  addEventListener("keydown", ({ key }) => {
    const menu = menus.find(({ open }) => open);
    if (key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  for (const type of ["focusin", "pointerdown"]) {
    addEventListener(type, ({ target }) => {
      for (const menu of menus) if (!menu.contains(target)) menu.open = false;
    });
  }
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
  // another address: browsers remember the failure of the first.
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
    if (words) field.value = words;
    field.focus();
    field.select();
    ensureLoaded();
  }

  const links = () => [...dialog.querySelectorAll("a")].filter(link => link.checkVisibility?.() ?? link.offsetParent);

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
    const stops = [field, ...links()];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  dialog.addEventListener("click", event => {
    if (event.target === dialog || event.target.closest("[value=close]")) dialog.close();
    // A result on this very page is seen only when the dialog is gone.
    else if (event.target.closest("ol a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) dialog.close("left");
  });

  dialog.addEventListener("close", () => {
    if (!dialog.open && dialog.returnValue !== "left") button.focus();
  });

  button.addEventListener("click", () => open());
  button.hidden = false;
  const words = new URLSearchParams(location.search).get("q");
  if (words) open(words);
}

closeMenus();
openSearch();
