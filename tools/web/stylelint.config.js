const WORDS = "[a-z0-9]+(?:-[a-z0-9]+)*";

export default {
  extends: "stylelint-config-recommended",
  rules: {
    // Pages are read from the right as well as from the left.
    "declaration-property-value-disallowed-list": { "/^(?:float|clear|text-align)$/": ["left", "right"] },
    "property-disallowed-list": ["left", "right", "/^(?:margin|padding|border)-(?:left|right)/"],
    "no-descending-specificity": null, // rules stand in the order of the page
    // A block, a part of it, and a kind of either, of ours or the theme's, which marks the focus, too.
    "selector-class-pattern": `^(?:agora|focus-visible|(?:ag|md)-${WORDS}(?:__${WORDS})?(?:--${WORDS})?)$`,
  },
  overrides: [
    // Frames are pages of their own, with nothing of the theme's.
    { files: "**/embed.css", rules: { "selector-class-pattern": `^${WORDS}(?:__${WORDS})?$` } },
  ],
};
