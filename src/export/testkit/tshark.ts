import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export const HAS_TSHARK = spawnSync("tshark", ["--version"]).status === 0;

const FIELDS = [
	"frame.time_epoch",
	"frame.comment",
	"ip.src_host",
	"ip.dst_host",
	"tcp.stream",
	"tcp.srcport",
	"tcp.dstport",
	"tcp.flags",
	"tcp.analysis.flags",
	"ip.checksum.status",
	"tcp.checksum.status",
	"mqtt.msgtype",
	"mqtt.msgid",
	"mqtt.dupflag",
	"mqtt.qos",
	"mqtt.retain",
	"mqtt.topic",
	"mqtt.clientid",
	"_ws.malformed",
	"_ws.expert.message",
] as const;
export type SharkField = (typeof FIELDS)[number];
/** One packet of a capture, as tshark reads it: each field as often as it is there. */
export type Dissected = Readonly<Record<SharkField, readonly string[]>>;

/** What tshark reads in this file, packet by packet, with the checksums looked at. mqttPort: besides 1883. */
export async function dissect(file: string, mqttPort = 1883): Promise<readonly Dissected[]> {
	const checks = ["tcp.check_checksum:TRUE", "ip.check_checksum:TRUE", "nameres.network_name:TRUE"];
	const { stdout } = await promisify(execFile)(
		"tshark",
		[
			...["-r", file, "-d", `tcp.port==${mqttPort},mqtt`, "-T", "json"],
			...checks.flatMap((one) => ["-o", one]),
			...FIELDS.flatMap((field) => ["-e", field]),
		],
		{ encoding: "utf8", maxBuffer: 256 * 1024 * 1024 },
	);
	const packets = JSON.parse(stdout) as readonly {
		readonly _source: { readonly layers: Partial<Record<SharkField, readonly string[]>> };
	}[];
	return packets.map(({ _source: { layers } }) => Object.fromEntries(FIELDS.map((field) => [field, layers[field] ?? []])) as Dissected);
}

/** The same of the bytes of a capture. */
export async function dissectBytes(bytes: Uint8Array): Promise<readonly Dissected[]> {
	const folder = mkdtempSync(join(tmpdir(), "slow-wire-"));
	try {
		const file = join(folder, "capture.pcapng");
		writeFileSync(file, bytes);
		return await dissect(file);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
