// Light or dark as last chosen, before anything is painted.
{
  const chosen = __md_get("__palette")
  if (chosen?.color) {
    let color = chosen.color
    if (color.media === "(prefers-color-scheme)") {
      const scheme = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"
      const { mdColorScheme, mdColorPrimary, mdColorAccent } =
        document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${scheme})"]`).dataset
      color = { media: color.media, scheme: mdColorScheme, primary: mdColorPrimary, accent: mdColorAccent }
    }
    for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value)
  }
}
