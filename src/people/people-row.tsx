import { memo } from "react";
import type { SeatTold } from "#contract/class.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import { type CrowdLamp, LAMP_WORDS } from "#crowd/place.ts";
import { StateLamp } from "#crowd/state-lamp.tsx";
import { Button } from "#kit/button.tsx";
import { BenchSteps } from "./bench-steps.tsx";
import { seatName } from "./people-list.ts";
import "./people-row.css";

type PeopleRowProps = {
	/** The same value as long as the host tells nothing new of it. */
	seat: SeatTold;
	lamp: CrowdLamp;
	/** Seconds in which one press takes its removal back; null: these are over. */
	undo: number | null;
	send: (command: ClassCommand) => void;
};

/** One seat. Each event makes every place in the world anew: a row is drawn again only when what it shows has changed. */
export const PeopleRow = memo(function PeopleRow({ seat, lamp, undo, send }: PeopleRowProps) {
	const { seat: number, presence, hidden } = seat;
	const name = seatName(seat);
	if (presence === "removed") return <Removed seat={seat} undo={undo} send={send} />;
	return (
		<li className="people-row" data-away={presence !== "here"}>
			<b className="people-row-seat">{number}</b>
			<span className="people-row-name" data-quiet={name.quiet} title={name.says}>
				{name.says}
			</span>
			<span className="people-row-lamp">
				<StateLamp lamp={lamp} s={15} />
				{LAMP_WORDS[lamp]}
			</span>
			<BenchSteps progress={seat.progress} />
			<span className="people-row-acts">
				<Button
					size="small"
					aria-label={`${hidden ? "Show" : "Hide"} seat ${number}`}
					onClick={() => send({ type: "class.hide", seat: number, hidden: !hidden })}
				>
					{hidden ? "Show" : "Hide"}
				</Button>
				<Button
					size="small"
					icon="scissors"
					aria-label={`Cut the cable of seat ${number}`}
					disabled={lamp === "connected" || lamp === "not-answering" ? false : "It has no connection that could be cut."}
					onClick={() => send({ type: "class.cut", seat: number })}
				>
					Cut
				</Button>
				<Button size="small" aria-label={`Remove seat ${number}`} onClick={() => send({ type: "class.remove", seat: number })}>
					Remove
				</Button>
			</span>
		</li>
	);
});

/** Removing acts at once. For some seconds it can be taken back; after that, its phone can be let back in. */
function Removed({ seat, undo, send }: Omit<PeopleRowProps, "lamp">) {
	const { seat: number, name, hidden } = seat;
	const who = hidden || name === null ? `Seat ${number}` : name;
	return (
		<li className="people-row" data-removed="true">
			<b className="people-row-seat">{number}</b>
			<span className="people-row-says">{who} is removed. The phone says so.</span>
			{undo === null && (
				<Button
					size="small"
					aria-label={`Free seat ${number}`}
					title="The next phone gets the seat. This one stays out."
					onClick={() => send({ type: "class.free", seat: number })}
				>
					Free the seat
				</Button>
			)}
			<Button
				size="small"
				icon={undo === null ? "phone" : "reset"}
				aria-label={undo === null ? `Let seat ${number} back in` : `Undo: let seat ${number} stay`}
				onClick={() => send({ type: "class.readmit", seat: number })}
			>
				<span className="people-row-undo">{undo === null ? "Let back in" : `Undo, ${undo} s`}</span>
			</Button>
		</li>
	);
}
