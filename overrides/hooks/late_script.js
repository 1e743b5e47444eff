// The theme's scripts wait here until the page is painted and the reader first acts; see late_script.py.
(() => {
  const { scripts, styles } = document.currentScript.dataset
  const root = document.documentElement
  const query = () => document.querySelector("[data-md-component=search-query]")
  const waiting = new AbortController()
  const painted = new Promise(done => {
    addEventListener("load", () => requestAnimationFrame(() => setTimeout(done)))
  })
  let started = false
  let key // a key pressed outside a field, which the theme may know

  root.classList.replace("no-js", "js")

  const added = (tag, properties) =>
    new Promise((onload, onerror) => {
      document.head.append(Object.assign(document.createElement(tag), properties, { onload, onerror }))
    })

  const load = async () => {
    if (started) return
    started = true
    await painted
    // The theme closes menu and search as it starts, 125 ms later even: keep what the reader opened,
    // until the reader closes it.
    let closing = false
    const close = event => {
      if (event.key === "Escape") closing = true
    }
    const keepOpen = event => {
      const { isTrusted, target } = event
      if (!isTrusted && !closing && /^__(drawer|search)$/.test(target.id) && !target.checked) event.preventDefault()
    }
    addEventListener("keydown", close, true)
    addEventListener("click", keepOpen, true)
    try {
      await added("link", { rel: "stylesheet", href: styles })
      await Promise.all(scripts.split(" ").map(src => added("script", { src, async: false })))
      waiting.abort()
      document.dispatchEvent(new Event("DOMContentLoaded")) // which the theme awaits
      if (key) key.target.dispatchEvent(new KeyboardEvent("keydown", key))
    } catch {
      started = false // the next act tries again
    }
    setTimeout(() => {
      removeEventListener("keydown", close, true)
      removeEventListener("click", keepOpen, true)
    }, 200)
  }

  const openSearch = () => {
    const toggle = document.getElementById("__search")
    if (!toggle.checked) toggle.click() // the theme may already listen
    query().focus()
  }

  const act = event => {
    const { target, type } = event
    if (type === "submit" && target.matches(".md-search__form")) event.preventDefault()
    if (type === "change" && target.id === "__search" && target.checked) query().focus()
    if (type === "click" && target.closest(".search-button")) openSearch()
    if (type === "keydown" && !target.closest("input, textarea, select")) {
      if (/^[fs/]$/.test(event.key) && !(event.ctrlKey || event.metaKey || event.altKey)) {
        event.preventDefault() // or the key would be typed into the field
        openSearch()
      } else {
        key = event
      }
    }
    load()
  }

  // Print what is folded away, as the theme does.
  const opened = []
  const unfold = () => {
    opened.push(...document.querySelectorAll(".md-content details:not([open])"))
    for (const details of opened) details.open = true
  }
  const fold = () => {
    for (const details of opened.splice(0)) details.open = false
  }
  addEventListener("beforeprint", unfold, { signal: waiting.signal })
  addEventListener("afterprint", fold)

  const listen = type => addEventListener(type, act, { capture: true, signal: waiting.signal })
  for (const type of ["change", "click", "focusin", "keydown", "pointerdown", "pointermove", "submit", "touchstart", "wheel"]) {
    listen(type)
  }
  // A link to a heading scrolls too, before the page is painted.
  painted.then(() => listen("scroll"))
  // The missing page's form leads here with a query.
  if (/[?&]q=/.test(location.search)) load()
})()
