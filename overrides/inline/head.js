// What the theme's script expects to find, with `data-base` for the way to the site's root.
__md_scope = new URL(document.currentScript.dataset.base, location)
__md_hash = text => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0)
__md_get = (key, storage = localStorage, scope = __md_scope) => JSON.parse(storage.getItem(scope.pathname + "." + key))
__md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try { storage.setItem(scope.pathname + "." + key, JSON.stringify(value)) } catch {}
}
// It fetches a sitemap for every link whose rel is exactly "alternate": two missing files a page. With
// a space after it the selector misses them; crawlers read the HTML.
document.querySelectorAll("link[rel=alternate]").forEach(link => link.rel += " ")
