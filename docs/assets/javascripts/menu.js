// The menu of narrow screens closes when the reader leaves it: by Escape, by a tap, by the keyboard.
(() => {
  const menu = document.querySelector(".menu");

  addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  for (const type of ["focusin", "pointerdown"]) {
    addEventListener(type, ({ target }) => {
      if (!menu.contains(target)) menu.open = false;
    });
  }
})();
