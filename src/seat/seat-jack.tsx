import { ICONS } from "#kit/icons.ts";
import type { Step } from "#script/step.ts";
import type { Jack, JackLook } from "./jack.ts";
import { useSettled } from "./use-settled.ts";
import "./seat-jack.css";

/** Ms for which a verb must have stood: a second tap that comes sooner is meant for the verb before, which stood in the same place. */
const TWICE_MS = 500;

/** The one big verb: its words are the verb and the packet that it sends. */
export function SeatJack({ jack: { verb, says, look, plugged, step, refuses }, onPress }: { jack: Jack; onPress: (step: Step) => void }) {
	const isFresh = useSettled(verb, TWICE_MS) !== verb;
	const now = isFresh ? null : step;
	return (
		<button
			type="button"
			className="seat-jack"
			data-look={look}
			aria-disabled={now === null || undefined}
			title={refuses}
			onClick={() => now !== null && onPress(now)}
		>
			<Cable look={look} plugged={plugged} />
			<span className="seat-jack-words">
				{verb}
				<small>{says}</small>
			</span>
		</button>
	);
}

/** Left of everything that is seen: the cable comes in from the edge. */
const EDGE = -400;
const UP = 84;
const DOWN = 104;

/** The cable and the socket. In the coordinates of a jack 354 wide and 124 high; a wider one shows more of the cable. */
function Cable({ look, plugged }: { look: JackLook; plugged: boolean }) {
	const in_ = plugged && look !== "cut";
	const end = in_ ? 270 : 130;
	return (
		<svg viewBox="0 0 354 124" preserveAspectRatio="xMaxYMax meet" aria-hidden="true">
			<g className="seat-jack-socket">
				<rect x="286" y="70" width="46" height="48" rx="5" />
				{!in_ && look !== "cut" && (
					<>
						<circle cx="298" cy={UP} r="4.4" />
						<circle cx="298" cy={DOWN} r="4.4" />
					</>
				)}
			</g>
			{look === "cut" ? (
				<g className="seat-jack-cable">
					<path d={`M${EDGE} ${UP}H112l7-9 1 10 6-3M${EDGE} ${DOWN}H108l8 10 1-11 8 4`} />
					<path d={`M268 ${UP}H188l-7 9-2-9-6 2M268 ${DOWN}H184l-6-8-3 10-6-2`} />
					<Plug x={267} />
					<path d={ICONS.scissors} transform="translate(138 82) scale(1.5)" strokeWidth={1.4} />
				</g>
			) : (
				<g className="seat-jack-cable">
					<path d={`M${EDGE} ${UP}H${end}M${EDGE} ${DOWN}H${end}`} strokeDasharray={look === "going" ? "9 6" : undefined} />
					<Plug x={in_ ? 267 : 128} />
				</g>
			)}
			{look === "on" && (
				<path className="seat-jack-ways" d={`${way(70, UP, 1)}${way(210, UP, 1)}${way(110, DOWN, -1)}${way(180, DOWN, -1)}`} />
			)}
		</svg>
	);
}

function Plug({ x }: { x: number }) {
	return (
		<>
			<rect x={x} y="72" width="18" height="44" rx="3" />
			<path className="seat-jack-pins" d={`M${x + 19} ${UP}h11M${x + 19} ${DOWN}h11`} />
		</>
	);
}

/** An arrow head. */
function way(x: number, y: number, to: 1 | -1): string {
	return `M${x - 4 * to} ${y - 4.5}L${x + 3 * to} ${y}L${x - 4 * to} ${y + 4.5}`;
}
