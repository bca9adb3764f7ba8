/** Each point of a curve costs at most this many times what its first point costs. */
const MOST = 1.5;

const BAR = 40;
const number = (value) => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(value >= 10 ? 1 : 3));
const bytes = (value) => (value >= 10_000 ? `${Math.round(value / 1_024).toLocaleString("en")} KiB` : `${Math.round(value)} B`);

/** The curves of an axis: its name, what each point costs, and which point is the measure of the others. */
function curvesOf({ first = 0, per = "message" }, points) {
	const curve = (name, of) => ({ name, values: points.map((point, at) => (at < first && per === "watcher" ? Number.NaN : of(point))) });
	const curves = [curve(`CPU per ${per}`, ({ cpuUs }) => cpuUs)];
	if (per === "join")
		curves.push(
			curve("bytes of the first frame", ({ figures }) => figures.firstBytes ?? Number.NaN),
			curve("bytes of the welcome", ({ figures }) => figures.wholeBytes ?? Number.NaN),
		);
	return curves.map(({ name, values }) => ({ name, values, ratios: values.map((value) => value / values[first]) }));
}

/** What falls short in an axis, in a few words each. */
export function shortOf(axis, points) {
	const { first = 0 } = axis;
	const faults = points.filter(({ fault }) => fault !== null).map(({ n, fault }) => `at ${n.toLocaleString("en")}: ${fault}`);
	const steep = curvesOf(axis, points).flatMap(({ name, ratios }) => {
		const most = Math.max(...ratios.slice(first).filter(Number.isFinite));
		return most > MOST ? [`${name} rises to ${most.toFixed(1)} times its first point`] : [];
	});
	return [...steep, ...faults];
}

/** Lines for the terminal and, as they are, for a block of docs/scale.md. */
export function linesOf(name, axis, points) {
	const { per = "message", first = 0, says } = axis;
	const [cpu] = curvesOf(axis, points);
	const most = Math.max(...cpu.values.filter(Number.isFinite), 0);
	const isJoin = per === "join";
	const heads = ["us of CPU", "ratio", ...(isJoin ? ["first frame", "in ms", "whole", "in ms"] : ["ms"])];
	const row = (label, cells, bar) => `${label.padStart(8)}${cells.map((cell) => cell.padStart(12)).join("")}  ${bar}`.trimEnd();
	const lines = points.map(({ n, ms, fault, figures }, at) => {
		const label = n.toLocaleString("en");
		if (fault !== null) return row(label, [], `no figure: ${fault}`);
		const value = cpu.values[at];
		if (!Number.isFinite(value)) return row(label, ["", "", number(ms)], "");
		const more = isJoin
			? [bytes(figures.firstBytes), number(figures.firstMs), bytes(figures.wholeBytes), number(figures.wholeMs)]
			: [number(ms)];
		const ratio = at < first ? "" : cpu.ratios[at].toFixed(2);
		return row(label, [number(value), ratio, ...more], "#".repeat(Math.max(1, Math.round((BAR * value) / most))));
	});
	const short = shortOf(axis, points);
	return [`${name}: ${says}`, row("", heads, ""), ...lines, short.length === 0 ? "flat" : `NOT FLAT: ${short.join("; ")}`];
}

/** docs/scale.md. */
export function pageOf(measured, { runs, node, processors }) {
	const flat = measured.filter(({ axis, points }) => shortOf(axis, points).length === 0).length;
	const blocks = measured.map(({ name, axis, points }) => {
		const [title, ...lines] = linesOf(name, axis, points);
		return `## ${title.replace(/: .*/, "")}\n\n${axis.says[0].toUpperCase()}${axis.says.slice(1)}.\n\n\`\`\`\n${lines.join("\n")}\n\`\`\`\n`;
	});
	return `# Scale

What one message costs the host, depending on how much is there. \`npm run scale\` writes this page: Node ${node}, ${processors} processors, medians of ${runs} runs.

An event costs the same however much waits, so these curves have to be flat: no point may cost more than ${MOST} times the first one. ${flat} of
${measured.length} are. The first figure of a point is the processor time that the whole process of the host used for one message (one join, or what one
watcher adds to one message); the bar draws it. The ratio is to the first point, and the ratio is what counts: the machine affects both sides of it. The last
figure is time that passed for one message, the client's own share included. A message is 64 bytes at QoS 1, acknowledged, and received where
there is a subscriber. Every point has a host of its own with one room; the points of an axis take turns, after two runs that only warm up.

For *joins* the bytes and ms of the first frame and of the whole welcome are given as well; the welcome counts as whole once nothing has come for
200 ms. The ratio of a join is to a room of 5,000 events: up to there a room is still filling with what it remembers.

${blocks.join("\n")}`;
}
