import { type ReactNode, useMemo, useState } from "react";
import { LIMITS } from "#contract/limits.ts";
import { Button } from "#kit/button.tsx";
import { anatomyOf } from "#mqtt/anatomy.ts";
import { type Dialect, dialectOf } from "#mqtt/version.ts";
import type { PacketBytes as Kept } from "#room/room-state.ts";
import { asSentence } from "#story/phrases.ts";
import type { TapePacket, Traffic } from "#traffic/traffic.ts";
import { sayNotHere } from "./ask-for-bytes.ts";
import { BenchLink } from "./bench-link.tsx";
import { cellsOf } from "./cells.ts";
import { faultOf, sayUnread } from "./fault-of.ts";
import { FieldTable } from "./field-table.tsx";
import { PacketBits } from "./packet-bits.tsx";
import { PacketBytes } from "./packet-bytes.tsx";
import { PacketMeaning } from "./packet-meaning.tsx";
import { count, PayloadView } from "./payload-view.tsx";
import { purposeOf } from "./purpose.ts";
import { rowsOf, rowsOfFields } from "./rows.ts";
import { partOf } from "./set-by.ts";
import { useBytes } from "./use-bytes.ts";
import { useFieldLookedAt, useFields } from "./use-field.ts";
import "./packet-anatomy.css";

/** Bytes, bits, fields and meaning of a packet; without its bytes, what the event of it tells. */
export function PacketAnatomy({ packet, traffic }: { packet: TapePacket; traffic: Traffic }) {
	const bytes = useBytes(packet);
	// Not kept: the CONNECT of its connection, which tells both, may become known later, with the past.
	const purpose = purposeOf(packet, traffic);
	const dialect = dialectOf(versionOf(packet, traffic));
	const { malformed, fields } = packet;
	const meaning = (
		<>
			{malformed !== null && <PacketMeaning wrong says={asSentence(malformed.says)} clause={malformed.clause} />}
			{purpose !== null && <PacketMeaning wrong={false} says={purpose.says} clause={purpose.clause} />}
		</>
	);
	return (
		<>
			{bytes.state === "here" ? (
				<Bytes packet={packet} dialect={dialect} kept={bytes} meaning={meaning} />
			) : (
				<>
					<div className="packet-anatomy">
						<p className="packet-anatomy-note" role="status">
							{sayNotHere(bytes)}
						</p>
						{fields !== null && <FieldTable rows={rowsOfFields(fields)} looked={null} of={null} broken={null} />}
					</div>
					{meaning}
				</>
			)}
		</>
	);
}

type BytesProps = { packet: TapePacket; dialect: Dialect; kept: Kept; meaning: ReactNode };

function Bytes({ packet, dialect, kept, meaning }: BytesProps) {
	const { bytes, whole } = kept;
	const looked = useFieldLookedAt();
	const fieldsOf = useFields(packet.packet);
	const [asked, setAsked] = useState(false);
	const { anatomy, fault, cells, more } = useMemo(() => {
		const anatomy = anatomyOf(bytes, dialect);
		const fault = faultOf(packet, anatomy, { kept: bytes.length, whole });
		return { anatomy, fault, ...cellsOf(bytes, anatomy, fault) };
	}, [bytes, whole, packet, dialect]);
	const sound = fault === null ? anatomy.fields : anatomy.fields.filter(({ to, from }) => to <= fault.at && from < fault.at);
	const fields = fault?.field == null ? sound : [...sound, fault.field];
	const found = partOf(fields, looked);
	const flagged = found !== null && found.field.bits.length > 0 ? found.field : (fields.find(({ bits }) => bits.length > 0) ?? null);
	const payload = fault === null ? fields.find(({ kind }) => kind === "payload") : undefined;
	const payloadSize = payload === undefined ? 0 : payload.to - payload.from;
	const opens = asked || payloadSize > LIMITS.inspectedPayload;
	return (
		<div className="packet-anatomy-bytes" {...fieldsOf}>
			<div className="packet-anatomy">
				<div>
					<PacketBytes cells={cells} more={more} looked={found?.field.name ?? null} />
					{bytes.length < whole && (
						<p className="packet-anatomy-note">
							the first {count(bytes.length)} of {count(whole)} bytes
						</p>
					)}
					{flagged !== null && <PacketBits field={flagged} type={anatomy.type} looked={looked} />}
					<BenchLink packet={packet} type={anatomy.type} fields={fields} />
				</div>
				<div className="packet-anatomy-fields">
					<FieldTable
						rows={rowsOf(anatomy.type, fields)}
						looked={looked}
						of={found?.field.name ?? null}
						broken={fault?.field?.name ?? null}
					/>
					{fault !== null && <p className="packet-anatomy-note">{sayUnread(packet, fault.at, { kept: bytes.length, whole })}</p>}
				</div>
			</div>
			{meaning}
			{payload !== undefined && payloadSize > 0 && !opens && (
				<Button className="packet-anatomy-more" size="small" onClick={() => setAsked(true)}>
					Payload as text or hex
				</Button>
			)}
			{payload !== undefined && opens && <PayloadView bytes={bytes.subarray(payload.from, payload.to)} whole={payloadSize} />}
		</div>
	);
}

/** The version that the client of this packet speaks, as the CONNECT of its connection says. */
function versionOf({ connection }: TapePacket, { connections }: Traffic): { protocolName: string; protocolLevel: number } | null {
	return connections.get(connection)?.connect?.level === 3 ? { protocolName: "MQIsdp", protocolLevel: 3 } : null;
}
