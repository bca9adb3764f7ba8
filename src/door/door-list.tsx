import { type ReactNode, useState } from "react";
import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { CopyAll } from "#kit/copy-all.tsx";
import type { AtDoor } from "#model/world.ts";
import { DoorRow } from "./door-row.tsx";
import { doorText } from "./door-text.ts";
import { useDoor } from "./use-door.ts";
import "./door-list.css";

const HEADS = ["When", "Client id, from", "User name", "Level", "First bytes", "Why, and what to do"] as const;

/** The clients that stood at the door of this room and were not let in, the newest first. heading: the tabs of the panel. */
export function DoorList({ heading, onEmpty }: { heading: ReactNode; onEmpty: () => void }) {
	const { visitors, unlisted, empty } = useDoor();
	const [open, setOpen] = useState<number | null>(null);
	return (
		<section className="door-list" aria-label="Door">
			<header className="door-list-head">
				{heading}
				<p>{headText(visitors, unlisted)}</p>
				<CopyAll text={() => doorText(visitors)} />
				<Button
					size="small"
					title="For this page only; on other pages the list stays."
					onClick={() => {
						empty();
						onEmpty();
					}}
				>
					Empty the list
				</Button>
			</header>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region that the keyboard has to reach */}
			<section className="door-list-scroll" aria-label="Visitors at the door" tabIndex={0}>
				<table className="door-list-table">
					<thead>
						<tr>
							{HEADS.map((head) => (
								<th key={head} scope="col">
									{head}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{visitors.map((visitor) => (
							<DoorRow
								key={visitor.seq}
								visitor={visitor}
								heads={HEADS}
								open={open === visitor.seq}
								onToggle={() => setOpen(open === visitor.seq ? null : visitor.seq)}
							/>
						))}
					</tbody>
				</table>
			</section>
		</section>
	);
}

function headText(visitors: readonly AtDoor[], unlisted: number): string {
	const has = (what: AtDoor["outcome"]) => visitors.some(({ outcome }) => outcome === what);
	const led = `refused here${has("lobby") ? ", or led to the lobby" : ""}${has("ended") ? ", or let in and then closed" : ""}`;
	const more = unlisted === 0 ? "" : ` ${many(unlisted, "earlier visit")} not listed.`;
	return `${led}, newest first.${more}`;
}
