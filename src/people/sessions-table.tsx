import { useCallback, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { SeatTold } from "#contract/class.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import { Icon } from "#kit/icon.tsx";
import { Menu } from "#kit/menu.tsx";
import { Segmented } from "#kit/segmented.tsx";
import { usePlayground, useWorld } from "#script/playground.ts";
import { FollowedSession } from "./followed-session.tsx";
import { SessionRowView } from "./session-row-view.tsx";
import {
	type BarScale,
	barScale,
	countRows,
	type SessionOrder,
	type SessionRow,
	type SessionSums,
	type SessionsShown,
	sessionRows,
	shownRows,
	sumRows,
} from "./session-rows.ts";
import { Skyline } from "./skyline.tsx";
import { skylinePaths } from "./skyline-paths.ts";
import "./sessions-table.css";

const NO_SEATS: ReadonlyMap<number, SeatTold> = new Map();
const ORDERS: Readonly<Record<SessionOrder, string>> = {
	queue: "Longest queue first",
	highest: "Highest mark first",
	dropped: "Most dropped first",
	client: "By client id",
};

type SessionsTableProps = {
	/** Back to the stage. Not there: whoever shows the table has a way back of its own. */
	onStage?: (() => void) | undefined;
	/** Whether somebody has opened it, so that Esc closes it. */
	isOpened: boolean;
	/** Shows the log of one client alone. */
	onLog?: ((client: string) => void) | undefined;
};

/** Up to 200 clients in place of the stage: all queues at a glance, and a table that opens on those that need somebody. */
export function SessionsTable({ onStage, isOpened, onLog }: SessionsTableProps) {
	const { room } = usePlayground();
	const world = useWorld((now) => now);
	const seen = useStore(room, (state) => state.class);
	const [shown, setShown] = useState<SessionsShown>("either");
	const [sought, setSought] = useState("");
	const [order, setOrder] = useState<SessionOrder>("queue");
	const [chosen, follow] = useState<string | null>(null);
	const rows = useMemo(() => sessionRows(world, seen?.seats ?? NO_SEATS), [world, seen]);
	const listed = shownRows(rows, shown, sought, order);
	// Whoever has not chosen looks at the first, which needs somebody most.
	const followed = rows.find(({ client }) => client === chosen) ?? listed[0] ?? rows[0];
	const scale = barScale(rows, world);
	const send = useCallback(
		(command: ClassCommand) =>
			void room.sendClass(command).then((outcome) => {
				if (!outcome.ok) room.notice(outcome.says);
			}),
		[room],
	);
	return (
		<div className="sessions-table" data-escape={isOpened ? "" : undefined}>
			<section className="sessions-table-main" aria-label="Sessions">
				<Head rows={rows} onStage={onStage} />
				<Skyline {...skylinePaths(rows, scale, followed?.client ?? null)} clients={rows.length} says={sayScale(scale)} />
				<div className="sessions-table-filter">
					<Filter counts={countRows(rows)} shown={shown} onShow={setShown} />
					<Field label="Find" hideLabel type="search" placeholder="Client id or topic filter" value={sought} onChange={setSought} />
					<Menu
						entries={(Object.keys(ORDERS) as SessionOrder[]).map((one) => ({
							key: one,
							label: ORDERS[one],
							onSelect: () => setOrder(one),
						}))}
					>
						{ORDERS[order]}
						<Icon n="down" s={13} />
					</Menu>
					<p role="status">
						{listed.length} of {rows.length} shown
					</p>
				</div>
				<Rows rows={listed} top={scale.top} followed={followed?.client ?? null} follow={follow} />
			</section>
			{followed !== undefined && (
				<FollowedSession
					row={followed}
					session={world.sessions[followed.client]}
					fallen={(world.sessions[followed.client] ?? world.gone[followed.client])?.fallen ?? []}
					settings={world.settings}
					spotlight={seen?.you.role === "host" ? seen.told.spotlight : null}
					send={send}
					onLog={onLog}
				/>
			)}
		</div>
	);
}

function sayScale({ top, limit }: BarScale): string {
	if (limit === null) return `${top}, no limit`;
	return limit === top ? `limit ${limit.toLocaleString("en")}` : `${top.toLocaleString("en")}; limit ${limit.toLocaleString("en")}`;
}

function Head({ rows, onStage }: { rows: readonly SessionRow[]; onStage: (() => void) | undefined }) {
	const without = rows.filter(({ session }) => session === "none").length;
	const has = rows.length - without;
	return (
		<header className="sessions-table-head">
			<h2>{many(rows.length, "client")}</h2>
			<p>
				{has === 1 ? "1 has a session" : `${has} have a session`}
				{without > 0 && `, ${without} without one`}
			</p>
			<Equation {...sumRows(rows)} />
			{onStage !== undefined && <Button onClick={onStage}>To the stage</Button>}
		</header>
	);
}

function Equation({ clients, idle, waiting, onlyDropped }: SessionSums) {
	const terms = [
		[clients, "clients"],
		[idle, "nothing waits"],
		[waiting, "waiting"],
		[onlyDropped, "only dropped"],
	] as const;
	return (
		<p className="sessions-table-sum">
			{terms.map(([count, word], at) => (
				<span key={word} data-sign={["", "=", "+", "+"][at]}>
					{count}
					<small>{word}</small>
				</span>
			))}
		</p>
	);
}

type FilterProps = { counts: Readonly<Record<SessionsShown, number>>; shown: SessionsShown; onShow: (shown: SessionsShown) => void };

function Filter({ counts, shown, onShow }: FilterProps) {
	return (
		<Segmented
			label="Show"
			compact
			value={shown}
			onChange={onShow}
			choices={[
				{ value: "all", label: `All ${counts.all}` },
				{ value: "waiting", label: `Waiting ${counts.waiting}` },
				{ value: "dropped", label: `Dropped ${counts.dropped}` },
				{ value: "either", label: `Waiting or dropped ${counts.either}` },
			]}
		/>
	);
}

type RowsProps = { rows: readonly SessionRow[]; top: number; followed: string | null; follow: (client: string) => void };

function Rows({ rows, top, followed, follow }: RowsProps) {
	return (
		<div className="sessions-table-rows">
			<table>
				<thead>
					<tr>
						<th scope="col">Session</th>
						<th scope="col">Client</th>
						<th scope="col">Filter</th>
						<th scope="col">Queue, mark = highest</th>
						<th scope="col">Now</th>
						<th scope="col">Highest</th>
						<th scope="col">In flight</th>
						<th scope="col">Delivered</th>
						<th scope="col">Dropped</th>
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<SessionRowView key={row.client} row={row} top={top} followed={row.client === followed} onFollow={follow} />
					))}
				</tbody>
			</table>
			{rows.length === 0 && <p className="sessions-table-none">Nothing waits and nothing was dropped, or nobody is called that.</p>}
		</div>
	);
}
