import { PAINT, type PuckFate } from "#kit/fate.ts";
import { Puck } from "#kit/puck.tsx";
import { type PuckQos, puckWidth } from "#kit/shape.ts";
import { labelSize } from "./label-size.ts";
import "./big-puck.css";

type BigPuckProps = {
	readonly qos: PuckQos;
	readonly fate: PuckFate;
	/** m3, r1. */
	readonly label?: string;
	/** Height in px. */
	readonly h: number;
	readonly retain?: boolean;
	readonly dup?: boolean;
	readonly held?: boolean;
	readonly selected?: boolean;
};

/** A puck whose label is read from the back of a room: 32 px high at least, as wide as the puck allows. */
export function BigPuck({ qos, fate, label = "", h, ...marks }: BigPuckProps) {
	const w = puckWidth(qos, h);
	return (
		<span className="big-puck" style={{ width: w, height: h }} aria-hidden="true">
			<Puck qos={qos} fate={fate} h={h} {...marks} />
			{label !== "" && (
				<svg className="big-puck-label" width={w} height={h} data-fate={fate} aria-hidden="true">
					<text x={w / 2} y={h / 2} dy=".355em" fontSize={labelSize(qos, label, h)} fill={PAINT[fate].text}>
						{label}
					</text>
				</svg>
			)}
		</span>
	);
}
