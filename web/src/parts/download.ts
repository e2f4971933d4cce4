// Files made in the page, handed to the reader.

export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A cell of CSV. A text that a spreadsheet would take for a formula is set off by an apostrophe. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV as spreadsheet programs of either language read it: UTF-8 with its mark, lines ended as RFC 4180 says. */
export function csv(head: readonly string[], rows: Iterable<readonly (string | number | null | undefined)[]>): Blob {
  const lines = [head, ...rows].map((row) => row.map(cell).join(",") + "\r\n");
  return new Blob(["\uFEFF", ...lines], { type: "text/csv;charset=utf-8" });
}
