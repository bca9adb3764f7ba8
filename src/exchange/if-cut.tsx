import { useMemo } from "react";
import type { Message, World } from "#model/world.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { useTraffic } from "#script/use-traffic.ts";
import { sayNoWire, sayPublisherCut, saySubscriberCut } from "#story/exchange/say-if-cut.ts";
import { timeText } from "#story/phrases.ts";
import { ifPublisherCut, ifSubscriberCut } from "#traffic/if-cut.ts";
import { settledSeq } from "#traffic/settled.ts";
import "./if-cut.css";

type IfCutProps = { readonly world: World; readonly message: Message; readonly subscriber: string | null };

/** One sentence for each wire: what becomes of the message if that wire is cut at this moment. */
export function IfCut({ world, message: known, subscriber }: IfCutProps) {
	const at = useCalmly(({ cursor }) => (cursor.at === "live" ? null : cursor.time));
	const { message, publisher, kind } = known;
	const history = useCalmly((state) => (state.cursor.at === "live" ? null : state.history));
	const traffic = useTraffic();
	const { up, down } = useMemo(() => {
		// At the end nothing is known yet of what follows by itself.
		const settled = (away: string) => history?.at(settledSeq({ history, traffic }, world.seq, message, away)) ?? world;
		return {
			up: ifPublisherCut(settled(publisher), message),
			down: subscriber === null ? null : ifSubscriberCut(settled(subscriber), message, subscriber),
		};
	}, [history, traffic, world, message, publisher, subscriber]);
	const copies = subscriber === null ? 0 : (world.copies[message]?.[subscriber] ?? 0);
	const told = { message, publisher, copies };
	const when = at === null ? "now" : `at ${timeText(at)}`;
	return (
		<div className="if-cut">
			{kind !== "will" && (
				<Sentence
					head={`If ${publisher}’s wire is cut ${when}`}
					says={up === null ? sayNoWire(publisher) : sayPublisherCut(up, { ...told, subscriber })}
				/>
			)}
			{subscriber !== null && (
				<Sentence
					head={subscriber === publisher ? "The same wire, from the broker" : `If ${subscriber}’s wire is cut ${when}`}
					says={down === null ? sayNoWire(subscriber) : saySubscriberCut(down, { ...told, subscriber })}
				/>
			)}
		</div>
	);
}

function Sentence({ head, says }: { head: string; says: string }) {
	return (
		<p>
			<b>{head}</b> {says}
		</p>
	);
}
