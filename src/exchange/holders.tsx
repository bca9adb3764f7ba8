import { useMemo } from "react";
import { Puck } from "#kit/puck.tsx";
import { fateOf } from "#model/fate-of.ts";
import type { Message, World } from "#model/world.ts";
import { sayBrokerHolds, sayPublisherHolds, saySubscriberHolds } from "#story/exchange/say-holders.ts";
import { type BrokerHolds, holdersOf } from "#traffic/holders.ts";
import "./holders.css";

type HoldersProps = { readonly world: World; readonly message: Message; readonly subscriber: string | null };

/** Who holds a copy of the message now. */
export function Holders({ world, message: known, subscriber }: HoldersProps) {
	const { message, qos } = known;
	const holders = useMemo(() => holdersOf(world, message, subscriber), [world, message, subscriber]);
	const { publisher, broker, subscriber: reader } = holders;
	const keeps = publisher?.keeps.some(({ awaits }) => awaits !== "PUBCOMP") === true;
	const mayCome = reader !== null && ["queued", "inflight"].includes(fateOf(world, message, reader.clientId).fate);
	return (
		<ul className="holders" aria-label={`Who holds a copy of ${message}`}>
			{publisher !== null && (
				<li>
					<Puck qos={qos} label={keeps ? message : ""} fate={keeps ? "outline" : "ghost"} h={20} />
					<span>
						<b>{publisher.clientId}</b> {sayPublisherHolds(publisher, message)}
					</span>
				</li>
			)}
			<li>
				<Puck
					qos={qos}
					label={brokerFate(broker) === "ghost" ? "" : message}
					fate={brokerFate(broker)}
					retain={isRetained(broker)}
					h={20}
				/>
				<span>
					<b>broker</b> {sayBrokerHolds(broker, message)}
				</span>
			</li>
			{reader !== null && (
				<li>
					<Puck qos={qos} label={reader.copies > 0 ? message : ""} fate={reader.copies > 0 ? "delivered" : "ghost"} h={20} />
					<span>
						<b>{reader.clientId}</b> {saySubscriberHolds(reader.copies, mayCome)}
					</span>
				</li>
			)}
		</ul>
	);
}

function brokerFate(holds: readonly BrokerHolds[]): "queued" | "flight" | "outline" | "ghost" {
	if (holds.some(({ as }) => as === "queued")) return "queued";
	if (holds.some((one) => one.as === "in-flight" && one.awaits !== "PUBCOMP")) return "flight";
	return holds.some(({ as }) => as === "retained" || as === "unread" || as === "for-others") ? "outline" : "ghost";
}

function isRetained(holds: readonly BrokerHolds[]): boolean {
	return holds.some(({ as }) => as === "retained");
}
