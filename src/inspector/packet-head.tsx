import { useStore } from "zustand";
import { Button } from "#kit/button.tsx";
import { FATES } from "#kit/fate.ts";
import { shortWords } from "#kit/legible.ts";
import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import type { World } from "#model/world.ts";
import { seqAtCursor } from "#room/cursor.ts";
import { letGoStep, sayLetGo, whyNotLetGo } from "#script/let-go-step.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { useTraffic } from "#script/use-traffic.ts";
import { routeInWords } from "#story/packet-line.ts";
import { standOfPublish } from "#traffic/stand.ts";
import type { TapePacket } from "#traffic/traffic.ts";
import { Word } from "#words/word.tsx";
import { shorthand } from "./shorthand.ts";
import { type PacketStanding, standingText } from "./standing.ts";
import "./packet-head.css";

/** Which packet it is, where it is, and what can be done to it while it is under way. */
export function PacketHead({ packet, standing }: { packet: TapePacket; standing: PacketStanding }) {
	const { fields } = packet;
	const short = fields === null ? "" : shorthand(fields);
	return (
		<header className="packet-head">
			<div className="packet-head-what">
				<span className="packet-head-mark">
					<Mark packet={packet} />
				</span>
				<div>
					<h3>
						{fields === null ? (
							"Not MQTT as it should be"
						) : (
							<Word of={fields.type.toLowerCase() as Lowercase<typeof fields.type>}>{fields.type}</Word>
						)}
						{short !== "" && <span>{short}</span>}
					</h3>
					<p>{shortWords(`${routeInWords(packet.direction, packet.clientId)}, ${standingText(packet, standing)}`)}</p>
				</div>
			</div>
			{standing.is === "under way" && <Acts packet={packet} />}
		</header>
	);
}

const theWorld = (world: World) => world;

/** Its message has the colour here that it has in the ledger. */
function Mark({ packet }: { packet: TapePacket }) {
	const { fields, direction } = packet;
	const { read } = usePlayground();
	const traffic = useTraffic();
	const worlds = { shown: useWorld(theWorld), now: useStore(read, ({ live }) => live) };
	const stand = standOfPublish(packet, { traffic, seq: useCalmly(seqAtCursor), worlds });
	if (fields === null) return null;
	if (fields.type !== "PUBLISH") return <PacketMark type={fields.type} dir={direction === "up" ? "right" : "left"} h={26} />;
	return <Puck qos={fields.qos} label={fields.message} fate={FATES[stand ?? "none"].puck} h={30} retain={fields.retain} />;
}

/** Only on a packet that is under way now: the past cannot be acted on. */
function Acts({ packet }: { packet: TapePacket }) {
	const { perform, room } = usePlayground();
	const isUnderWay = useWorld((world) => world.packets[packet.packet] !== undefined);
	const why = useWorld((world) => whyNotLetGo(packet, world));
	const comes = useWorld((world) => sayLetGo(packet, packet.clientId, world));
	const isLive = useStore(room, ({ cursor, link }) => cursor.at === "live" && link.state !== "recorded");
	if (!isUnderWay || !isLive) return null;
	const { clientId } = packet;
	return (
		<div className="packet-head-acts">
			<Button
				size="small"
				icon="arrow"
				title={comes}
				disabled={why}
				onClick={() => void perform(letGoStep(packet, clientId, room.getState().live))}
			>
				Let it go
			</Button>
			<Button
				size="small"
				icon="scissors"
				title="This packet and everything on this connection is lost"
				disabled={clientId === null ? "Its client has not said who it is" : undefined}
				onClick={() => {
					if (clientId !== null) void perform({ do: "cut", client: clientId, connection: packet.connection });
				}}
			>
				Cut here
			</Button>
		</div>
	);
}
