import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { Sheet } from "#kit/sheet.tsx";
import { RULE_GROUPS, SECTIONS } from "#rules/groups.ts";
import { openRulesSeen, type RulesSeen, type Seen } from "#rules/rules-seen.ts";
import { usePlayground } from "#script/playground.ts";
import { RulesGroup } from "./rules-group.tsx";
import { browserStorage, countOf } from "./rules-text.ts";
import "./rules-screen.css";

/** The statements of the standard that this browser has seen exercised, in any room, each with the moment at which it first happened. */
export function RulesScreen({ room }: { room: string }) {
	const { room: store } = usePlayground();
	const [rules, setRules] = useState<RulesSeen | null>(null);
	useEffect(() => {
		// This is the very collector that the shell has opened with the room, or will open: the last close ends it.
		const opened = openRulesSeen({ storage: browserStorage(), room: store });
		setRules(opened);
		return () => opened.close();
	}, [store]);
	return rules === null ? null : <Rules room={room} rules={rules} />;
}

function Rules({ room, rules }: { room: string; rules: RulesSeen }) {
	const { seen } = useStore(rules);
	const all = countOf(RULE_GROUPS, seen);
	const sections = countOf([SECTIONS], seen);
	return (
		<div className="rules-screen">
			<title>{`Rules seen · ${room.toUpperCase()} · Slow Wire`}</title>
			<header className="rules-screen-head">
				<div>
					<h1>Rules you have seen happen</h1>
					<p>
						Statements of MQTT 3.1.1, in our words, each with the moment at which this browser first saw it happen. Only what an event shows
						by itself is counted.
					</p>
				</div>
				<p className="rules-screen-count">
					<b>
						{all.seen} of {all.of}
					</b>
					<span>
						and {sections.seen} of {sections.of} texts without an id
					</span>
				</p>
			</header>
			{[...RULE_GROUPS, SECTIONS].map((group) => (
				<RulesGroup key={group.title} group={group} seen={seen} room={room} />
			))}
			<Reset seen={seen} reset={rules.reset} />
		</div>
	);
}

function Reset({ seen, reset }: { seen: Seen; reset: () => void }) {
	const [asks, setAsks] = useState(false);
	const count = Object.keys(seen).length;
	return (
		<footer className="rules-screen-foot">
			<p>Kept in this browser, for all rooms.</p>
			<Button size="small" disabled={count === 0 ? "Nothing has been seen yet" : undefined} onClick={() => setAsks(true)}>
				Forget them all
			</Button>
			<Sheet open={asks} onClose={() => setAsks(false)} title="Forget what has been seen?">
				<p className="rules-screen-asks">
					{many(count, "rule")}, with {count === 1 ? "its moment, is" : "their moments, are"} forgotten in this browser. What happens from
					now on is counted again.
				</p>
				<div className="rules-screen-buttons">
					<Button
						look="primary"
						onClick={() => {
							reset();
							setAsks(false);
						}}
					>
						Forget them all
					</Button>
					<Button data-first onClick={() => setAsks(false)}>
						Keep them
					</Button>
				</div>
			</Sheet>
		</footer>
	);
}
