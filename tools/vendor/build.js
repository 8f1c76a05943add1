/*
 * Makes of npm's packages one module that browsers are given, and beside it the licences of what is in it:
 *
 *     make vendor
 *
 * The versions are those of package-lock.json, so that whoever runs it gets the same bytes.
 */

import { readFile, readdir, writeFile } from "node:fs/promises";

import { build } from "esbuild";

const OUT = "../../docs/assets/form/vendor";
const PACKAGE = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//;

const { metafile, outputFiles } = await build({
  entryPoints: ["markdown-it.js"],
  alias: { "linkify-it": "./no-linkify.js" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  metafile: true,
  write: false,
});

const names = new Set(Object.keys(metafile.inputs).flatMap((path) => path.match(PACKAGE)?.[1] ?? []));
const packages = await Promise.all(
  [...names].sort().map(async (name) => {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf-8"));
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    return { name: `${name} ${version}`, license, text: (await readFile(`${folder}/${file}`, "utf-8")).trim() };
  }),
);

const made = packages.map(({ name }) => name).join(", ");
const head = `// @ts-nocheck\n/* eslint-disable */\n// tools/vendor/build.js made this of ${made}: see LICENSE.txt.\n`;
await writeFile(`${OUT}/markdown-it.js`, head + outputFiles[0].text);

const licences = packages.map(({ name, license, text }) => `${name} (${license})\n\n${text}\n`);
await writeFile(
  `${OUT}/LICENSE.txt`,
  ["markdown-it.js holds, minified, these packages of npm.\n", ...licences].join(`\n${"-".repeat(80)}\n\n`),
);
