import { useCallback, useState } from "react";
import { useStore } from "zustand";
import type { SeatTold } from "#contract/class.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import { many } from "#contract/many.ts";
import { placeOfSeat } from "#crowd/place.ts";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { Segmented } from "#kit/segmented.tsx";
import { Switch } from "#kit/switch.tsx";
import { useEscapeCloses } from "#kit/use-escape-closes.ts";
import type { ClassSeen } from "#room/class-seen.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import { type PeopleShown, peopleOf } from "./people-list.ts";
import { PeopleRow } from "./people-row.tsx";
import { useRemovals } from "./use-removals.ts";
import "#kit/button.css";
import "./people-drawer.css";

/** Everybody who has a seat, for whoever leads the class. It lies over the right of the Lab, from the strip down. */
export function PeopleDrawer({ onClose }: { onClose: () => void }) {
	const { room } = usePlayground();
	const seen = useStore(room, (state) => state.class);
	useEscapeCloses(onClose);
	return seen?.you.role === "host" ? <Drawer seen={seen} onClose={onClose} /> : null;
}

function Drawer({ seen, onClose }: { seen: ClassSeen; onClose: () => void }) {
	const { room } = usePlayground();
	const [shown, setShown] = useState<PeopleShown>("all");
	const [sought, setSought] = useState("");
	const { secondsLeft, removed, stays } = useRemovals();
	const people = peopleOf(seen.seats.values(), shown, sought, stays);
	const { counts } = people;
	const all = [...seen.seats.values()];
	const isHidden = all.length > 0 && all.every(({ hidden }) => hidden);
	const send = useCallback(
		(command: ClassCommand) =>
			void room.sendClass(command).then((outcome) => {
				if (!outcome.ok) room.notice(outcome.says);
			}),
		[room],
	);
	const onRow = useRemoving(send, removed);
	const groups = [
		{ title: "Away", seats: people.away },
		{ title: "Here", seats: people.here },
	].filter(({ seats }) => seats.length > 0);
	return (
		<aside className="people-drawer" aria-label="People" data-escape>
			<header>
				<h2>People</h2>
				<p>
					{counts.here} of {counts.all} here
				</p>
				<IconButton label="Close" icon="cross" s={17} onClick={onClose} />
			</header>
			<div className="people-drawer-bar">
				<Segmented
					label="Show"
					compact
					value={shown}
					onChange={setShown}
					choices={[
						{ value: "all", label: `All ${counts.all}` },
						{ value: "here", label: `Here ${counts.here}` },
						{ value: "away", label: `Away ${counts.away}` },
					]}
				/>
				<Field label="Find a seat or a name" hideLabel placeholder="Seat or name" type="search" value={sought} onChange={setSought} />
				<Button
					size="small"
					disabled={all.length === 0 ? "Nobody has a seat yet." : false}
					onClick={() => send({ type: "class.hide", seat: null, hidden: !isHidden })}
				>
					{isHidden ? "Show all names" : "Hide all names"}
				</Button>
			</div>
			<div className="people-drawer-head" aria-hidden="true">
				<span>Seat</span>
				<span>Name</span>
				<span>Client</span>
				<span>Bench</span>
			</div>
			<div className="people-drawer-rows">
				{groups.map(({ title, seats }) => (
					<section key={title} aria-label={title}>
						<h3>{title}</h3>
						<Rows seats={seats} task={seen.told.task} secondsLeft={secondsLeft} send={onRow} />
					</section>
				))}
				{groups.length === 0 && <Nobody isSought={all.length > 0} sought={sought} />}
			</div>
			<footer>
				{seen.told.outcasts > 0 && (
					<div className="people-drawer-outcasts">
						<p>{`Kept out: ${many(seen.told.outcasts, "removed phone")}.`}</p>
						<Button size="small" onClick={() => send({ type: "class.joining", joining: true })}>
							{`Let ${many(seen.told.outcasts, "removed phone")} back in`}
						</Button>
					</div>
				)}
				<p>Names are shown to you and on that seat’s own phone.</p>
				<Switch label="Let new phones in" checked={seen.told.joining} onChange={(joining) => send({ type: "class.joining", joining })} />
				<a className="button small" href={`/handout/all?room=${room.getState().room}`} target="_blank" rel="noreferrer">
					Seat cards
				</a>
			</footer>
		</aside>
	);
}

type RowsProps = {
	seats: readonly SeatTold[];
	task: ClassSeen["told"]["task"];
	secondsLeft: (seat: number) => number | null;
	send: (command: ClassCommand) => void;
};

function Rows({ seats, task, secondsLeft, send }: RowsProps) {
	const world = useWorld((now) => now);
	return (
		<ul>
			{seats.map((seat) => (
				<PeopleRow key={seat.seat} seat={seat} lamp={placeOfSeat(world, seat, task).lamp} undo={secondsLeft(seat.seat)} send={send} />
			))}
		</ul>
	);
}

function Nobody({ isSought, sought }: { isSought: boolean; sought: string }) {
	const says = !isSought
		? "Nobody has a seat yet. The code is under Code."
		: sought.trim() === ""
			? "Nobody."
			: `No seat is called “${sought.trim()}”.`;
	return <p className="people-drawer-nobody">{says}</p>;
}

/** A removal is counted from the press. */
function useRemoving(send: (command: ClassCommand) => void, removed: (seat: number, wasHere: boolean) => void) {
	const { room } = usePlayground();
	return useCallback(
		(command: ClassCommand) => {
			if (command.type === "class.remove") removed(command.seat, room.getState().class?.seats.get(command.seat)?.presence === "here");
			send(command);
		},
		[send, removed, room],
	);
}
