// The theme's scripts wait here until the reader first acts; see late_script.py. Its addresses lead
// from this file.
const loadLate = ({ scripts, styles, settings }) => {
  const from = document.currentScript.src
  const address = path => new URL(path, from).href
  const query = () => document.querySelector("[data-md-component=search-query]")
  const waiting = new AbortController()
  let started = false
  let key // a key pressed outside a field, which the theme may know

  // The theme reads its settings here.
  document.body.append(
    Object.assign(document.createElement("script"), {
      id: "__config",
      type: "application/json",
      textContent: JSON.stringify({ ...settings, base: address(settings.base), search: address(settings.search) }),
    }),
  )

  const added = (tag, properties) =>
    new Promise((onload, onerror) => {
      document.head.append(Object.assign(document.createElement(tag), properties, { onload, onerror }))
    })

  const load = async () => {
    if (started) return
    started = true
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
      await added("link", { rel: "stylesheet", href: address(styles) })
      await Promise.all(scripts.map(path => added("script", { src: address(path), async: false })))
      acts.push = () => {}
      waiting.abort()
      const focused = document.activeElement
      document.dispatchEvent(new Event("DOMContentLoaded")) // which the theme awaits
      // The theme moves tables, which takes the focus from what is in them.
      if (document.activeElement === document.body) focused.focus({ preventScroll: true })
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
      const isLetter = event.key.length === 1 && !(event.ctrlKey || event.metaKey || event.altKey)
      if (isLetter && document.activeElement === query()) {
        query().value += event.key // typed when the search that the reader had asked for was not open yet
      } else if (isLetter && /[fs/]/.test(event.key)) {
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

  // What the starter has kept, and from now on at once what it hears; it does not hear scrolling, for a
  // link to a heading scrolls too, before the page is painted.
  for (const event of acts) act(event)
  acts.push = act
  addEventListener("scroll", act, { capture: true, signal: waiting.signal })
  // The missing page's form leads here with a query.
  if (/[?&]q=/.test(location.search)) load()
}
