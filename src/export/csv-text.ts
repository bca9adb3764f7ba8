/** Rows of fields as RFC 4180 has them: comma, CRLF, and CRLF behind the last row too. */
export function csvText(rows: readonly (readonly string[])[]): string {
	return rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

/**
 * What a spreadsheet would take for a formula gets a leading apostrophe, which prevents that; within a field too, behind what some spreadsheets
 * take for the end of one.
 */
export function quoted(field: string): string {
	const text = field.replace(/(^|[;\t\r\n])(?=[=+\-@])/g, "$1'").replace(/^(?=[\t\r])/, "'");
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
