import { type KeyboardEvent, useEffect, useRef } from "react";
import "./panel-tabs.css";

type Tab<T extends string> = {
	readonly name: T;
	readonly word: string;
	/** How much there is; not there: that is not counted. */
	readonly count?: number;
};

type PanelTabsProps<T extends string> = {
	/** What the tabs are of. */
	label: string;
	tabs: readonly Tab<T>[];
	chosen: T;
	/** Id of the element that shows what is chosen. */
	controls: string;
	onChoose: (name: T) => void;
	/** Whether the tabs were drawn anew because one of them was chosen: the chosen one has the focus again. */
	takesFocus: boolean;
};

/** What a panel shows, one of several. The arrow keys go from tab to tab. */
export function PanelTabs<T extends string>({ label, tabs, chosen, controls, onChoose, takesFocus }: PanelTabsProps<T>) {
	const box = useRef<HTMLDivElement>(null);
	const takes = useRef(takesFocus);
	useEffect(() => {
		// The tabs may have loaded late: if the focus has moved elsewhere in the meantime, it stays there.
		const isFree = document.activeElement === null || document.activeElement === document.body;
		if (takes.current && isFree) box.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
	}, []);
	const go = (event: KeyboardEvent) => {
		const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
		const at = tabs.findIndex(({ name }) => name === chosen) + by;
		const next = tabs[(at + tabs.length) % tabs.length];
		if (by === 0 || next === undefined) return;
		event.preventDefault();
		onChoose(next.name);
	};
	return (
		<div className="panel-tabs" role="tablist" aria-label={label} ref={box} onKeyDown={go}>
			{tabs.map(({ name, word, count }) => (
				<button
					key={name}
					type="button"
					role="tab"
					aria-selected={name === chosen}
					aria-controls={controls}
					tabIndex={name === chosen ? 0 : -1}
					onClick={() => onChoose(name)}
				>
					{word} {count !== undefined && <span className="panel-tabs-count">{count}</span>}
				</button>
			))}
		</div>
	);
}
