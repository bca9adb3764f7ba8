import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { worldAtCursor } from "#room/cursor.ts";
import type { RoomState } from "#room/room-state.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { duration } from "#story/phrases.ts";
import { wallOf } from "#traffic/wall.ts";
import { saysDelay } from "./delay-words.ts";
import { ExportMenu } from "./export-menu.tsx";
import type { TapeAsk } from "./layout.ts";
import { isSet } from "./match.ts";
import { pictureOf, pictureSpan } from "./picture.ts";
import { svgOf } from "./svg.ts";
import { TapeHead, zoomByKey } from "./tape-head.tsx";
import { TapePaper } from "./tape-paper.tsx";
import { useTape } from "./use-tape.ts";
import "./tape.css";

/** Every packet of the room as a sequence diagram. heading: the tabs of the panel; tools: what else can be done with it. */
export function Tape({ heading, tools }: { heading: ReactNode; tools?: ReactNode }) {
	const tape = useTape();
	const { paper, shown, traffic, matched } = tape;
	const [filtering, setFiltering] = useState(false);
	const says = useCalmly(saysOf);
	const press = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) return;
		if (event.key === "/") setFiltering(true);
		else if (!zoomByKey(paper, event.key)) return;
		event.preventDefault();
		event.stopPropagation();
	};
	const picture = useMemo(() => {
		const within = <Found,>(read: (ask: TapeAsk) => Found | null) => {
			const asks = paper.asks();
			return asks === null ? null : read(asks);
		};
		return {
			span: () => within(pictureSpan),
			svg: () => {
				const [layout, inks] = [within(pictureOf), paper.inks()];
				return layout === null || inks === null ? null : svgOf(layout, inks);
			},
		};
	}, [paper]);
	return (
		<section className="tape" aria-label="Tape" onKeyDown={press}>
			<TapeHead
				heading={heading}
				says={shown.bars === null ? says : `one bar for ${duration(shown.bars)}`}
				traffic={traffic}
				filter={tape.filter}
				setFilter={tape.setFilter}
				matched={isSet(tape.filter) ? matched : null}
				filtering={filtering}
				setFiltering={setFiltering}
				paper={paper}
				scale={shown.scale}
				size={shown.size}
				tools={
					<>
						{tools}
						<ExportMenu traffic={traffic} picture={picture} wallOf={(moment) => wallOf(traffic, moment)} />
					</>
				}
			/>
			<TapePaper tape={tape} />
		</section>
	);
}

/** How long a packet takes, at the moment that is looked at. */
function saysOf(state: RoomState): string {
	return saysDelay(worldAtCursor(state));
}
