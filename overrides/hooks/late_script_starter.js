// Stands in every page. It keeps what the reader does, and fetches the loader (late_script.js), which
// sees to it, when the page is painted.
{
  const { loader: src } = document.currentScript.dataset
  const acts = (window.acts = [])
  for (const type of ["change", "click", "focusin", "keydown", "pointerdown", "pointermove", "submit", "touchstart", "wheel"]) {
    addEventListener(type, event => acts.push(event), true)
  }
  document.documentElement.classList.replace("no-js", "js")
  const load = () => {
    document.head.append(Object.assign(document.createElement("script"), { src, onerror: wait }))
  }
  const wait = () => {
    acts.push = () => {
      delete acts.push
      load() // what failed is tried again at the next act
    }
  }
  addEventListener("load", () => {
    new PerformanceObserver((_, paint) => {
      paint.disconnect()
      load()
    }).observe({ type: "paint", buffered: true })
  })
}
