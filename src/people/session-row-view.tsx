import { memo } from "react";
import { LAMP_WORDS } from "#crowd/place.ts";
import { StateLamp } from "#crowd/state-lamp.tsx";
import { Icon } from "#kit/icon.tsx";
import { rowName, type SessionRow } from "./session-rows.ts";
import "./session-row-view.css";

type SessionRowViewProps = {
	row: SessionRow;
	/** How many messages a full bar stands for. */
	top: number;
	followed: boolean;
	onFollow: (client: string) => void;
};

/** One of up to 200 rows: drawn again only when what it shows has changed, though each event makes every row anew. */
export const SessionRowView = memo(
	function SessionRowView({ row, top, followed, onFollow }: SessionRowViewProps) {
		const { client, session, lamp, filter, more, queued, highest, inflight, delivered, dropped, why } = row;
		const share = (count: number) => `${(Math.min(count, top) / top) * 100}%`;
		return (
			<tr className="session-row-view" data-followed={followed}>
				<th scope="row">
					<button type="button" aria-pressed={followed} title={rowName(row)} onClick={() => onFollow(client)}>
						<i className="session-row-view-floor" data-session={session} aria-hidden="true" />
						<span className="sr">{session === "none" ? "no session" : `${session} session`} </span>
						<span>{rowName(row)}</span>
					</button>
				</th>
				<td>
					<span className="session-row-view-lamp">
						<StateLamp lamp={lamp} s={14} />
						{LAMP_WORDS[lamp]}
					</span>
				</td>
				<td className="session-row-view-filter wire" title={filter}>
					{filter}
					{more > 0 && <small> +{more}</small>}
				</td>
				<td>
					<span className="session-row-view-bar" aria-hidden="true">
						{queued > 0 && <i style={{ width: share(queued) }} />}
						{highest > 0 && <u style={{ left: `calc(${share(highest)} - 2px)` }} />}
					</span>
				</td>
				<td className="session-row-view-number">
					<b>{queued}</b>
				</td>
				<td className="session-row-view-number">{highest}</td>
				<td className="session-row-view-number">{inflight}</td>
				<td className="session-row-view-number">{delivered.toLocaleString("en")}</td>
				<td className="session-row-view-dropped">
					{dropped === 0 ? (
						"0"
					) : (
						<span title={why}>
							<Icon n="cross" s={13} />
							<b>{dropped.toLocaleString("en")}</b>
							<small>{why}</small>
						</span>
					)}
				</td>
			</tr>
		);
	},
	(before, after) =>
		before.top === after.top && before.followed === after.followed && before.onFollow === after.onFollow && isSame(before.row, after.row),
);

function isSame(one: SessionRow, other: SessionRow): boolean {
	return one === other || (Object.keys(one) as (keyof SessionRow)[]).every((key) => one[key] === other[key]);
}
