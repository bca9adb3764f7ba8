import { written } from "./figures.mjs";

/** Of each part: { title, says, figures }. */
export function linesOf({ title, says, figures }) {
	const rows = figures.map((one) => [one.says, ...written(one), one.asked === "" ? "" : `(${one.asked})`]);
	const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
	return [title, says, ...rows.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("   ")}`.trimEnd())];
}

/** docs/class.md. */
export function pageOf(parts, { runs, node, processors }) {
	const blocks = parts.map(({ title, says, figures }) => {
		const rows = figures.map((one) => `| ${[one.says, ...written(one), one.asked].join(" | ")} |`);
		return `## ${title}\n\n${says}\n\n| | median | least to most | asked for |\n|---|---|---|---|\n${rows.join("\n")}\n`;
	});
	return `# A class

What a class of 60 phones costs and how fast it is. \`npm run class\` writes this page: Node ${node}, ${processors} processors shared by the host, all of its
phones and the browser; medians of ${runs} runs where nothing else is said. A phone is a page with a seat on a raw room socket and one MQTT client in a WebSocket; like
a real one it acknowledges, and tells the host what it has received. Bytes are those that come in on the socket of its page, with what WebSocket puts around
them. The last column says what a class needs: at most so much, or for the share of frames at least.

${blocks.join("\n")}`;
}
