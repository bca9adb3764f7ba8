import type { ClassTold } from "#contract/class.ts";
import { Unbroken } from "./unbroken.tsx";
import "./screen-bar.css";

type ScreenBarProps = {
	readonly told: ClassTold;
	readonly name: string;
	readonly what: string;
	readonly code: string;
	/** The moment that is looked back at; null: what happens now. */
	readonly moment: string | null;
	/** Whether the page has lost the room. */
	readonly lost: boolean;
};

/** What everybody can find at any time: the stage, how many are here, and how to come in. */
export function ScreenBar({ told, name, what, code, moment, lost }: ScreenBarProps) {
	return (
		<header className="screen-bar">
			<BrandMark w={58} />
			<h1>{name}</h1>
			{told.frozen && <p className="screen-bar-hands">Hands off</p>}
			{moment !== null && <p className="screen-bar-moment">Looking back at {moment}</p>}
			{lost && <p className="screen-bar-moment">Line lost, trying again</p>}
			<p className="screen-bar-what" data-task={what === told.task?.says}>
				<Unbroken>{what}</Unbroken>
			</p>
			<p className="screen-bar-here">
				<b>{told.here}</b> of {told.taken} here
			</p>
			<p className="screen-bar-address">{bareAddress(told.address)}</p>
			<p className="screen-bar-code">{code}</p>
		</header>
	);
}

/** As somebody types it. */
export function bareAddress(address: string): string {
	return address.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

export function BrandMark({ w }: { w: number }) {
	return (
		<svg className="screen-bar-brand" width={w} height={(w * 18) / 34} viewBox="0 0 34 18" aria-hidden="true">
			<path d="M0 9H34" stroke="var(--ink)" strokeWidth={2.4} />
			<path d="M6 9A11.8 11.8 0 0 1 28 9A11.8 11.8 0 0 1 6 9Z" fill="var(--ink)" />
		</svg>
	);
}
