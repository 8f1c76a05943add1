/*
 * For the page of a partner that shows a frame of this site: gives each such frame the height of its content.
 * It listens to frames of its own site alone, and to nothing but a number. Running twice does no harm.
 */
{
  const site = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src)
  const frames = () => [...document.querySelectorAll("iframe")].filter(frame => frame.src.startsWith(site.href))

  addEventListener("message", ({ origin, source, data }) => {
    if (origin !== site.origin || data?.type !== "agora:height") return
    const frame = frames().find(frame => frame.contentWindow === source)
    const height = Number(data.height)
    if (!frame || !(height > 0 && height < 100000)) return
    // A border is part of the height of a frame, or not, as the style of the page has it.
    const isAround = getComputedStyle(frame).boxSizing === "border-box"
    const around = isAround ? frame.offsetHeight - frame.clientHeight : 0
    frame.style.height = `${height + around}px`
  })

  // Frames that were there first have told their height to nobody.
  const ask = () => frames().forEach(frame => frame.contentWindow?.postMessage({ type: "agora:ask" }, "*"))
  ask()
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", ask)
}
