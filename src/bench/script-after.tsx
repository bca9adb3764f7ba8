import { useStore } from "zustand";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import { Menu } from "#kit/menu.tsx";
import type { Outcome } from "#lab/setup.ts";
import { oneChangeFrom } from "#script/one-change.ts";
import { usePlayground } from "#script/playground.ts";
import type { Script, SeedTest } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { cellOf } from "#trial/combination.ts";
import { WordsIn } from "#words/words-in.tsx";
import "#kit/button.css";

/** Does it, and tells what stopped it. */
export type RunAndTell = (what: () => Promise<Outcome>) => Promise<void>;

/** Where to go from a script that has come to its end. */
export function ScriptAfter({ script, run }: { script: Script; run: RunAndTell }) {
	const { script: store } = usePlayground();
	const room = useStore(usePlayground().drawn, (now) => now.room);
	const { role } = script;
	if (isSeedTest(script)) return <AfterTest test={script} room={room} run={run} />;
	return (
		<>
			{role.kind === "cell" && <ToMatrix room={room} cell={role.cell} says="Back to the matrix" />}
			<Button size="small" icon="refresh" onClick={() => void run(() => store.load(script))}>
				Again
			</Button>
		</>
	);
}

/** What was watched is the occasion to think ahead: what will the next one bring, and what if one switch were turned? */
function AfterTest({ test, room, run }: { test: SeedTest; room: string; run: RunAndTell }) {
	const { script: store } = usePlayground();
	const changes = oneChangeFrom(test);
	const next = TESTS[TESTS.findIndex(({ id }) => id === test.id) + 1];
	const play = async (changed: Script): Promise<Outcome> => {
		const laid = await store.load(changed);
		return laid.ok ? store.play() : laid;
	};
	return (
		<>
			{next !== undefined && (
				<a className="button small primary" href={`/r/${room}/lessons/${next.id}`}>
					Predict {next.title}
				</a>
			)}
			<Menu
				align="end"
				entries={[
					...changes.map(({ says, test: changed }) => ({
						key: changed.id,
						label: `With ${says}`,
						hint: changed.title,
						onSelect: () => void run(() => play(changed)),
					})),
					{ key: "again", label: "Once more, unchanged", apart: true, icon: "refresh", onSelect: () => void run(() => store.load(test)) },
				]}
				foot={<WordsIn where="Words here" texts={changes.flatMap(({ says, test: { title } }) => [says, title])} />}
			>
				Change one thing
				<Icon n="down" s={13} />
			</Menu>
			<ToMatrix room={room} cell={cellOf(test.settings)} says="Its matrix cell" />
		</>
	);
}

function ToMatrix({ room, cell, says }: { room: string; cell: string; says: string }) {
	return (
		<a className="button small" href={`/r/${room}/matrix#${cell}`}>
			{says}
		</a>
	);
}

function isSeedTest(script: Script): script is SeedTest {
	return script.settings !== undefined && script.expects !== null;
}
