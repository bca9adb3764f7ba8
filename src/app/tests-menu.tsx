import { useState } from "react";
import { useStore } from "zustand";
import { Icon } from "#kit/icon.tsx";
import { PHONE, useMedia } from "#kit/media.ts";
import { Menu, type MenuEntry } from "#kit/menu.tsx";
import { inUse } from "#script/in-use.ts";
import { usePlayground } from "#script/playground.ts";
import type { Script, SeedTest } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { WordsIn } from "#words/words-in.tsx";
import { useLate } from "./use-late.ts";
import "./tests-menu.css";

const loadClearRoom = async () => (await import("./clear-room.tsx")).ClearRoom;

/** The five tests, free play, and a fresh start; on a phone also the broker's settings, because the broker's head has no room for them there. */
export function TestsMenu({ showSettings }: { showSettings: () => void }) {
	const phone = useMedia(PHONE);
	const playground = usePlayground();
	const { script: store, room, perform } = playground;
	const loaded = useStore(store, (state) => state.script);
	/** What is done once somebody has agreed that the room is cleared. */
	const [agreed, setAgreed] = useState<(() => void) | null>(null);
	const [ClearRoom, loadAsk] = useLate(loadClearRoom, () => setAgreed(null));
	const ask = (then: () => void) => {
		loadAsk();
		setAgreed(() => then);
	};
	const load = async (script: Script) => {
		const laid = await store.load(script);
		if (!laid.ok) room.notice(laid.says);
	};
	const choose = (script: Script) => {
		const { script: laidOut, state } = store.getState();
		// Going on by hand is a part of the test.
		const use = inUse(playground, laidOut !== null && state === "taken-over");
		if (use === null) void load(script);
		else ask(() => void load(script));
	};
	const entries: MenuEntry[] = [
		...TESTS.map((test) => ({
			key: test.id,
			label: `${test.title}: ${inWords(test)}`,
			hint: inBytes(test),
			onSelect: () => choose(test),
		})),
		{ key: "free", label: "Free play", apart: true, icon: "lab", onSelect: () => store.dismiss() },
		...(phone ? [{ key: "settings", label: "Broker settings", apart: true, icon: "gear", onSelect: showSettings } as const] : []),
		{
			key: "clear",
			label: "Start over (clear the room)",
			apart: true,
			icon: "reset",
			onSelect: () => ask(() => void perform({ do: "clear" })),
		},
	];
	return (
		<>
			<Menu
				entries={entries}
				align="end"
				foot={<WordsIn where="Words here" texts={TESTS.flatMap((test) => [inWords(test), inBytes(test)])} />}
			>
				<span>{loaded?.settings === undefined ? "Tests" : loaded.title}</span>
				{loaded?.settings !== undefined && <span className="tests-menu-words">{inWords(loaded)}</span>}
				<Icon n="down" s={14} />
			</Menu>
			{ClearRoom !== null && <ClearRoom open={agreed !== null} onClose={() => setAgreed(null)} clear={() => agreed?.()} />}
		</>
	);
}

function inWords({ settings }: Script): string {
	if (settings === undefined) return "";
	const kept = settings.cleanSession ? "clean" : "persistent";
	return settings.publishQos === settings.subscribeQos
		? `${kept}, QoS ${settings.publishQos}`
		: `${kept}, QoS ${settings.publishQos} to ${settings.subscribeQos}`;
}

function inBytes({ settings }: SeedTest): string {
	return `clean_session=${settings.cleanSession} pub q${settings.publishQos} sub q${settings.subscribeQos}`;
}
