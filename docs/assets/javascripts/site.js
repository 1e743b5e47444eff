// Folds: what opens over the page closes when the reader chooses from it or leaves it.
// The menu of narrow screens, which moves the page, closes by Escape alone.
{
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
    const fold = key === "Escape" && target.closest?.(".header details[open], .contents-narrow details[open]");
    if (fold) {
      fold.open = false;
      fold.querySelector("summary").focus();
    }
  });
}

// Contents: the part that the reader is in, the last that begins in the upper third of the window.
{
  const links = new Map();
  for (const link of document.querySelectorAll(".contents-wide a")) {
    const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (part) links.set(part, link);
  }
  const observer = new IntersectionObserver(
    () => {
      const parts = [...links.keys()];
      const here = parts.findLast((part) => part.getBoundingClientRect().top < innerHeight / 3);
      for (const [part, link] of links) {
        if (part === here) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "0px 0px -66%" },
  );
  for (const part of links.keys()) observer.observe(part);
}
