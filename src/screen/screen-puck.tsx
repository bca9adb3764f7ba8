import { BigPuck } from "#crowd/big-puck.tsx";
import type { Movers } from "#crowd/movers.ts";
import type { LanePuck } from "#crowd/under-way.ts";
import { useRiding } from "#crowd/use-riding.ts";
import { PacketMark } from "#kit/packet-mark.tsx";
import { MARK, PUCK } from "./lanes.ts";
import "./screen-puck.css";

type Ends = { readonly x: number; readonly y: number };
type ScreenPuckProps = {
	readonly puck: LanePuck;
	readonly from: Ends;
	readonly to: Ends;
	readonly movers: Movers;
	/** For how many it stands, or for whom; null: neither has to be said. */
	readonly plate: string | null;
	/** On which side of the puck the plate is. */
	readonly plateAt: "above" | "below";
	readonly held: boolean;
	readonly selected: boolean;
};

/** What is under way, where it is: React draws it once, and the one loop of the stage moves it. */
export function ScreenPuck({ puck, from, to, movers, plate, plateAt, held, selected }: ScreenPuckProps) {
	const { lead, mark } = puck;
	const element = useRiding<HTMLSpanElement>(movers, lead, { from, to });
	return (
		<span ref={element} className="screen-puck" data-packet={lead.packet} aria-hidden="true">
			{mark.type === "PUBLISH" ? (
				<BigPuck
					qos={mark.qos}
					fate="flight"
					label={puck.message ?? ""}
					h={PUCK}
					retain={mark.retain}
					dup={mark.dup}
					held={held}
					selected={selected}
				/>
			) : (
				<PacketMark type={mark.type} dir={to.x > from.x ? "right" : "left"} h={MARK} />
			)}
			{plate !== null && (
				<b className="screen-puck-plate" data-at={plateAt}>
					{plate}
				</b>
			)}
		</span>
	);
}
