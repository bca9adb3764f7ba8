/** Packets that are drawn as one line. left: px along time at which the first of them left; least, most: where that may be drawn. */
export type DrawnLine<Packet> = {
	readonly packets: readonly Packet[];
	readonly left: number;
	readonly least: number;
	readonly most: number;
	/** Only lines of one phase are drawn as one: of those that had ended at the moment that is looked at, or set out later. null: never. */
	readonly phase: string | null;
};
type Placed<Packet> = DrawnLine<Packet> & { readonly drawn: number };

/** Px between two lines of one lane and direction, so that each can be seen; none is drawn farther than this from where it was. */
export const APART = 14;

/**
 * Lines of one lane and direction, in order of leaving: each where it was, or as near to it as the others let it. Where they would have to move
 * farther than they may, those in so little room are drawn as one.
 */
export function placedApart<Packet>(lines: readonly DrawnLine<Packet>[]): readonly Placed<Packet>[] {
	const placed: Placed<Packet>[] = [];
	for (const line of lines) if (!findsRoom(placed, line)) placed.push(bundled(placed, line));
	return placed;
}

/** Puts a line behind the others, which make room for it. Returns whether they could. */
function findsRoom<Packet>(placed: Placed<Packet>[], line: DrawnLine<Packet>): boolean {
	const behind = (placed.at(-1)?.drawn ?? Number.NEGATIVE_INFINITY) + APART;
	const drawn = Math.max(line.least, Math.min(line.most, Math.max(line.left, behind)));
	const moved: [number, number][] = [];
	let room = drawn - APART;
	for (let index = placed.length - 1; index >= 0; index--) {
		const before = placed[index];
		if (before === undefined || before.drawn <= room) break;
		if (before.least > room) return false;
		moved.push([index, room]);
		room -= APART;
	}
	for (const [index, at] of moved) placed[index] = { ...(placed[index] as Placed<Packet>), drawn: at };
	placed.push({ ...line, drawn });
	return true;
}

function bundled<Packet>(placed: Placed<Packet>[], line: DrawnLine<Packet>): Placed<Packet> {
	let one = line;
	for (let last = placed.at(-1); last !== undefined; last = placed.at(-1)) {
		if (line.phase === null || last.phase !== line.phase || last.left < line.left - 2 * APART) break;
		placed.pop();
		one = { ...last, packets: [...last.packets, ...one.packets], most: Math.min(last.most, line.most + last.left - line.left) };
	}
	const behind = (placed.at(-1)?.drawn ?? Number.NEGATIVE_INFINITY) + APART;
	return { ...one, drawn: Math.max(one.least, Math.min(one.most, Math.max(one.left, behind))) };
}
