/*
 * Tells the page around this frame how high the content is, whenever that changes and when it asks. Any page may
 * know: it is a number, and the content is public.
 */
if (parent !== window) {
  const content = document.documentElement
  const tell = () =>
    parent.postMessage({ type: "agora:height", height: Math.ceil(content.getBoundingClientRect().height) }, "*")
  new ResizeObserver(tell).observe(content)
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.type === "agora:ask") tell()
  })
}
