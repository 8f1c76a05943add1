/* The three ways out: the repository's "new file" page, a download, a copy. None needs a server of ours. */

/* GitHub answers a longer address with an error; browsers and servers differ, and 8,000 is what all take. */
export const LONGEST_ADDRESS = 8000;

/**
 * The address of the page that offers to add a file, with its name and content filled in.
 * @param {string} page @param {string} name @param {string} content
 */
export const newFileAddress = (page, name, content) =>
  `${page}?${new URLSearchParams({ filename: name, value: content })}`;

/** Save a text or a file on the device. @param {string} name @param {string | Blob} content */
export function download(name, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type: "text/markdown;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Whether the browser let the page copy a text. @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
