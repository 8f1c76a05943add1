import js from "@eslint/js";

const MARKUP = [
  "AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]",
  "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|writeln?)$/]",
];
const message = "What strangers wrote is text: make elements, and set their textContent.";

export default [
  js.configs.recommended,
  {
    rules: {
      "eqeqeq": "error",
      "no-control-regex": "off", // they are what some patterns are about
      "no-empty": ["error", { allowEmptyCatch: true }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", ...MARKUP.map((selector) => ({ selector, message }))],
      "no-undef": "off", // tsc knows more
      "no-unused-vars": ["error", { varsIgnorePattern: "^_+$" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  {
    // A text area resolves entities, and nothing in it is an element.
    files: ["docs/assets/form/text.js"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["overrides/inline/*.js", "docs/assets/redirect.js", "docs/embed/host.js"],
    languageOptions: { sourceType: "script" },
  },
];
